package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.LimitExceededException;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ReleaseOutcome;
import io.github.esrpcluster.api.RenewalOutcome;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a manager says to whom it does not know, knows in several places, or will not listen to. */
class StrangersTest {
  private static final String LONG = "x".repeat(11);

  private final Rig rig = new Rig(builder -> builder.maxReasonLength(10));

  @Test
  void a_node_that_is_not_known_is_told_so_and_counted() {
    Lease lease = rig.join(1);
    assertThat(rig.cluster.renew(Rig.node(9))).isEqualTo(RenewalOutcome.UNKNOWN);
    assertThat(rig.cluster.renew(Rig.SERVICE, Rig.node(9), lease.epoch()))
        .isEqualTo(RenewalOutcome.UNKNOWN);
    assertThat(rig.cluster.release(Rig.SERVICE, Rig.node(9), lease.epoch()))
        .isEqualTo(ReleaseOutcome.UNKNOWN);
    assertThat(rig.cluster.release(Rig.SERVICE, Rig.node(9))).isEqualTo(ReleaseOutcome.UNKNOWN);
    assertThat(rig.cluster.statistics().leasesRefused()).isEqualTo(4);
  }

  @Test
  void a_member_is_released_by_its_name_or_by_its_epoch() {
    Lease first = rig.join(1);
    rig.join(2);
    assertThat(rig.cluster.release(Rig.SERVICE, Rig.node(1), first.epoch()))
        .isEqualTo(ReleaseOutcome.RELEASED);
    assertThat(rig.cluster.release(Rig.SERVICE, Rig.node(2))).isEqualTo(ReleaseOutcome.RELEASED);
    assertThat(rig.cluster.view(Rig.SERVICE).orElseThrow().members()).isEmpty();
  }

  @Test
  void a_node_of_two_services_is_revived_if_it_was_silent_in_either() {
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
  void a_call_for_a_service_that_is_not_known_is_counted() {
    assertThat(rig.route()).isEqualTo("UNKNOWN_SERVICE");
    assertThat(rig.cluster.statistics().refusals()).isEqualTo(1);
  }

  @Test
  void nothing_can_be_assumed_of_a_service_that_is_not_known() {
    assertThatThrownBy(() -> rig.cluster.simulate(Rig.SERVICE, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown service " + Rig.SERVICE);
  }

  @Test
  void the_longest_reason_of_an_operator_is_refused_and_sets_nothing() {
    refused(
        () ->
            rig.cluster.override(
                Rig.SERVICE, Rig.node(1), OperatorOverride.of(ElementState.DOWN, "jo", LONG)));
    refused(
        () ->
            rig.cluster.override(Rig.SERVICE, OperatorOverride.of(ServiceState.DOWN, "jo", LONG)));
    refused(
        () ->
            rig.cluster.overridePosture(
                Rig.SERVICE, OperatorOverride.of(SecurityPosture.RED, "jo", LONG)));
  }

  @Test
  void the_longest_reason_that_comes_with_a_registration_is_refused_and_nobody_joins() {
    NodeStatus talkative = NodeStatus.of(Rig.node(1), ElementState.DOWN, LONG);
    refused(() -> rig.cluster.register(Rig.registration(1).status(talkative).build()));
  }

  private void refused(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContainingAll("maxReasonLength is 10", "11 characters");
    assertThat(rig.cluster.services()).isEmpty();
  }

  @Test
  void nobody_can_listen_to_a_manager_that_is_closed() {
    rig.cluster.close();
    assertThatThrownBy(() -> rig.cluster.addListener(event -> {}))
        .isInstanceOf(IllegalStateException.class);
  }
}
