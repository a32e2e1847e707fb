package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterEvent.OverrideChange;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.OverrideOutcome;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.StatusExplanation.OverrideWithoutMember;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** An operator who mistypes a service or a node changes nothing, or learns it. */
class MistypedNameTest {
  private static final Duration ORPHANED = Duration.ofHours(2);
  private static final OperatorOverride<ElementState> DOWN =
      OperatorOverride.of(ElementState.DOWN, "jo", "works");

  private final Rig rig = new Rig(builder -> builder.orphanedOverrideRetention(ORPHANED));

  @Test
  void setter_refuses_an_unknown_service() {
    // A mistyped service in an override was created, and published upstream as Normal without
    // members.
    List<ThrowingCallable> setters =
        List.of(
            () -> rig.cluster.override(Rig.SERVICE, Rig.node(1), DOWN),
            () ->
                rig.cluster.override(
                    Rig.SERVICE, OperatorOverride.of(ServiceState.NORMAL, "jo", "")),
            () ->
                rig.cluster.overridePosture(
                    Rig.SERVICE, OperatorOverride.of(SecurityPosture.RED, "jo", "")),
            () -> rig.cluster.setStatusPolicy(Rig.SERVICE, Rig.MAJORITY),
            () -> rig.cluster.setLoadBalancingPolicy(Rig.SERVICE, LoadBalancingPolicy.roundRobin()),
            () -> rig.cluster.setLastResort(Rig.SERVICE, false));
    for (ThrowingCallable setter : setters) {
      assertThatThrownBy(setter)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll(Rig.SERVICE.toString(), "declareService");
    }
    rig.time.settle();
    assertThat(rig.cluster.services()).isEmpty();
    assertThat(rig.sent).isEmpty();
    assertThat(rig.events).isEmpty();
  }

  @Test
  void declared_service_is_published_and_kept() {
    rig.cluster.declareService(Rig.SERVICE);
    rig.cluster.setLastResort(Rig.SERVICE, false);
    rig.cluster.resetLastResort(Rig.SERVICE);
    rig.pass(Duration.ofDays(3));
    assertThat(rig.sentStates()).containsExactly(ServiceState.DOWN);
    assertThat(rig.cluster.services()).containsExactly(Rig.SERVICE);
    assertThat(rig.cluster.undeclareService(Rig.SERVICE)).isTrue();
    assertThat(rig.cluster.undeclareService(Rig.SERVICE)).as("again").isFalse();
    rig.pass(Duration.ofDays(2));
    assertThat(rig.cluster.services()).isEmpty();
    assertThat(rig.cluster.undeclareService(Rig.SERVICE)).as("unknown").isFalse();
  }

  @Test
  void undeclared_service_keeps_its_members() {
    rig.cluster.declareService(Rig.SERVICE);
    rig.join(1, ElementState.NORMAL);
    assertThat(rig.cluster.undeclareService(Rig.SERVICE)).isTrue();
    rig.passSeconds(2);
    assertThat(rig.state()).isEqualTo(ServiceState.NORMAL);
  }

