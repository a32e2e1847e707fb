package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.StatusExplanation.MemberExplanation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Each member counts the changes of its effective state, so that an unstable node is found. */
class FlapCounterTest {
  private final Rig rig = new Rig();

  private MemberExplanation explained() {
    return rig.cluster.explain(Rig.SERVICE).orElseThrow().members().get(0);
  }

  @Test
  void counter_has_each_change_since_the_node_joined() {
    rig.join(1);
    assertThat(explained().stateChanges()).isZero();
    assertThat(explained().timeSinceStateChange()).isEmpty();
    rig.report(1, ElementState.NORMAL);
    rig.report(1, ElementState.NORMAL);
    rig.passSeconds(5);
    assertThat(explained().stateChanges()).isEqualTo(1);
    assertThat(explained().timeSinceStateChange()).contains(Duration.ofSeconds(5));
    rig.cluster.register(Rig.registration(1).weight(3).build());
    rig.passSeconds(61);
    assertThat(explained().stateChanges()).as("expired").isEqualTo(2);
    rig.cluster.register(Rig.registration(1).incarnation("next").status(ElementState.DOWN).build());
    assertThat(explained().stateChanges()).as("in another epoch").isEqualTo(3);
    rig.cluster.release(Rig.node(1));
    rig.join(1);
    assertThat(explained().stateChanges()).as("of another membership").isZero();
  }

  @Test
  void node_that_flaps_is_a_problem_until_it_is_calm() {
    rig.join(1, ElementState.NORMAL);
    for (int i = 0; i < 4; i++) {
      rig.report(1, ElementState.DOWN);
      rig.report(1, ElementState.NORMAL);
    }
    assertThat(explained().problems()).isEmpty();
    rig.report(1, ElementState.DOWN);
    rig.passSeconds(30);
    assertThat(rig.cluster.explain(Rig.SERVICE).orElseThrow().text())
        .contains(
            "its state has changed 10 times since it joined, the last time 30 s ago. To do: find"
                + " out");
    for (int i = 0; i < 90; i++) {
      rig.cluster.renew(Rig.node(1));
      rig.passSeconds(40);
    }
    assertThat(explained().problems()).isEmpty();
  }
}
