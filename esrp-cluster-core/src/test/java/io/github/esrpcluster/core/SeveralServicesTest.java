package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.ReleaseOutcome;
import io.github.esrpcluster.api.RenewalOutcome;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.Verdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Renewals and releases of a node in several services, some of which change meanwhile. */
class SeveralServicesTest {
  private static final ServiceId HERE = Rig.SERVICE;
  private static final ServiceId THERE = Rig.OTHER;

  /** Called when the policy evaluates, on the thread that renews or releases. */
  private final Queue<Runnable> duringEvaluation = new ArrayDeque<>();

  private final Rig rig =
      new Rig(
          builder -> builder,
          view -> {
            Runnable next = duringEvaluation.poll();
            if (next != null) {
              next.run();
            }
            return Verdict.normal();
          });

  private Lease join(ServiceId service, int leaseSeconds) {
    return join(service, leaseSeconds, "first");
  }

  private Lease join(ServiceId service, int leaseSeconds, String incarnation) {
    return rig.cluster.register(
        Rig.registration(service, 1)
            .lease(Duration.ofSeconds(leaseSeconds))
            .incarnation(incarnation)
            .status(ElementState.NORMAL)
            .build());
  }

  private RenewalOutcome renew() {
    return rig.cluster.renew(Rig.node(1));
  }

  // ---- renew

  @Test
  void renewal_of_running_leases_is_renewed() {
    join(HERE, 60);
    join(THERE, 60);
    rig.passSeconds(50);
    assertThat(renew()).isEqualTo(RenewalOutcome.RENEWED);
    rig.passSeconds(50);
    assertThat(rig.events(ClusterEvent.LeaseExpired.class)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void renewal_that_recovers_one_lease_is_recovered(boolean firstExpired) {
    join(HERE, firstExpired ? 10 : 60);
    join(THERE, firstExpired ? 60 : 10);
    rig.passSeconds(20);
    assertThat(rig.events(ClusterEvent.LeaseExpired.class)).hasSize(1);
    assertThat(renew()).isEqualTo(RenewalOutcome.RECOVERED);
    rig.passSeconds(5);
    assertThat(rig.cluster.members(Rig.node(1)))
        .allMatch(member -> member.state() == ElementState.NORMAL);
  }

  @Test
  void renewal_of_a_node_without_membership_is_unknown() {
    assertThat(renew()).isEqualTo(RenewalOutcome.UNKNOWN);
    join(HERE, 60).release();
    join(THERE, 60).release();
    assertThat(renew()).isEqualTo(RenewalOutcome.UNKNOWN);
  }

  @Test
  void renewal_acts_on_a_membership_registered_meanwhile() {
    // Bug: a node was renewed while it registered again with another service. The renewal held the
    // old epoch of that service, which was refused as superseded, and the new lease was not
    // renewed.
    join(HERE, 10);
    join(THERE, 60);
    rig.passSeconds(20);
    duringEvaluation.add(() -> join(THERE, 60, "second"));
    assertThat(renew()).isEqualTo(RenewalOutcome.RECOVERED);
    assertThat(duringEvaluation).isEmpty();
    assertThat(rig.cluster.statistics().leasesRefused()).isZero();
    assertThat(rig.events(ClusterEvent.LeaseRefused.class)).isEmpty();
  }

  @Test
  void renewal_is_recovered_if_another_membership_ends_meanwhile() {
    join(HERE, 10);
    Lease there = join(THERE, 60);
    rig.passSeconds(20);
    duringEvaluation.add(there::release);
    assertThat(renew()).isEqualTo(RenewalOutcome.RECOVERED);
    assertThat(rig.cluster.members(Rig.node(1))).hasSize(1);
  }

  @Test
  void lease_of_an_old_epoch_is_superseded_and_the_node_is_not() {
    Lease old = join(HERE, 60);
    join(HERE, 60, "second");
    assertThat(old.renew()).isEqualTo(RenewalOutcome.SUPERSEDED);
    assertThat(old.release()).isEqualTo(ReleaseOutcome.SUPERSEDED);
    assertThat(renew()).isEqualTo(RenewalOutcome.RENEWED);
  }

  // ---- release

  @Test
  void release_of_a_node_ends_all_memberships() {
    join(HERE, 60);
    join(THERE, 60);
    assertThat(rig.cluster.release(Rig.node(1))).isEqualTo(ReleaseOutcome.RELEASED);
    assertThat(rig.cluster.members(Rig.node(1))).isEmpty();
    assertThat(rig.cluster.release(Rig.node(1))).isEqualTo(ReleaseOutcome.UNKNOWN);
  }

  @Test
  void release_of_a_node_ends_a_membership_registered_meanwhile() {
    // Bug: a release of all services held the old epoch of a service with which the node registered
    // meanwhile: it stayed a member there, though the caller had been told that it was released.
    join(HERE, 60);
    join(THERE, 60);
    duringEvaluation.add(() -> join(THERE, 60, "second"));
    assertThat(rig.cluster.release(Rig.node(1))).isEqualTo(ReleaseOutcome.RELEASED);
    assertThat(duringEvaluation).isEmpty();
    assertThat(rig.cluster.members(Rig.node(1))).isEmpty();
  }

  @Test
  void release_from_a_service_ends_the_current_epoch_only_there() {
    join(HERE, 60);
    join(HERE, 60, "second");
    join(THERE, 60);
    assertThat(rig.cluster.release(HERE, Rig.node(1))).isEqualTo(ReleaseOutcome.RELEASED);
    assertThat(rig.cluster.members(Rig.node(1)))
        .singleElement()
        .satisfies(member -> assertThat(member.registration().service()).isEqualTo(THERE));
    assertThat(rig.cluster.release(HERE, Rig.node(1))).isEqualTo(ReleaseOutcome.UNKNOWN);
  }
}
