package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Settings of one service: set, read, reset to those of the manager. */
class ServiceSettingsTest {
  private static final Duration RETENTION = Duration.ofMinutes(10);
  private static final StatusPolicy ALWAYS_PARTIAL =
      view -> Verdict.of(ServiceState.PARTIAL, "always");
  private static final LoadBalancingPolicy LAST =
      (candidates, request) -> candidates.get(candidates.size() - 1);

  private final Rig rig = new Rig(builder -> builder.briefRetention(RETENTION));

  @Test
  void unknown_service_has_no_settings() {
    assertThat(rig.cluster.statusPolicy(Rig.SERVICE)).isEmpty();
    assertThat(rig.cluster.loadBalancingPolicy(Rig.SERVICE)).isEmpty();
    assertThat(rig.cluster.lastResort(Rig.SERVICE)).isEmpty();
    assertThat(rig.cluster.resetStatusPolicy(Rig.SERVICE)).isFalse();
    assertThat(rig.cluster.resetLoadBalancingPolicy(Rig.SERVICE)).isFalse();
    assertThat(rig.cluster.resetLastResort(Rig.SERVICE)).isFalse();
    assertThat(rig.cluster.services()).isEmpty();
  }

  @Test
  void reset_restores_the_status_policy_of_the_manager() {
    rig.join(1, ElementState.NORMAL);
    assertThat(rig.cluster.statusPolicy(Rig.SERVICE)).containsSame(Rig.MAJORITY);
    rig.cluster.setStatusPolicy(Rig.SERVICE, ALWAYS_PARTIAL);
    assertThat(rig.cluster.statusPolicy(Rig.SERVICE)).containsSame(ALWAYS_PARTIAL);
    assertThat(rig.state()).isEqualTo(ServiceState.PARTIAL);
    assertThat(rig.cluster.resetStatusPolicy(Rig.SERVICE)).isTrue();
    assertThat(rig.cluster.statusPolicy(Rig.SERVICE)).containsSame(Rig.MAJORITY);
    assertThat(rig.state()).isEqualTo(ServiceState.NORMAL);
    assertThat(rig.cluster.resetStatusPolicy(Rig.SERVICE)).as("again").isFalse();
    rig.time.settle();
    assertThat(rig.events(ClusterEvent.StatusPolicyReplaced.class)).hasSize(2);
  }

  @Test
  void reset_restores_the_load_balancing_policy_of_the_manager() {
    rig.join(1, ElementState.NORMAL);
    LoadBalancingPolicy usual = rig.cluster.loadBalancingPolicy(Rig.SERVICE).orElseThrow();
    rig.cluster.setLoadBalancingPolicy(Rig.SERVICE, LAST);
    assertThat(rig.cluster.loadBalancingPolicy(Rig.SERVICE)).containsSame(LAST);
    assertThat(rig.cluster.resetLoadBalancingPolicy(Rig.SERVICE)).isTrue();
    assertThat(rig.cluster.loadBalancingPolicy(Rig.SERVICE)).containsSame(usual);
    assertThat(rig.cluster.resetLoadBalancingPolicy(Rig.SERVICE)).as("again").isFalse();
    rig.time.settle();
    assertThat(rig.events(ClusterEvent.LoadBalancingPolicyReplaced.class)).hasSize(2);
  }

  @Test
  void reset_allows_the_last_resort_again() {
    rig.join(1, ElementState.OVERLOADED);
    assertThat(rig.cluster.lastResort(Rig.SERVICE)).contains(true);
    rig.cluster.setLastResort(Rig.SERVICE, false);
    assertThat(rig.cluster.lastResort(Rig.SERVICE)).contains(false);
    assertThat(rig.route()).isNotEqualTo("esrp1 LAST_RESORT");
    assertThat(rig.cluster.resetLastResort(Rig.SERVICE)).isTrue();
    assertThat(rig.cluster.lastResort(Rig.SERVICE)).contains(true);
    assertThat(rig.route()).isEqualTo("esrp1 LAST_RESORT");
    assertThat(rig.cluster.resetLastResort(Rig.SERVICE)).as("again").isFalse();
  }

  @Test
  void service_is_removed_once_all_settings_are_reset() {
    rig.cluster.declareService(Rig.SERVICE);
    rig.cluster.setStatusPolicy(Rig.SERVICE, ALWAYS_PARTIAL);
    rig.cluster.setLoadBalancingPolicy(Rig.SERVICE, LAST);
    rig.cluster.setLastResort(Rig.SERVICE, false);
    rig.cluster.override(Rig.SERVICE, OperatorOverride.of(ServiceState.DOWN, "jo", ""));
    assertKept();
    rig.cluster.undeclareService(Rig.SERVICE);
    assertKept();
    rig.cluster.resetStatusPolicy(Rig.SERVICE);
    assertKept();
    rig.cluster.resetLoadBalancingPolicy(Rig.SERVICE);
    assertKept();
    rig.cluster.resetLastResort(Rig.SERVICE);
    assertKept();
    rig.cluster.clearOverride(Rig.SERVICE, "jo", "");
    rig.pass(RETENTION.plusSeconds(1));
    assertThat(rig.cluster.services()).isEmpty();
    assertThat(rig.events(ClusterEvent.ServiceRemoved.class)).hasSize(1);
  }

  private void assertKept() {
    rig.pass(RETENTION.plusSeconds(1));
    assertThat(rig.cluster.services()).containsExactly(Rig.SERVICE);
  }

  @Test
  void setting_set_to_the_default_value_keeps_the_service() {
    rig.cluster.declareService(Rig.SERVICE);
    rig.cluster.setLastResort(Rig.SERVICE, true);
    rig.cluster.undeclareService(Rig.SERVICE);
    assertKept();
  }

  @Test
  void closed_manager_refuses_a_reset() {
    rig.join(1, ElementState.NORMAL);
    rig.cluster.close();
    assertThatThrownBy(() -> rig.cluster.resetStatusPolicy(Rig.SERVICE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> rig.cluster.resetLoadBalancingPolicy(Rig.SERVICE))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> rig.cluster.resetLastResort(Rig.SERVICE))
        .isInstanceOf(IllegalStateException.class);
  }
}
