package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.api.ClusterEvent.MemberOverridden;
import io.github.esrpcluster.api.ClusterEvent.OverrideChange;
import io.github.esrpcluster.api.ClusterEvent.OverrideEvent;
import io.github.esrpcluster.api.ClusterEvent.PostureOverridden;
import io.github.esrpcluster.api.ClusterEvent.ServiceOverridden;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceState;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The events about overrides say who set and who cleared them, and why. */
class ClearOverrideTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Rig rig = new Rig();

  @BeforeEach
  void join_and_override() {
    rig.join(1, ElementState.NORMAL);
    rig.cluster.override(Rig.SERVICE, Rig.node(1), set(ElementState.DOWN));
    rig.cluster.override(Rig.SERVICE, set(ServiceState.DOWN));
    rig.cluster.overridePosture(Rig.SERVICE, set(SecurityPosture.RED));
    rig.time.settle();
  }

  private static <S extends Enum<S>> OperatorOverride<S> set(S state) {
    return OperatorOverride.of(state, "jo", "works").duration(MINUTE);
  }

  private void assertLast(Class<? extends OverrideEvent> kind, String expected) {
    assertThat(rig.events(kind))
        .last()
        .extracting(event -> event.change() + " by " + event.operator() + ": " + event.reason())
        .isEqualTo(expected);
  }

  @Test
  void event_says_who_set_an_override_and_why() {
    assertLast(MemberOverridden.class, "SET by jo: works");
    assertLast(ServiceOverridden.class, "SET by jo: works");
    assertLast(PostureOverridden.class, "SET by jo: works");
  }

  @Test
  void event_says_who_cleared_an_override_and_why() {
    assertThat(rig.cluster.clearOverride(Rig.SERVICE, Rig.node(1), "kim", "repaired")).isTrue();
    assertThat(rig.cluster.clearOverride(Rig.SERVICE, "lee", "over")).isTrue();
    assertThat(rig.cluster.clearPostureOverride(Rig.SERVICE, "mo", "")).isTrue();
    rig.time.settle();
    assertLast(MemberOverridden.class, "CLEARED by kim: repaired");
    assertLast(ServiceOverridden.class, "CLEARED by lee: over");
    assertLast(PostureOverridden.class, "CLEARED by mo: ");
    assertThat(rig.events(MemberOverridden.class)).last().matches(e -> e.override().isEmpty());
    assertThat(rig.memberState(1)).isEqualTo(ElementState.NORMAL);
    assertThat(rig.state()).isEqualTo(ServiceState.NORMAL);
  }

  @Test
  void event_says_who_set_an_override_that_expires() {
    rig.passSeconds(59);
    rig.report(1, ElementState.NORMAL);
    assertThat(rig.events(OverrideEvent.class))
        .extracting(OverrideEvent::change)
        .containsOnly(OverrideChange.SET);
    rig.passSeconds(2);
    assertLast(MemberOverridden.class, "EXPIRED by jo: works");
    assertLast(ServiceOverridden.class, "EXPIRED by jo: works");
    assertLast(PostureOverridden.class, "EXPIRED by jo: works");
  }

  @Test
  void clearing_without_an_override_returns_false_and_fires_nothing() {
    rig.cluster.clearOverride(Rig.SERVICE, Rig.node(1), "kim", "");
    rig.time.settle();
    int before = rig.events.size();
    assertThat(rig.cluster.clearOverride(Rig.SERVICE, Rig.node(1), "kim", "")).isFalse();
    assertThat(rig.cluster.clearOverride(Rig.OTHER, "kim", "")).isFalse();
    assertThat(rig.cluster.clearPostureOverride(Rig.OTHER, "kim", "")).isFalse();
    rig.time.settle();
    assertThat(rig.events).hasSize(before);
    assertThat(rig.cluster.services()).containsExactly(Rig.SERVICE);
  }

  @Test
  void blank_operator_is_refused_and_clears_nothing() {
    assertThatThrownBy(() -> rig.cluster.clearOverride(Rig.SERVICE, " ", "over"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("operator");
    assertThat(rig.state()).isEqualTo(ServiceState.DOWN);
  }
}
