package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.ExpiryOutcome;
import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.Liveness;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.RenewalOutcome;
import io.github.esrpcluster.api.ReportOutcome;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.StatusExplanation;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LeaseTest {
  private static final Duration SWEEP = Duration.ofSeconds(1);

  private final Rig rig = new Rig();

  @Test
  void expiry_is_published_within_one_sweep() {
    rig.join(1, ElementState.NORMAL);
    rig.pass(Duration.ofSeconds(60).minusNanos(1));
    assertThat(rig.state()).isEqualTo(ServiceState.NORMAL);
    rig.pass(SWEEP.plusNanos(1));
    assertThat(rig.state()).isEqualTo(ServiceState.DOWN);
    assertThat(rig.memberState(1)).isEqualTo(ElementState.UNREACHABLE);
    assertThat(rig.events(ClusterEvent.LeaseExpired.class)).hasSize(1);
    assertThat(rig.cluster.statistics().leasesExpired()).isEqualTo(1);
    assertThat(rig.sentStates()).containsExactly(ServiceState.NORMAL, ServiceState.DOWN);
  }

  @Property(tries = 200)
  void lease_expires_within_one_sweep_after_its_deadline(
      @ForAll @Size(max = 12) java.util.List<@LongRange(min = 1, max = 90_000) Long> pauses) {
    Rig quiet = new Rig();
    Lease lease = quiet.join(1, ElementState.NORMAL);
    long sinceRenewal = 0;
    for (long millis : pauses) {
      quiet.pass(Duration.ofMillis(millis));
      sinceRenewal += millis;
      boolean live = quiet.memberState(1) == ElementState.NORMAL;
      assertThat(live || sinceRenewal >= 60_000).as("expired early").isTrue();
      assertThat(!live || sinceRenewal < 61_000).as("expired late").isTrue();
      RenewalOutcome outcome = lease.renew();
      assertThat(outcome).isEqualTo(live ? RenewalOutcome.RENEWED : RenewalOutcome.RECOVERED);
      sinceRenewal = 0;
    }
  }

  @Test
  void route_finds_an_expired_lease_before_the_sweep() {
    rig.pass(Duration.ofMillis(500)); // so that no sweep comes at the deadline
    rig.join(1, ElementState.NORMAL);
    rig.join(2, ElementState.NORMAL);
    rig.passSeconds(30);
    rig.cluster.renew(Rig.node(2));
    rig.pass(Duration.ofSeconds(30).minusNanos(1));
    assertThat(java.util.List.of(rig.route(), rig.route())).contains("esrp1 NORMAL");
    rig.time.stall(Duration.ofNanos(1));
    assertThat(rig.memberState(1)).as("nobody has swept").isEqualTo(ElementState.NORMAL);
    for (int i = 0; i < 4; i++) {
      assertThat(rig.route()).isEqualTo("esrp2 NORMAL");
    }
  }

  @Test
  void lease_that_an_observer_ends_expires_at_once() {
    Lease lease = rig.join(1, ElementState.NORMAL);
    rig.join(2, ElementState.NORMAL);
    rig.passSeconds(1);
    assertThat(lease.expire()).isEqualTo(ExpiryOutcome.EXPIRED);
    assertThat(rig.route()).isEqualTo("esrp2 NORMAL");
    assertThat(rig.route()).isEqualTo("esrp2 NORMAL");
    rig.time.settle();
    assertThat(rig.memberState(1)).isEqualTo(ElementState.UNREACHABLE);
    assertThat(rig.state()).as("two members, one normal").isEqualTo(ServiceState.PARTIAL);
    assertThat(rig.events(ClusterEvent.LeaseExpired.class))
        .singleElement()
        .extracting(ClusterEvent.LeaseExpired::epoch)
        .isEqualTo(lease.epoch());
    StatusExplanation.MemberExplanation explained =
        rig.cluster.explain(Rig.SERVICE).orElseThrow().members().get(0);
    assertThat(explained.leaseLeft()).isZero();
    assertThat(explained.timeSinceLastContact()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void lease_that_an_observer_ended_expires_once() {
    Lease lease = rig.join(1, ElementState.NORMAL);
    lease.expire();
    assertThat(lease.expire()).isEqualTo(ExpiryOutcome.EXPIRED);
    rig.passSeconds(61);
    assertThat(rig.events(ClusterEvent.LeaseExpired.class)).hasSize(1);
    assertThat(rig.cluster.statistics().leasesExpired()).isEqualTo(1);
  }

  @Test
  void renewal_or_report_recovers_a_lease_that_was_ended() {
    Lease lease = rig.join(1, ElementState.NORMAL);
    lease.expire();
    assertThat(lease.renew()).isEqualTo(RenewalOutcome.RECOVERED);
    assertThat(rig.memberState(1)).isEqualTo(ElementState.NORMAL);
    rig.passSeconds(59);
    assertThat(rig.memberState(1)).as("a whole lease").isEqualTo(ElementState.NORMAL);
    lease.expire();
    assertThat(lease.report(ElementState.OVERLOADED, "")).isEqualTo(ReportOutcome.APPLIED);
    assertThat(rig.memberState(1)).isEqualTo(ElementState.OVERLOADED);
    rig.time.settle();
    assertThat(rig.events(ClusterEvent.MemberRecovered.class)).hasSize(2);
  }

  @Test
  void retention_runs_from_the_usual_end_of_an_ended_lease() {
    rig.join(1, ElementState.NORMAL).expire();
    rig.pass(Duration.ofSeconds(59).plusHours(24));
    assertThat(rig.memberState(1)).isEqualTo(ElementState.UNREACHABLE);
    rig.passSeconds(1); // a sweep comes at this very moment
    assertThat(rig.cluster.view(Rig.SERVICE).orElseThrow().members()).isEmpty();
  }

  @Test
  void expired_member_stays_in_quorum() {
    rig.join(1, ElementState.NORMAL);
    rig.join(2, ElementState.NORMAL);
    rig.join(3, ElementState.NORMAL);
    for (int i = 0; i < 5; i++) {
      rig.passSeconds(30);
      rig.cluster.renew(Rig.node(1));
    }
    assertThat(rig.cluster.view(Rig.SERVICE).orElseThrow().tally().members()).isEqualTo(3);
    assertThat(rig.state()).isEqualTo(ServiceState.PARTIAL);
  }

  @Test
  void expired_member_is_removed_after_retention() {
    rig.join(1, ElementState.NORMAL);
    rig.pass(Duration.ofSeconds(60).plusHours(24)); // a sweep comes at this very moment
    assertThat(rig.cluster.view(Rig.SERVICE).orElseThrow().members()).isEmpty();
    assertThat(rig.events(ClusterEvent.MemberLeft.class))
        .singleElement()
        .extracting(ClusterEvent.MemberLeft::cause)
        .isEqualTo(ClusterEvent.MemberLeft.Cause.RETENTION_EXPIRED);
  }

  @Test
  void renewal_recovers_the_state_last_reported() {
    Lease lease = rig.join(1, ElementState.SERVICE_DISRUPTION);
    rig.passSeconds(70);
    assertThat(lease.renew()).isEqualTo(RenewalOutcome.RECOVERED);
    rig.time.settle();
    assertThat(rig.memberState(1)).isEqualTo(ElementState.SERVICE_DISRUPTION);
    assertThat(rig.events(ClusterEvent.MemberRecovered.class)).hasSize(1);
    assertThat(rig.cluster.renew(Rig.node(1))).isEqualTo(RenewalOutcome.RENEWED);
  }

  @Test
  void report_renews_and_recovers_the_lease() {
    rig.join(1, ElementState.NORMAL);
    rig.passSeconds(50);
    assertThat(rig.report(1, ElementState.NORMAL)).isEqualTo(ReportOutcome.UNCHANGED);
    rig.passSeconds(50);
    assertThat(rig.memberState(1)).isEqualTo(ElementState.NORMAL);
    rig.passSeconds(70);
    assertThat(rig.report(1, ElementState.NORMAL)).isEqualTo(ReportOutcome.APPLIED);
    assertThat(rig.cluster.statistics().reportsApplied()).isEqualTo(1);
    assertThat(rig.state()).isEqualTo(ServiceState.NORMAL);
  }

  @Test
  void stale_report_renews_no_lease() {
    rig.join(1);
    assertThat(rig.report(numbered(5, ElementState.NORMAL))).isEqualTo(ReportOutcome.APPLIED);
    rig.passSeconds(40);
    assertThat(rig.report(numbered(5, ElementState.OVERLOADED))).isEqualTo(ReportOutcome.STALE);
    assertThat(rig.report(numbered(4, ElementState.DOWN))).isEqualTo(ReportOutcome.STALE);
    assertThat(rig.memberState(1)).isEqualTo(ElementState.NORMAL);
    assertThat(rig.cluster.statistics().reportsStale()).isEqualTo(2);
    rig.passSeconds(21);
    assertThat(rig.memberState(1)).isEqualTo(ElementState.UNREACHABLE);
  }

  @Test
  void last_sequence_outlives_expiry() {
    rig.join(1);
    rig.report(numbered(5, ElementState.NORMAL));
    rig.passSeconds(70);
    assertThat(rig.report(numbered(5, ElementState.NORMAL))).isEqualTo(ReportOutcome.STALE);
    assertThat(rig.report(numbered(6, ElementState.NORMAL))).isEqualTo(ReportOutcome.APPLIED);
  }

  @Test
  void unchanged_report_with_a_newer_sequence_counts() {
    rig.join(1);
    rig.report(numbered(1, ElementState.NORMAL));
    assertThat(rig.report(numbered(9, ElementState.NORMAL))).isEqualTo(ReportOutcome.UNCHANGED);
    assertThat(rig.report(numbered(8, ElementState.DOWN))).isEqualTo(ReportOutcome.STALE);
  }

  @Test
  void wall_clock_step_has_no_effect() {
    rig.join(1, ElementState.NORMAL);
    rig.time.stepWallClock(Duration.ofDays(3));
    rig.passSeconds(59);
    assertThat(rig.state()).isEqualTo(ServiceState.NORMAL);
    rig.time.stepWallClock(Duration.ofDays(-6));
    rig.passSeconds(2);
    assertThat(rig.state()).isEqualTo(ServiceState.DOWN);
  }

  @Test
  void draining_member_takes_no_calls_and_keeps_its_lease() {
    rig.join(1, ElementState.NORMAL);
    rig.join(2, ElementState.NORMAL);
    rig.report(1, ElementState.GOING_DOWN);
    Member draining = rig.cluster.view(Rig.SERVICE).orElseThrow().members().get(0);
    assertThat(draining.liveness()).isEqualTo(Liveness.DRAINING);
    for (int i = 0; i < 4; i++) {
      assertThat(rig.route()).isEqualTo("esrp2 NORMAL");
    }
    rig.passSeconds(59);
    assertThat(rig.cluster.renew(Rig.node(1))).isEqualTo(RenewalOutcome.RENEWED);
    assertThat(rig.cluster.lease(Rig.SERVICE, Rig.node(1))).isPresent();
  }

  private static NodeStatus numbered(long sequence, ElementState state) {
    return NodeStatus.builder(Rig.node(1), state).sequence(sequence).build();
  }
}
