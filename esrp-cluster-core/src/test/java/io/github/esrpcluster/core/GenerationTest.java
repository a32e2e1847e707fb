package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.ReleaseOutcome;
import io.github.esrpcluster.api.RenewalOutcome;
import io.github.esrpcluster.api.ReportOutcome;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GenerationTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private static ClusterManager startedAt(Instant start) {
    VirtualTime time = VirtualTime.startingAt(start);
    return InMemoryClusterManager.builder()
        .statusPolicy(Rig.MAJORITY)
        .timeSource(time)
        .scheduler(time)
        .executor(time)
        .build();
  }

  // Bug: epochs and versions began at 1 in every manager, so a manager that had restarted accepted
  // renewals, releases and reports that were sent to the manager before it.
  @Test
  void calls_of_the_time_before_a_restart_are_refused() {
    Lease before = startedAt(START).register(Rig.registration(1).build());
    ClusterManager restarted = startedAt(START.plusSeconds(1));
    Lease after = restarted.register(Rig.registration(1).build());
    assertThat(after.epoch()).isGreaterThan(before.epoch());

    assertThat(restarted.renew(Rig.SERVICE, Rig.node(1), before.epoch()))
        .isEqualTo(RenewalOutcome.SUPERSEDED);
    NodeStatus late =
        NodeStatus.builder(Rig.node(1), ElementState.DOWN).epoch(before.epoch()).build();
    assertThat(restarted.report(late)).isEqualTo(ReportOutcome.STALE);
    assertThat(restarted.release(Rig.SERVICE, Rig.node(1), before.epoch()))
        .isEqualTo(ReleaseOutcome.SUPERSEDED);
    assertThat(after.renew()).isEqualTo(RenewalOutcome.RENEWED);
  }

  @Test
  void versions_rise_over_a_restart() {
    ClusterManager first = startedAt(START);
    first.register(Rig.registration(1).status(ElementState.NORMAL).build());
    for (int i = 0; i < 1_000; i++) {
      first.report(NodeStatus.of(Rig.node(1), ElementState.DOWN));
      first.report(NodeStatus.of(Rig.node(1), ElementState.NORMAL));
    }
    ClusterManager restarted = startedAt(START.plusSeconds(1));
    restarted.register(Rig.registration(1).status(ElementState.NORMAL).build());
    long last = first.status(Rig.SERVICE).orElseThrow().version();
    long next = restarted.status(Rig.SERVICE).orElseThrow().version();
    assertThat(next).isGreaterThan(last).isLessThan(1L << 53); // exact as a number in JSON
  }

  @Test
  void epochs_rise_but_cannot_be_guessed() {
    ClusterManager cluster = startedAt(START);
    Set<Long> steps = new HashSet<>();
    long before = 0;
    for (int node = 1; node <= 100; node++) {
      long epoch = cluster.register(Rig.registration(node).build()).epoch();
      assertThat(epoch).isGreaterThan(before);
      steps.add(epoch - before);
      before = epoch;
    }
    assertThat(steps).hasSizeGreaterThan(90);
  }

  @Test
  void highest_generation_has_valid_epochs_and_versions() {
    Rig rig = new Rig(builder -> builder.generation(InMemoryClusterManagerBuilder.MAX_GENERATION));
    Lease lease = rig.join(1, ElementState.NORMAL);
    assertThat(lease.epoch()).isPositive();
    assertThat(rig.cluster.status(Rig.SERVICE).orElseThrow().version()).isPositive();
    assertThat(lease.report(ElementState.DOWN, "")).isEqualTo(ReportOutcome.APPLIED);
  }

  @Test
  void generation_out_of_range_is_refused() {
    InMemoryClusterManagerBuilder builder = InMemoryClusterManager.builder();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.generation(-1))
        .withMessage("generation -1 is negative: use 0 or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.generation(4_294_967_296L))
        .withMessage("generation 4294967296 is too high: use at most 4294967295");
  }

  // Bug: the longest lease was 24 h by default, so a node that asked for the longest time there is,
  // and then failed silently, took calls for a day.
  @Test
  void silent_node_with_a_long_lease_is_found_within_minutes() {
    Rig rig = new Rig();
    Lease lease =
        rig.cluster.register(
            Rig.registration(1).lease(Duration.ofHours(24)).status(ElementState.NORMAL).build());
    assertThat(lease.granted()).isEqualTo(Duration.ofMinutes(5));
    rig.pass(Duration.ofMinutes(5).plusSeconds(1));
    assertThat(rig.state()).isEqualTo(ServiceState.DOWN);
  }
}
