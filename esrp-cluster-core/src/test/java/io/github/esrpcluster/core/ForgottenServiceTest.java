package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceState;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whoever found a service just before it was forgotten sets nothing there, and is told so. */
class ForgottenServiceTest {
  private final StepTimers timers = new StepTimers();
  private final ServiceRegistry clusters =
      new ServiceRegistry(timers.context(new Steps()), timers::nanoTime);

  private ServiceCluster found() {
    MemberEntry record = clusters.join(Rig.registration(1).build(), Optional.empty());
    record.cluster.release(record);
    timers.schedule(() -> {}, 25, TimeUnit.HOURS); // longer than anything is remembered
    timers.ring();
    return record.cluster;
  }

  private ServiceCluster forgotten() {
    ServiceCluster cluster = found();
    clusters.forgetIfIdle(cluster);
    assertThat(clusters.services()).isEmpty();
    return cluster;
  }

  @Test
  void what_an_operator_sets_does_not_stay_with_it() {
    ServiceCluster gone = forgotten();
    assertThat(gone.override(OperatorOverride.of(ServiceState.DOWN, "jo", ""))).isFalse();
    assertThat(gone.override(Rig.node(1), OperatorOverride.of(ElementState.DOWN, "jo", "")))
        .isFalse();
    assertThat(gone.overridePosture(OperatorOverride.of(SecurityPosture.RED, "jo", ""))).isFalse();
  }

  @Test
  void what_the_vendor_sets_does_not_stay_with_it() {
    ServiceCluster gone = forgotten();
    assertThat(gone.statusPolicy(Rig.MAJORITY)).isFalse();
    assertThat(gone.loadBalancing(RoundRobin.INSTANCE)).isFalse();
    assertThat(gone.lastResort(false)).isFalse();
  }

  @Test
  void what_is_set_before_is_not_forgotten() {
    ServiceCluster cluster = found();
    assertThat(cluster.override(Rig.node(1), OperatorOverride.of(ElementState.DOWN, "jo", "")))
        .isTrue();
    assertThat(cluster.lastResort(false)).isTrue();
    clusters.forgetIfIdle(cluster);
    assertThat(clusters.services()).containsExactly(Rig.SERVICE);
  }
}
