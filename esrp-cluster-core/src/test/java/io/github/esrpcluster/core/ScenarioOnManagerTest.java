package io.github.esrpcluster.core;

import static io.github.esrpcluster.testkit.assertions.ClusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.esrpcluster.api.ClusterEvent.ImprovementHeld;
import io.github.esrpcluster.api.ClusterEvent.LastResortUsed;
import io.github.esrpcluster.api.ClusterEvent.LeaseExpired;
import io.github.esrpcluster.api.ClusterEvent.StallDetected;
import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.RoutingDecision.Mode;
import io.github.esrpcluster.api.RoutingDecision.Refusal;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.testkit.VirtualTime;
import io.github.esrpcluster.testkit.scenario.Scenario;
import java.time.Duration;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Whole stories, told with the test kit; more than half of the nodes make a service normal. */
class ScenarioOnManagerTest {
  private static final Duration PAST_A_LEASE = Duration.ofSeconds(62);

  private static Scenario on(Rig rig) {
    return Scenario.of(rig.time, rig.cluster).service(Rig.SERVICE);
  }

  private static Scenario threeNormal() {
    return on(new Rig()).nodes("esrp1", "esrp2", "esrp3").allNormal();
  }

  /** A manager built without the virtual clock: the lease never ran out, and nothing said why. */
  @Test
  void manager_with_another_clock_is_refused() {
    Rig elsewhere = new Rig();
    elsewhere.passSeconds(3_600);
    Scenario story =
        Scenario.of(new VirtualTime(), elsewhere.cluster)
            .service(Rig.SERVICE)
            .nodes("esrp1")
            .allNormal()
            .disconnect("esrp1")
            .pass(PAST_A_LEASE);

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> story.expectStatus(ServiceState.DOWN))
        .withMessageContaining("Build it with .timeSource(time)");
  }

  @Test
  void quorum_is_lost_and_comes_back() {
    threeNormal()
        .pass(Duration.ofHours(1))
        .expectStatus(ServiceState.NORMAL)
        .expectNotified(ServiceState.DOWN, ServiceState.NORMAL)
        .disconnect("esrp2", "esrp3")
        .pass(PAST_A_LEASE)
        .expectStatus(ServiceState.PARTIAL)
        .expectRouteTo("esrp1", Mode.NORMAL)
        .reconnect("esrp2")
        .expectStatus(ServiceState.NORMAL)
        .expectNotified(ServiceState.PARTIAL, ServiceState.NORMAL);
  }

  @Test
  void stall_of_the_manager_expires_no_lease() {
    threeNormal()
        .expectNotified(ServiceState.DOWN, ServiceState.NORMAL)
        .stall(Duration.ofMinutes(10))
        .expectEvent(StallDetected.class)
        .pass(Duration.ofMinutes(1))
        .expectNoEvent(LeaseExpired.class)
        .expectNotified();
  }

  @Test
  void node_that_died_in_a_stall_expires_after_it() {
    threeNormal()
        .crash("esrp1", "esrp2", "esrp3")
        .stall(Duration.ofMinutes(10))
        .expectStatus(ServiceState.NORMAL)
        .pass(PAST_A_LEASE)
        .expectStatus(ServiceState.DOWN);
  }

  @Test
  void cleared_override_shows_the_live_report() {
    threeNormal()
        .override("esrp1", ElementState.SCHEDULED_MAINTENANCE)
        .override("esrp2", ElementState.SCHEDULED_MAINTENANCE)
        .expectStatus(ServiceState.PARTIAL)
        .expectRouteTo("esrp3")
        .restart("esrp1")
        .report("esrp1", ElementState.NORMAL)
        .expectNode("esrp1", ElementState.SCHEDULED_MAINTENANCE)
        .clearOverride("esrp1")
        .expectNode("esrp1", ElementState.NORMAL)
        .expectStatus(ServiceState.NORMAL);
  }

  @Test
  void last_resort_takes_calls_and_raises_no_status() {
    threeNormal()
        .allReport(ElementState.OVERLOADED)
        .expectStatus(ServiceState.OVERLOADED)
        .expectRouteToOneOf("esrp1", "esrp2", "esrp3")
        .expectThat(
            "as a last resort", cluster -> assertThat(cluster.route(Rig.SERVICE)).asLastResort())
        .expectEvent(LastResortUsed.class)
        .crash("esrp1", "esrp2", "esrp3")
        .pass(PAST_A_LEASE)
        .expectStatus(ServiceState.DOWN)
        .then("no last resort", cluster -> cluster.setLastResort(Rig.SERVICE, false))
        .expectRefusal(Refusal.ALL_UNREACHABLE);
  }

  @Test
  void worst_posture_of_live_members_is_published() {
    threeNormal()
        .report("esrp1", ElementState.NORMAL, says -> says.posture(SecurityPosture.RED))
        .report("esrp2", ElementState.NORMAL, says -> says.posture(SecurityPosture.YELLOW))
        .expectPosture(SecurityPosture.RED)
        .expectStatus(ServiceState.NORMAL)
        .crash("esrp1")
        .pass(PAST_A_LEASE)
        .expectPosture(SecurityPosture.YELLOW)
        .expectStatus(ServiceState.NORMAL);
  }

  @Test
  void draining_nodes_take_no_calls() {
    threeNormal()
        .drain("esrp1")
        .expectRouteToOneOf("esrp2", "esrp3")
        .drain("esrp2")
        .expectRouteTo("esrp3", Mode.NORMAL)
        .release("esrp1", "esrp2")
        .expectStatus(ServiceState.NORMAL)
        .drain("esrp3")
        .expectStatus(ServiceState.GOING_DOWN)
        .release("esrp3")
        .expectRefusal(Refusal.NO_NODES)
        .expectStatus(ServiceState.DOWN);
  }

  @Test
  void node_that_comes_back_keeps_its_epoch_within_its_lease() {
    on(new Rig())
        .nodes("esrp1")
        .allNormal()
        .crash("esrp1")
        .pass(Duration.ofSeconds(30))
        .registerAgain("esrp1")
        .expectNode("esrp1", ElementState.NORMAL)
        .crash("esrp1")
        .pass(PAST_A_LEASE)
        .registerAgain("esrp1")
        .expectNode("esrp1", ElementState.UNREACHABLE)
        .allNormal()
        .expectStatus(ServiceState.NORMAL);
  }

  @Test
  void improvement_waits_and_deterioration_does_not() {
    on(new Rig(builder -> builder.holdDown(Duration.ofSeconds(10))))
        .node("esrp1", asks -> asks.status(ElementState.NORMAL))
        .expectStatus(ServiceState.NORMAL)
        .node("esrp2", asks -> asks.status(ElementState.NORMAL))
        .expectStatus(ServiceState.NORMAL)
        .report("esrp1", ElementState.DOWN)
        .expectStatus(ServiceState.PARTIAL)
        .report("esrp1", ElementState.NORMAL)
        .expectEvent(ImprovementHeld.class)
        .expectStatus(ServiceState.PARTIAL)
        .pass(Duration.ofSeconds(11))
        .expectStatus(ServiceState.NORMAL);
  }

  @Test
  void close_publishes_going_down_first() {
    Scenario story = threeNormal().then("the manager closes", ClusterManager::close);
    assertThat(story.publisher()).hasNotifiedInOrder().lastNotified().isGoingDown();
    story.pass(Duration.ofHours(1));
    assertThat(story.publisher()).lastNotified().isGoingDown();
  }

  @Property(tries = 100)
  void majority_of_live_members_makes_a_service_normal(
      @ForAll @IntRange(min = 1, max = 12) int nodes, @ForAll @IntRange(max = 12) int lost) {
    String[] names = IntStream.range(0, nodes).mapToObj(i -> "esrp" + i).toArray(String[]::new);
    int silent = Math.min(lost, nodes);
    Scenario story = on(new Rig()).nodes(names).allNormal();
    IntStream.range(0, silent).forEach(i -> story.disconnect(names[i]));
    int left = nodes - silent;
    story
        .pass(PAST_A_LEASE)
        .expectStatus(
            2 * left > nodes
                ? ServiceState.NORMAL
                : left > 0 ? ServiceState.PARTIAL : ServiceState.DOWN);
  }
}
