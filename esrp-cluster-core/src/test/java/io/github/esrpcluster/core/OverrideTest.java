package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterEvent.OverrideChange;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverrideTest {
  private final Rig rig = new Rig();

  @Test
  void member_override_hides_the_report_until_cleared() {
    rig.join(1, ElementState.NORMAL);
    set(1, ElementState.SCHEDULED_MAINTENANCE);
    assertThat(rig.memberState(1)).isEqualTo(ElementState.SCHEDULED_MAINTENANCE);
    assertThat(rig.state()).isEqualTo(ServiceState.SCHEDULED_MAINTENANCE_DOWN);
    rig.report(1, ElementState.OVERLOADED);
    assertThat(rig.memberState(1)).isEqualTo(ElementState.SCHEDULED_MAINTENANCE);
    assertThat(rig.cluster.clearOverride(Rig.SERVICE, Rig.node(1), "op", "over")).isTrue();
    rig.time.settle();
    assertThat(rig.memberState(1)).isEqualTo(ElementState.OVERLOADED);
    assertThat(rig.cluster.clearOverride(Rig.SERVICE, Rig.node(1), "op", "over")).isFalse();
  }

  @Test
  void member_override_outlives_release_and_registration() {
    Lease lease = rig.join(1, ElementState.NORMAL);
    set(1, ElementState.SCHEDULED_MAINTENANCE);
    lease.release();
    rig.join(1, ElementState.NORMAL);
    assertThat(rig.memberState(1)).isEqualTo(ElementState.SCHEDULED_MAINTENANCE);
    assertThat(rig.route()).isEqualTo("NONE_USABLE");
  }

  @Test
  void member_override_may_precede_the_registration() {
    rig.cluster.declareService(Rig.SERVICE);
    set(1, ElementState.DOWN);
    rig.join(1, ElementState.NORMAL);
    assertThat(rig.memberState(1)).isEqualTo(ElementState.DOWN);
  }

  @Test
  void member_override_expires_within_one_sweep() {
    rig.join(1, ElementState.NORMAL);
    rig.cluster.override(
        Rig.SERVICE,
        Rig.node(1),
        OperatorOverride.of(ElementState.DOWN, "jo", "works").duration(Duration.ofSeconds(10)));
    rig.pass(Duration.ofSeconds(10).minusNanos(1));
    assertThat(rig.state()).isEqualTo(ServiceState.DOWN);
    rig.pass(Duration.ofSeconds(1).plusNanos(1));
    assertThat(rig.state()).isEqualTo(ServiceState.NORMAL);
    assertThat(rig.events(ClusterEvent.MemberOverridden.class))
        .extracting(ClusterEvent.MemberOverridden::change)
        .containsExactly(OverrideChange.SET, OverrideChange.EXPIRED);
  }

  @Test
  void override_to_normal_counts_only_while_the_lease_runs() {
    rig.join(1);
    set(1, ElementState.NORMAL);
    assertThat(rig.memberState(1)).isEqualTo(ElementState.NORMAL);
    rig.passSeconds(61);
    assertThat(rig.memberState(1)).isEqualTo(ElementState.UNREACHABLE);
    assertThat(rig.state()).isEqualTo(ServiceState.DOWN);
  }

  @Test
  void administratively_down_member_is_no_last_resort() {
    rig.join(1, ElementState.NORMAL);
    for (ElementState out : ElementState.values()) {
      if (!out.takesCalls()) {
        set(1, out);
        assertThat(rig.route()).as(out.token()).isEqualTo("NONE_USABLE");
      }
    }
  }

  @Test
  void service_override_clears_to_the_newest_verdict() {
    rig.join(1, ElementState.NORMAL);
    rig.cluster.override(
        Rig.SERVICE, OperatorOverride.of(ServiceState.SCHEDULED_MAINTENANCE_DOWN, "jo", "works"));
    rig.time.settle();
    assertThat(rig.cluster.status(Rig.SERVICE).orElseThrow().reason()).isEqualTo("works");
    rig.report(1, ElementState.OVERLOADED);
    assertThat(rig.state()).isEqualTo(ServiceState.SCHEDULED_MAINTENANCE_DOWN);
    assertThat(rig.cluster.clearOverride(Rig.SERVICE, "op", "over")).isTrue();
    rig.time.settle();
    assertThat(rig.sentStates())
        .containsExactly(
            ServiceState.NORMAL, ServiceState.SCHEDULED_MAINTENANCE_DOWN, ServiceState.OVERLOADED);
    assertThat(rig.cluster.clearOverride(Rig.SERVICE, "op", "over")).isFalse();
  }

  @Test
  void service_override_is_sent_at_once() {
    rig.join(1, ElementState.NORMAL);
    rig.cluster.override(Rig.SERVICE, OperatorOverride.of(ServiceState.DOWN, "jo", ""));
    rig.time.settle();
    assertThat(rig.sentStates()).containsExactly(ServiceState.NORMAL, ServiceState.DOWN);
  }

  @Test
  void service_override_does_not_change_routing() {
    rig.join(1, ElementState.NORMAL);
    rig.cluster.override(Rig.SERVICE, OperatorOverride.of(ServiceState.DOWN, "jo", ""));
    assertThat(rig.route()).isEqualTo("esrp1 NORMAL");
  }

  @Test
  void service_override_expires() {
    rig.join(1, ElementState.NORMAL);
    rig.cluster.override(
        Rig.SERVICE,
        OperatorOverride.of(ServiceState.DOWN, "jo", "").duration(Duration.ofMinutes(2)));
    rig.cluster.renew(Rig.node(1));
    rig.passSeconds(59);
    rig.cluster.renew(Rig.node(1));
    rig.passSeconds(59);
    rig.cluster.renew(Rig.node(1));
    assertThat(rig.state()).isEqualTo(ServiceState.DOWN);
    rig.passSeconds(3);
    assertThat(rig.state()).isEqualTo(ServiceState.NORMAL);
  }

  @Test
  void short_service_override_expires_in_time_with_an_event() {
    rig.join(1, ElementState.NORMAL);
    rig.cluster.override(
        Rig.SERVICE,
        OperatorOverride.of(ServiceState.DOWN, "jo", "").duration(Duration.ofSeconds(10)));
    rig.passSeconds(9);
    assertThat(rig.state()).isEqualTo(ServiceState.DOWN);
    rig.passSeconds(1);
    assertThat(rig.state()).isEqualTo(ServiceState.NORMAL);
    assertThat(rig.events(ClusterEvent.ServiceOverridden.class))
        .extracting(ClusterEvent.ServiceOverridden::change)
        .containsExactly(OverrideChange.SET, OverrideChange.EXPIRED);
  }

  @Test
  void override_to_an_unpublishable_state_is_refused() {
    for (ServiceState state : ServiceState.values()) {
      if (!state.publishable()) {
        assertThatThrownBy(
                () -> rig.cluster.override(Rig.SERVICE, OperatorOverride.of(state, "jo", "")))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(state.token());
      }
    }
    assertThat(rig.cluster.services()).isEmpty();
  }

  @Test
  void worst_posture_of_live_members_is_published() {
    rig.join(1, ElementState.NORMAL);
    rig.join(2, ElementState.NORMAL);
    posture(1, SecurityPosture.YELLOW);
    posture(2, SecurityPosture.ORANGE);
    assertThat(posture()).isEqualTo(SecurityPosture.ORANGE);
    assertThat(rig.sentStates()).containsOnly(ServiceState.NORMAL).hasSize(3);
    rig.passSeconds(50);
    rig.cluster.renew(Rig.node(1));
    rig.passSeconds(12);
    assertThat(posture()).as("the second is not live any more").isEqualTo(SecurityPosture.YELLOW);
  }

  @Test
  void posture_and_load_stay_until_the_epoch_ends() {
    // An i3 ElementState body has neither: it must not turn an attacked node green.
    rig.join(1, ElementState.NORMAL);
    rig.report(
        io.github.esrpcluster.api.NodeStatus.builder(Rig.node(1), ElementState.NORMAL)
            .posture(SecurityPosture.ORANGE)
            .load(0.7)
            .build());
    rig.report(1, ElementState.OVERLOADED);
    assertThat(posture()).isEqualTo(SecurityPosture.ORANGE);
    assertThat(rig.cluster.view(Rig.SERVICE).orElseThrow().members().get(0).load()).hasValue(0.7);
    rig.cluster.register(Rig.registration(1).incarnation("next").build());
    assertThat(posture()).isEqualTo(SecurityPosture.GREEN);
  }

  @Test
  void posture_override_counts_until_cleared() {
    rig.join(1, ElementState.NORMAL);
    posture(1, SecurityPosture.RED);
    rig.cluster.overridePosture(
        Rig.SERVICE, OperatorOverride.of(SecurityPosture.YELLOW, "jo", "drill"));
    assertThat(posture()).isEqualTo(SecurityPosture.YELLOW);
    assertThat(rig.cluster.clearPostureOverride(Rig.SERVICE, "op", "over")).isTrue();
    assertThat(posture()).isEqualTo(SecurityPosture.RED);
    rig.time.settle();
    assertThat(rig.events(ClusterEvent.PostureOverridden.class)).hasSize(2);
    assertThat(rig.cluster.clearPostureOverride(Rig.SERVICE, "op", "over")).isFalse();
  }

  @Test
  void posture_override_expires() {
    for (int seconds : List.of(10, 100)) {
      Rig other = new Rig();
      other.join(1, ElementState.NORMAL);
      other.cluster.overridePosture(
          Rig.SERVICE,
          OperatorOverride.of(SecurityPosture.RED, "jo", "attack")
              .duration(Duration.ofSeconds(seconds)));
      other.passSeconds(seconds - 1);
      assertThat(posture(other)).isEqualTo(SecurityPosture.RED);
      other.passSeconds(1);
      assertThat(posture(other)).isEqualTo(SecurityPosture.GREEN);
      assertThat(other.events(ClusterEvent.PostureOverridden.class))
          .extracting(ClusterEvent.PostureOverridden::change)
          .containsExactly(OverrideChange.SET, OverrideChange.EXPIRED);
    }
  }

  private SecurityPosture posture() {
    return posture(rig);
  }

  private static SecurityPosture posture(Rig rig) {
    return rig.cluster.status(Rig.SERVICE).map(ServiceStatus::posture).orElseThrow();
  }

  private void posture(int number, SecurityPosture posture) {
    rig.report(
        io.github.esrpcluster.api.NodeStatus.builder(Rig.node(number), ElementState.NORMAL)
            .posture(posture)
            .build());
  }

  private void set(int number, ElementState state) {
    rig.cluster.override(
        Rig.SERVICE, Rig.node(number), OperatorOverride.of(state, "jo", "by hand"));
    rig.time.settle();
  }
}
