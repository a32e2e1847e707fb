package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.StatusExplanation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StatusExplainerTest {
  private final Rig rig = new Rig();

  private StatusExplanation explanation() {
    return rig.cluster.explain(Rig.SERVICE).orElseThrow();
  }

  @Test
  void a_posture_that_an_operator_set_is_shown_with_the_time_it_has_left() {
    rig.join(1, ElementState.NORMAL);
    rig.cluster.overridePosture(
        Rig.SERVICE,
        OperatorOverride.of(SecurityPosture.RED, "jo", "attack").duration(Duration.ofMinutes(1)));
    rig.passSeconds(20);
    assertThat(explanation().postureOverride().orElseThrow().duration())
        .contains(Duration.ofSeconds(40));
  }

  @Test
  void who_vouched_for_a_node_that_then_fell_silent_is_not_named_as_the_reason() {
    rig.join(1);
    rig.cluster.override(
        Rig.SERVICE, Rig.node(1), OperatorOverride.of(ElementState.NORMAL, "jo", "seen it"));
    assertThat(explanation().members().get(0).reason()).isEqualTo("set by jo: seen it");
    rig.passSeconds(61);
    assertThat(explanation().members().get(0).reason()).isEqualTo("lease expired");
  }
}
