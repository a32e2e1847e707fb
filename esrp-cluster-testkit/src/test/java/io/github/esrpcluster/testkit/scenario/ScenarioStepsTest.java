package io.github.esrpcluster.testkit.scenario;

import static io.github.esrpcluster.api.ElementState.DOWN;
import static io.github.esrpcluster.api.ElementState.GOING_DOWN;
import static io.github.esrpcluster.api.ElementState.NORMAL;
import static io.github.esrpcluster.api.ElementState.OVERLOADED;
import static io.github.esrpcluster.api.ElementState.UNREACHABLE;
import static io.github.esrpcluster.testkit.assertions.ClusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.esrpcluster.api.ClusterEvent.ManagerClosing;
import io.github.esrpcluster.api.ClusterEvent.MemberStateChanged;
import io.github.esrpcluster.api.ClusterEvent.RouteRefused;
import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.RoutingDecision.Mode;
import io.github.esrpcluster.api.RoutingDecision.Refusal;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The effect of each step and expectation, on a manager with one simple rule. */
class ScenarioStepsTest {
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");

  private final VirtualTime time = new VirtualTime();
  private final TinyManager cluster = new TinyManager(time);
  private final Scenario scenario = Scenario.of(time, cluster).service("sip:esrp.example.org");

  private Scenario threeNormal() {
    return scenario.nodes("esrp1", "esrp2", "esrp3").allNormal();
  }

  @Test
  void null_duration_is_refused() {
    assertThatNullPointerException()
        .isThrownBy(() -> scenario.pass(null))
        .withMessage("pass(null): give the time that passes");
    assertThatNullPointerException()
        .isThrownBy(() -> scenario.stall(null))
        .withMessage("stall(null): give the time that passes");
  }

  @Test
  void nodes_join_without_a_status_and_report_one() {
    scenario
        .nodes("esrp1", "esrp2")
        .expectStatus(ServiceState.DOWN)
        .expectReason("no node takes calls")
        .expectNode("esrp1", UNREACHABLE)
        .report("esrp2", NORMAL)
        .expectStatus(ServiceState.NORMAL)
        .expectPosture(SecurityPosture.GREEN)
        .expectNode("esrp2", NORMAL)
        .allReport(OVERLOADED)
        .expectStatus(ServiceState.OVERLOADED);
  }

  @Test
  void node_joins_with_its_own_terms() {
    scenario.node("esrp1.state.pa.us", options -> options.site("east").weight(7).status(NORMAL));
    Registration registration = cluster.registrations.get(0);
    assertThat(registration.node()).hasToString("esrp1.state.pa.us");
    assertThat(registration.site()).hasValue("east");
    assertThat(registration.weight()).isEqualTo(7);
    scenario.expectStatus(ServiceState.NORMAL);
  }

  @Test
  void report_may_have_more_than_a_state() {
    scenario.nodes("esrp1").report("esrp1", NORMAL, options -> options.load(0.5).reason("fine"));
    assertThat(cluster.view(SERVICE).orElseThrow().members().get(0).load()).hasValue(0.5);
  }

  @Test
  void connected_nodes_keep_their_leases() {
    threeNormal().pass(Duration.ofHours(5)).expectStatus(ServiceState.NORMAL);
    time.advance(Duration.ofHours(5));
    scenario
        .expectStatus(ServiceState.NORMAL)
        .expectNotified(ServiceState.DOWN, ServiceState.NORMAL);
  }

  @Test
  void only_a_disconnected_node_loses_its_lease() {
    threeNormal()
        .disconnect("esrp1")
        .pass(Duration.ofSeconds(59))
        .expectNode("esrp1", NORMAL)
        .pass(Duration.ofSeconds(2))
        .expectNode("esrp1", UNREACHABLE)
        .expectNode("esrp2", NORMAL)
        .expectRouteTo("esrp2");
  }

  @Test
  void reconnected_node_keeps_its_state_and_renews() {
    threeNormal()
        .disconnect("esrp1")
        .pass(Duration.ofMinutes(2))
        .reconnect("esrp1")
        .expectNode("esrp1", NORMAL)
        .pass(Duration.ofMinutes(2))
        .expectNode("esrp1", NORMAL);
    assertThat(cluster.registrations).hasSize(3);
  }

  @Test
  void restart_changes_the_incarnation() {
    scenario.nodes("esrp1").allNormal().crash("esrp1").pass(Duration.ofMinutes(2));
    scenario
        .expectStatus(ServiceState.DOWN)
        .registerAgain("esrp1")
        .expectNode("esrp1", UNREACHABLE);
    scenario.report("esrp1", NORMAL).restart("esrp1").pass(Duration.ofMinutes(2));
    scenario.expectNode("esrp1", UNREACHABLE).allNormal().expectStatus(ServiceState.NORMAL);
    assertThat(cluster.registrations)
        .extracting(Registration::incarnation)
        .containsExactly(Optional.of("run 1"), Optional.of("run 1"), Optional.of("run 2"));
  }