  @Test
  void closed_manager_declares_nothing() {
    rig.cluster.close();
    assertThatThrownBy(() -> rig.cluster.declareService(Rig.SERVICE))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> rig.cluster.undeclareService(Rig.SERVICE))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> rig.cluster.setLastResort(Rig.SERVICE, true))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void override_tells_whether_the_node_is_a_member() {
    rig.join(1, ElementState.NORMAL);
    assertThat(rig.cluster.override(Rig.SERVICE, Rig.node(1), DOWN))
        .isEqualTo(OverrideOutcome.MEMBER);
    assertThat(rig.cluster.override(Rig.SERVICE, Rig.node(2), DOWN))
        .isEqualTo(OverrideOutcome.NO_MEMBER);
    List<OverrideWithoutMember> listed =
        rig.cluster.explain(Rig.SERVICE).orElseThrow().overridesWithoutMember();
    assertThat(listed).extracting(OverrideWithoutMember::node).containsExactly(Rig.node(2));
    assertThat(listed.get(0).override()).isEqualTo(DOWN.duration(ORPHANED));
    assertThat(rig.cluster.explain(Rig.SERVICE).orElseThrow().text())
        .contains("esrp2.state.pa.us is no member, but set to Down by jo (works)")
        .contains("clear the override");
  }

  @Test
  void override_without_its_node_ends() {
    // A mistyped node override took a node of that name out of service 300 days later.
    rig.cluster.declareService(Rig.SERVICE);
    rig.cluster.override(Rig.SERVICE, Rig.node(1), DOWN);
    rig.pass(ORPHANED.minusNanos(1));
    assertThat(rig.cluster.explain(Rig.SERVICE).orElseThrow().overridesWithoutMember()).hasSize(1);
    rig.passSeconds(1);
    assertThat(rig.cluster.explain(Rig.SERVICE).orElseThrow().overridesWithoutMember()).isEmpty();
    assertThat(rig.events(ClusterEvent.MemberOverridden.class))
        .extracting(ClusterEvent.MemberOverridden::change)
        .containsExactly(OverrideChange.SET, OverrideChange.ORPHANED);
    rig.join(1, ElementState.NORMAL);
    assertThat(rig.state()).isEqualTo(ServiceState.NORMAL);
  }

  @Test
  void override_of_a_member_ends_only_after_the_node_left() {
    rig.join(1, ElementState.NORMAL);
    rig.join(2, ElementState.NORMAL);
    rig.cluster.override(Rig.SERVICE, Rig.node(1), DOWN);
    rig.pass(ORPHANED.multipliedBy(3));
    assertThat(rig.memberState(1)).isEqualTo(ElementState.DOWN);
    rig.cluster.release(Rig.node(1));
    rig.pass(ORPHANED.minusSeconds(2));
    rig.join(1, ElementState.NORMAL);
    assertThat(rig.memberState(1)).isEqualTo(ElementState.DOWN);
    rig.cluster.release(Rig.node(1));
    rig.pass(ORPHANED.plusSeconds(1));
    rig.join(1, ElementState.NORMAL);
    assertThat(rig.memberState(1)).isEqualTo(ElementState.NORMAL);
  }

  @Test
  void override_with_a_duration_lasts_as_long_as_it_says() {
    rig.cluster.declareService(Rig.SERVICE);
    rig.cluster.override(Rig.SERVICE, Rig.node(1), DOWN.duration(ORPHANED.multipliedBy(2)));
    rig.pass(ORPHANED.plusHours(1));
    rig.join(1, ElementState.NORMAL);
    assertThat(rig.memberState(1)).isEqualTo(ElementState.DOWN);
  }

  @Test
  void every_setting_can_be_unset() {
    rig.cluster.declareService(Rig.SERVICE);
    rig.cluster.override(Rig.SERVICE, Rig.node(1), DOWN);
    rig.cluster.override(Rig.SERVICE, OperatorOverride.of(ServiceState.NORMAL, "jo", ""));
    rig.cluster.overridePosture(Rig.SERVICE, OperatorOverride.of(SecurityPosture.RED, "jo", ""));
    rig.cluster.setStatusPolicy(Rig.SERVICE, Rig.MAJORITY);
    rig.cluster.setLoadBalancingPolicy(Rig.SERVICE, LoadBalancingPolicy.roundRobin());
    rig.cluster.setLastResort(Rig.SERVICE, false);
    assertThat(
            List.of(
                rig.cluster.clearOverride(Rig.SERVICE, Rig.node(1), "jo", ""),
                rig.cluster.clearOverride(Rig.SERVICE, "jo", ""),
                rig.cluster.clearPostureOverride(Rig.SERVICE, "jo", ""),
                rig.cluster.resetStatusPolicy(Rig.SERVICE),
                rig.cluster.resetLoadBalancingPolicy(Rig.SERVICE),
                rig.cluster.resetLastResort(Rig.SERVICE),
                rig.cluster.undeclareService(Rig.SERVICE)))
        .containsOnly(true);
    rig.pass(Duration.ofDays(2));
    assertThat(rig.cluster.services()).isEmpty();
  }
}
