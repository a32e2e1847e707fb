package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.ReleaseOutcome;
import io.github.esrpcluster.api.RenewalOutcome;
import io.github.esrpcluster.api.ReportOutcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One membership, step by step; {@link LeaseLincheckTest} tests its lease with many threads. */
class MemberEntryTest {
  /** The owner of entries that a test asks for nothing. */
  static final MemberOwner NO_OWNER =
      new MemberOwner() {
        @Override
        public RenewalOutcome renew(NodeId node, @Nullable String caller) {
          throw new UnsupportedOperationException();
        }

        @Override
        public ReleaseOutcome release(NodeId node, @Nullable String caller) {
          throw new UnsupportedOperationException();
        }

        @Override
        public ReportOutcome report(NodeStatus report, @Nullable String caller) {
          throw new UnsupportedOperationException();
        }

        @Override
        public void refuseCaller(NodeId node, @Nullable String caller) {
          throw new AssertionError("not called");
        }
      };

  private static final NodeStatus NORMAL = NodeStatus.of(Rig.node(1), ElementState.NORMAL);

  private final MemberEntry entry =
      new MemberEntry(NO_OWNER, Rig.registration(1).build(), 7, 10, 0);

  @Test
  void older_renewal_does_not_shorten_the_lease() {
    assertThat(entry.renew(5)).isTrue();
    assertThat(entry.left(0)).isEqualTo(15);
    assertThat(entry.renew(3)).isTrue();
    assertThat(entry.left(0)).isEqualTo(15);
    assertThat(entry.timeSinceLastContact(5)).isZero();
  }

  @Test
  void lease_expires_at_its_deadline_and_not_before() {
    assertThat(entry.leaseRuns(9)).isTrue();
    assertThat(entry.deadlineReached(9)).isFalse();
    assertThat(entry.expire(9)).isFalse();
    assertThat(entry.expired()).isFalse();
    assertThat(entry.leaseRuns(10)).as("before the expiry is recorded").isFalse();
    assertThat(entry.deadlineReached(10)).isTrue();
    assertThat(entry.expire(10)).isTrue();
    assertThat(entry.expired()).isTrue();
    assertThat(entry.expire(11)).as("once").isFalse();
  }

  @Test
  void expired_lease_is_not_renewed() {
    entry.expire(10);
    assertThat(entry.renew(11)).isFalse();
    assertThat(entry.expired()).isTrue();
  }

  @Test
  void early_expiry_keeps_the_deadline() {
    entry.expireEarly();
    assertThat(entry.expired()).isTrue();
    assertThat(entry.leaseRuns(3)).isFalse();
    assertThat(entry.renew(3)).isFalse();
    assertThat(entry.timeSinceLastContact(3)).isEqualTo(3);
    entry.extendByStall(2, 4);
    assertThat(entry.left(4)).as("the retention does not run yet").isEqualTo(6);
  }

  @Test
  void early_expiry_does_not_begin_an_ended_membership() {
    entry.end();
    entry.expireEarly();
    assertThat(entry.ended()).isTrue();
  }

  @Test
  void recovered_member_has_a_whole_lease() {
    entry.expire(10);
    entry.lease = entry.recovered(20);
    assertThat(entry.leaseRuns(29)).isTrue();
    assertThat(entry.leaseRuns(30)).isFalse();
  }

  @Test
  void stall_extends_the_lease_by_the_gap() {
    entry.extendByStall(4, 9);
    assertThat(entry.left(0)).isEqualTo(15);
  }

  @Test
  void stall_extends_a_lease_renewed_during_it_by_its_age() {
    entry.renew(6);
    entry.extendByStall(4, 9);
    assertThat(entry.left(0)).isEqualTo(19);
  }

  @Test
  void stall_extends_the_retention_of_an_expired_member() {
    entry.expire(10);
    entry.extendByStall(11, 20);
    assertThat(entry.left(20)).as("expired for as long as before the stall").isEqualTo(-1);
    assertThat(entry.expired()).isTrue();
  }

  @Test
  void entry_knows_the_same_report_of_its_epoch_only() {
    entry.member = MemberSnapshot.reporting(entry, NORMAL);
    assertThat(entry.knows(NORMAL)).isTrue();
    assertThat(entry.knows(NodeStatus.of(Rig.node(1), ElementState.DOWN))).isFalse();
    assertThat(entry.knows(normal().epoch(7).build())).as("the first with the epoch").isFalse();
    entry.usesEpochs = true;
    assertThat(entry.knows(normal().epoch(7).build())).isTrue();
    assertThat(entry.knows(NORMAL)).as("without the epoch").isFalse();
    assertThat(entry.knows(normal().epoch(6).build())).isFalse();
    assertThat(entry.knows(normal().sequence(1).build())).isFalse();
  }

  @Test
  void ended_entry_knows_no_report_and_renews_no_lease() {
    entry.member = MemberSnapshot.reporting(entry, NORMAL);
    entry.end();
    assertThat(entry.ended()).isTrue();
    assertThat(entry.knows(NORMAL)).isFalse();
    assertThat(entry.renew(1)).isFalse();
  }

  @Test
  void report_is_stale_by_its_sequence_or_its_epoch() {
    entry.sequence = 3;
    assertThat(entry.staleness(NORMAL))
        .contains("it has no sequence, but an earlier report of this membership had one");
    assertThat(entry.staleness(normal().sequence(4).epoch(7).build())).isEmpty();
    assertThat(entry.staleness(normal().sequence(3).build())).contains("sequence 3 is not after 3");
    assertThat(entry.staleness(normal().epoch(8).build()))
        .contains("its epoch is over, or never was");
  }

  private static NodeStatus.Builder normal() {
    return NodeStatus.builder(Rig.node(1), ElementState.NORMAL);
  }
}