  @Test
  void node_that_registers_again_renews_its_lease() {
    scenario.nodes("esrp1").crash("esrp1").registerAgain("esrp1").allNormal();
    scenario.pass(Duration.ofMinutes(2)).expectNode("esrp1", NORMAL);
  }

  @Test
  void released_node_must_join_again() {
    scenario.nodes("esrp1", "esrp2").release("esrp1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scenario.disconnect("esrp1"))
        .withMessageContaining("esrp1 has not joined");
  }

  @Test
  void all_report_applies_to_the_current_service() {
    threeNormal()
        .service("sip:other.example.org")
        .nodes("esrp9")
        .service(SERVICE)
        .allReport(OVERLOADED)
        .service("sip:other.example.org")
        .expectNode("esrp9", UNREACHABLE);
  }

  @Test
  void node_drains_and_is_released() {
    threeNormal()
        .drain("esrp1")
        .expectNode("esrp1", GOING_DOWN)
        .expectRouteToOneOf("esrp2", "esrp3")
        .release("esrp1", "esrp2", "esrp3")
        .expectStatus(ServiceState.DOWN)
        .expectRefusal(Refusal.NONE_USABLE)
        .expectEvent(RouteRefused.class)
        .nodes("esrp1")
        .expectNode("esrp1", UNREACHABLE);
    assertThat(time.pending()).as("the sweep of the manager and one renewal").isEqualTo(2);
  }

  @Test
  void operator_overrides_and_clears_node_and_service() {
    threeNormal()
        .override("esrp1", DOWN)
        .expectNode("esrp1", DOWN)
        .expectRouteTo("esrp2", Mode.NORMAL)
        .clearOverride("esrp1")
        .expectRouteTo("esrp1")
        .override(ServiceState.MAJOR_INCIDENT_IN_PROGRESS)
        .expectStatus(ServiceState.MAJOR_INCIDENT_IN_PROGRESS)
        .clearOverride()
        .expectStatus(ServiceState.NORMAL);
  }

  @Test
  void expect_notified_continues_after_the_last_expectation() {
    threeNormal()
        .expectNotified(ServiceState.DOWN, ServiceState.NORMAL)
        .expectNotified()
        .disconnect("esrp1", "esrp2", "esrp3")
        .pass(Duration.ofMinutes(2))
        .expectNotified(ServiceState.DOWN);
    assertThat(scenario.publisher())
        .hasNotified(ServiceState.DOWN, ServiceState.NORMAL, ServiceState.DOWN);
  }

  @Test
  void events_are_expected_by_kind() {
    threeNormal()
        .expectEvent(MemberStateChanged.class)
        .expectNoEvent(ManagerClosing.class)
        .then("the manager closes", ClusterManager::close)
        .expectEvent(ManagerClosing.class)
        .expectNotified(ServiceState.DOWN, ServiceState.NORMAL, ServiceState.GOING_DOWN);
    assertThat(scenario.listener()).hasReceived(MemberStateChanged.class).hasSize(3);
    assertThat(scenario).asString().contains("-> TinyClosing[");
  }

  @Test
  void renewals_end_when_the_manager_closes() {
    threeNormal().then("closes", ClusterManager::close).pass(Duration.ofMinutes(1));
    assertThat(time.pending()).as("the sweep of the manager").isEqualTo(1);
    assertThat(scenario).asString().contains("the renewal of esrp1 returned CLOSED");
  }

  @Test
  void node_acts_in_all_its_services() {
    threeNormal()
        .service("sip:other.example.org")
        .nodes("esrp1")
        .expectStatus(ServiceState.DOWN)
        .report("esrp1", NORMAL)
        .expectStatus(ServiceState.NORMAL)
        .disconnect("esrp1")
        .pass(Duration.ofMinutes(2))
        .expectStatus(ServiceState.DOWN)
        .expectNotified(ServiceState.DOWN, ServiceState.NORMAL, ServiceState.DOWN)
        .service(SERVICE)
        .expectNode("esrp1", UNREACHABLE)
        .expectNotified(ServiceState.DOWN, ServiceState.NORMAL)
        .reconnect("esrp1")
        .release("esrp1")
        .service("sip:other.example.org")
        .expectNode("esrp1", NORMAL);
  }

  @Test
  void stall_delays_renewals_too() {
    scenario.nodes("esrp1").allNormal().stall(Duration.ofMinutes(2));
    scenario.expectEvent(MemberStateChanged.class).expectNode("esrp1", NORMAL);
    assertThat(scenario.toString()).contains("2 min          -> esrp1 counts as Unreachable");
  }

  @Test
  void scenario_starts_from_the_present_statuses() {
    threeNormal();
    Scenario second = Scenario.of(time, cluster).service(SERVICE);
    second.expectNotified(ServiceState.NORMAL);
    assertThat(second.toString()).contains("notification: Normal, v2, in sip:esrp.example.org");
  }
}
