package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.StatusPrecedence;
import io.github.esrpcluster.testkit.VirtualTime;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** The memory behind a listener that never returns, with the default limits. */
class HungListenerTest {
  private static final long MOST_BYTES = 64L << 20;

  private static final ElementState[] STATES = {ElementState.NORMAL, ElementState.DOWN};

  /** Takes over the reason of the node, so that a status is as long as a report. */
  private static final StatusPolicy REASON_OF_THE_NODE =
      view ->
          StatusPrecedence.verdict(
              view.tally(),
              view.tally().count(ElementState.NORMAL) > 0,
              view.members().get(0).report().map(NodeStatus::reason).orElse(""));

  /** A text of two bytes a character, as long as a reason may be. */
  private static String wide(int number) {
    return Character.toString(0x4e2d).repeat(4_080) + number;
  }

  /** Makes so many steps with a manager whose listeners get no thread. */
  private static void assertHoldsLittle(int steps, BiConsumer<ClusterManager, Integer> step) {
    VirtualTime time = new VirtualTime();
    ClusterManager cluster =
        InMemoryClusterManager.builder()
            .statusPolicy(REASON_OF_THE_NODE)
            .timeSource(time)
            .scheduler(time)
            .executor(task -> {})
            .listener(event -> {})
            .build();
    step.accept(cluster, 0);
    long before = usedBytes();
    for (int i = 1; i <= steps; i++) {
      step.accept(cluster, i);
    }
    assertThat(usedBytes() - before).isLessThan(MOST_BYTES);
    assertThat(cluster.statistics().eventsDropped()).isPositive();
  }

  private static long usedBytes() {
    System.gc();
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static Registration.Builder registration() {
    return Rig.registration(1);
  }

  @Test
  void hung_listener_holds_a_bounded_size_of_long_reasons() {
    // Bug: 100,000 events might wait, and each might hold a reason of 4,096 characters.
    assertHoldsLittle(
        10_000,
        (cluster, i) -> {
          ElementState state = STATES[i % 2];
          cluster.register(registration().build());
          cluster.report(NodeStatus.of(Rig.node(1), state, wide(i)));
        });
  }

  @Test
  void hung_listener_holds_a_bounded_size_of_changed_terms() {
    assertHoldsLittle(
        20_000,
        (cluster, i) ->
            cluster.register(
                registration().weight(1 + i % 60_000).incarnation("run-" + i % 2).build()));
  }

  @Test
  void hung_listener_holds_a_bounded_size_of_short_events() {
    assertHoldsLittle(
        10_000,
        (cluster, i) -> {
          cluster.register(registration().status(STATES[i % 2]).build());
          cluster.report(NodeStatus.of(Rig.node(1), STATES[i % 2]));
          cluster.route(Rig.SERVICE);
        });
  }
}
