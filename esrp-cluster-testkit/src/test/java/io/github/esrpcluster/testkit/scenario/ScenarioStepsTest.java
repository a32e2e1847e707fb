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

/** What each step does and each expectation accepts, on a manager with one simple rule. */
class ScenarioStepsTest {
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");

  private final VirtualTime time = new VirtualTime();
  private final TinyManager cluster = new TinyManager(time);
  private final Scenario scenario = Scenario.of(time, cluster).service("sip:esrp.example.org");

  private Scenario threeNormal() {
    return scenario.nodes("esrp1", "esrp2", "esrp3").allNormal();
  }

  @Test
  void no_time_at_all_is_refused() {
    assertThatNullPointerException()
        .isThrownBy(() -> scenario.pass(null))
        .withMessage("pass(null): say how much time passes");
    assertThatNullPointerException()
        .isThrownBy(() -> scenario.stall(null))
        .withMessage("stall(null): say how much time passes");
  }

  @Test
  void nodes_join_without_a_status_and_report_one() {
    scenario
        .nodes("esrp1", "esrp2")
        .expectStatus(ServiceState.DOWN)
        .expectReason("one node")
        .expectNode("esrp1", UNREACHABLE)
        .report("esrp2", NORMAL)
        .expectStatus(ServiceState.NORMAL)
        .expectPosture(SecurityPosture.GREEN)
        .expectNode("esrp2", NORMAL)
        .allReport(OVERLOADED)
        .expectStatus(ServiceState.OVERLOADED);
  }

  @Test
  void a_node_joins_with_what_it_asks_for() {
    scenario.node("esrp1.state.pa.us", asks -> asks.site("east").weight(7).status(NORMAL));
    Registration asked = cluster.registrations.get(0);
    assertThat(asked.node()).hasToString("esrp1.state.pa.us");
    assertThat(asked.site()).hasValue("east");
    assertThat(asked.weight()).isEqualTo(7);
    scenario.expectStatus(ServiceState.NORMAL);
  }

  @Test
  void a_report_says_more_than_a_state() {
    scenario.nodes("esrp1").report("esrp1", NORMAL, says -> says.load(0.5).reason("fine"));
    assertThat(cluster.view(SERVICE).orElseThrow().members().get(0).load()).hasValue(0.5);
  }

  @Test
  void nodes_that_are_heard_keep_their_leases_however_time_is_moved() {
    threeNormal().pass(Duration.ofHours(5)).expectStatus(ServiceState.NORMAL);
    time.advance(Duration.ofHours(5));
    scenario
        .expectStatus(ServiceState.NORMAL)
        .expectNotified(ServiceState.DOWN, ServiceState.NORMAL);
  }

  @Test
  void a_silent_node_loses_its_lease_and_only_that_one() {
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
  void a_node_that_is_heard_again_has_the_state_it_had_and_lives_on() {
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
  void a_crashed_node_comes_back_as_the_same_run_and_restarts_as_another() {
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
  void a_node_that_came_back_sends_heartbeats_again() {
    scenario.nodes("esrp1").crash("esrp1").registerAgain("esrp1").allNormal();
    scenario.pass(Duration.ofMinutes(2)).expectNode("esrp1", NORMAL);
  }

  @Test
  void a_node_that_was_released_has_to_join_again() {
    scenario.nodes("esrp1", "esrp2").release("esrp1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scenario.disconnect("esrp1"))
        .withMessageContaining("esrp1 has not joined");
  }

  @Test
  void all_are_all_of_the_service() {
    threeNormal()
        .service("sip:other.example.org")
        .nodes("esrp9")
        .service(SERVICE)
        .allReport(OVERLOADED)
        .service("sip:other.example.org")
        .expectNode("esrp9", UNREACHABLE);
  }

  @Test
  void a_node_drains_and_is_released() {
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
    assertThat(time.pending()).as("the pulse of the manager and one heartbeat").isEqualTo(2);
  }

  @Test
  void an_operator_sets_and_clears_the_state_of_a_node_and_of_the_service() {
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
  void what_is_transmitted_is_expected_piece_by_piece() {
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
  void events_are_expected_by_their_kind() {
    threeNormal()
        .expectEvent(MemberStateChanged.class)
        .expectNoEvent(ManagerClosing.class)
        .then("the manager closes", ClusterManager::close)
        .expectEvent(ManagerClosing.class)
        .expectNotified(ServiceState.DOWN, ServiceState.NORMAL, ServiceState.GOING_DOWN);
    assertThat(scenario.listener()).hasReceived(MemberStateChanged.class).hasSize(3);
    assertThat(scenario).asString().contains("-> ManagerClosing[");
  }

  @Test
  void a_closed_manager_is_not_told_of_life_for_ever() {
    threeNormal().then("closes", ClusterManager::close).pass(Duration.ofMinutes(1));
    assertThat(time.pending()).as("the pulse of the manager").isEqualTo(1);
    assertThat(scenario).asString().contains("the heartbeat of esrp1 was answered CLOSED");
  }

  @Test
  void a_node_acts_in_all_of_its_services() {
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
  void time_that_the_manager_misses_is_no_time_for_heartbeats_either() {
    scenario.nodes("esrp1").allNormal().stall(Duration.ofMinutes(2));
    scenario.expectEvent(MemberStateChanged.class).expectNode("esrp1", NORMAL);
    assertThat(scenario.toString()).contains("2m        -> esrp1 counts as Unreachable");
  }

  @Test
  void a_story_goes_on_from_what_the_manager_knows_already() {
    threeNormal();
    Scenario second = Scenario.of(time, cluster).service(SERVICE);
    second.expectNotified(ServiceState.NORMAL);
    assertThat(second.toString()).contains("upstream is told Normal, v2, in sip:esrp.example.org");
  }
}
