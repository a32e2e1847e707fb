package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.api.ExpiryOutcome;
import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ReleaseOutcome;
import io.github.esrpcluster.api.RenewalOutcome;
import io.github.esrpcluster.api.ServiceId;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests of nodes that are unknown, are in several services, or are refused. */
class UnknownNodeTest {
  private final Rig rig = new Rig();

  @Test
  void request_of_an_unknown_node_is_counted() {
    Lease lease = rig.join(1);
    assertThat(rig.cluster.renew(Rig.node(9))).isEqualTo(RenewalOutcome.UNKNOWN);
    assertThat(rig.cluster.renew(Rig.SERVICE, Rig.node(9), lease.epoch()))
        .isEqualTo(RenewalOutcome.UNKNOWN);
    assertThat(rig.cluster.release(Rig.SERVICE, Rig.node(9), lease.epoch()))
        .isEqualTo(ReleaseOutcome.UNKNOWN);
    assertThat(rig.cluster.release(Rig.SERVICE, Rig.node(9))).isEqualTo(ReleaseOutcome.UNKNOWN);
    assertThat(rig.cluster.expire(Rig.SERVICE, Rig.node(9), lease.epoch()))
        .isEqualTo(ExpiryOutcome.UNKNOWN);
    assertThat(rig.cluster.statistics().leasesRefused()).isEqualTo(5);
  }

  @Test
  void member_is_released_by_name_or_by_epoch() {
    Lease first = rig.join(1);
    rig.join(2);
    assertThat(rig.cluster.release(Rig.SERVICE, Rig.node(1), first.epoch()))
        .isEqualTo(ReleaseOutcome.RELEASED);
    assertThat(rig.cluster.release(Rig.SERVICE, Rig.node(2))).isEqualTo(ReleaseOutcome.RELEASED);
    assertThat(rig.cluster.view(Rig.SERVICE).orElseThrow().members()).isEmpty();
  }

  @Test
  void renewal_recovers_a_node_in_either_of_two_services() {
    joinBoth(1, 10, 60);
    joinBoth(2, 60, 10);
    rig.passSeconds(12);
    for (int number : new int[] {1, 2}) {
      assertThat(rig.cluster.renew(Rig.node(number))).isEqualTo(RenewalOutcome.RECOVERED);
      assertThat(rig.cluster.renew(Rig.node(number))).isEqualTo(RenewalOutcome.RENEWED);
    }
  }

  private void joinBoth(int number, long here, long there) {
    rig.cluster.register(lasting(Rig.SERVICE, number, here));
    rig.cluster.register(lasting(Rig.OTHER, number, there));
  }

  private static Registration lasting(ServiceId service, int number, long seconds) {
    return Rig.registration(service, number).lease(Duration.ofSeconds(seconds)).build();
  }

  @Test
  void call_for_an_unknown_service_is_counted() {
    assertThat(rig.route()).isEqualTo("UNKNOWN_SERVICE");
    assertThat(rig.cluster.statistics().refusals()).isEqualTo(1);
  }

  @Test
  void simulation_of_an_unknown_service_is_refused() {
    assertThatThrownBy(() -> rig.cluster.simulate(Rig.SERVICE, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown service " + Rig.SERVICE);
  }

  @Test
  void closed_manager_refuses_a_listener() {
    rig.cluster.close();
    assertThatThrownBy(() -> rig.cluster.addListener(event -> {}))
        .isInstanceOf(IllegalStateException.class);
  }
}
