package io.github.esrpcluster.core;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One epoch of one node in one cluster: its lease, and the member as it counts now.
 *
 * <p>The lease is renewed without a lock, by whoever hears the node; it is found to have run out
 * only under the cluster's lock. Each side writes its own field first and then reads the other's,
 * so that a renewal and an expiry that meet cannot both win unnoticed.
 */
final class MemberRecord implements Memberships {
  private static final VarHandle DEADLINE;

  static {
    try {
      DEADLINE = MethodHandles.lookup().findVarHandle(MemberRecord.class, "deadline", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final ServiceCluster cluster;
  final Registration registration;
  final long epoch;
  final long granted;

  /** When the lease runs out: monotonic nanoseconds, never set back. */
  private volatile long deadline;

  /** Written under the cluster's lock only. */
  private volatile boolean expired;

  /** Released, forgotten or superseded. Written under the cluster's lock only. */
  volatile boolean ended;

  /** The newest accepted sequence number, -1 before the first. Guarded by the cluster's lock. */
  long sequence = -1;

  /** The place in the member list. Guarded by the cluster's lock. */
  int slot = -1;

  /** The member as it counts now. Written under the cluster's lock only. */
  volatile LiveMember member;

  MemberRecord(
      ServiceCluster cluster, Registration registration, long epoch, long granted, long now) {
    this.cluster = cluster;
    this.registration = registration;
    this.epoch = epoch;
    this.granted = granted;
    this.deadline = now + granted;
    this.member = LiveMember.of(this, null, null);
  }

  @Override
  public List<MemberRecord> all() {
    return List.of(this);
  }

  @Override
  public @Nullable MemberRecord in(ServiceId service) {
    return service().equals(service) ? this : null;
  }

  NodeId node() {
    return registration.node();
  }

  ServiceId service() {
    return registration.service();
  }

  boolean expired() {
    return expired;
  }

  /** Neither found expired nor past its deadline. */
  boolean isHeard(long now) {
    return !expired && !ranOut(now);
  }

  /** True from the very deadline on, never before. */
  boolean ranOut(long now) {
    return now - deadline >= 0;
  }

  long deadline() {
    return deadline;
  }

  /**
   * True if the report is of this epoch and tells nothing that is not known. One with a sequence
   * number always tells something: the next one is measured by it.
   */
  boolean knows(NodeStatus report) {
    return !ended
        && report.sequence().isEmpty()
        && Reports.isOfEpoch(report, epoch)
        && Reports.sayTheSame(member.said(), report);
  }

  /** Under the cluster's lock: why the report is older than what is known; empty if it is not. */
  Optional<String> refuses(NodeStatus report) {
    if (ended || !Reports.isOfEpoch(report, epoch)) {
      return Optional.of("its epoch is over, or never was");
    }
    OptionalLong claimed = report.sequence();
    return claimed.isPresent() && claimed.getAsLong() <= sequence
        ? Optional.of("sequence " + claimed.getAsLong() + " is not after " + sequence)
        : Optional.empty();
  }

  /** The last sign of life. */
  long heardAt() {
    return deadline - granted;
  }

  /**
   * Lets the lease run anew from now.
   *
   * @return false if it was found to have run out before: to revive it is a change of the cluster
   */
  boolean renew(long now) {
    raiseDeadline(now + granted);
    return !expired;
  }

  /** Renews what is neither ended nor found expired; all else is a change of the cluster. */
  boolean isRenewed(long now) {
    return !ended && renew(now);
  }

  /** Two renewals may overtake each other between clock and field: the later one counts. */
  private void raiseDeadline(long candidate) {
    long known = deadline;
    while (candidate - known > 0 && !DEADLINE.compareAndSet(this, known, candidate)) {
      known = deadline;
    }
  }

  /**
   * Gives back the time in which nobody could be heard, since the manager itself did not run. A
   * lease that was heard in the meantime gets what has passed since.
   */
  void forgive(long stallBegan, long now) {
    long known = deadline;
    long heard = known - granted;
    long deaf = now - (heard - stallBegan > 0 ? heard : stallBegan);
    if (!expired && deaf > 0) {
      // A renewal that comes first has the whole lease before it and needs no forgiveness.
      DEADLINE.compareAndSet(this, known, known + deaf);
    }
  }

  /** Under the cluster's lock: marks the lease as run out if it is. */
  boolean expire(long now) {
    if (expired || !ranOut(now)) {
      return false;
    }
    expired = true;
    if (!ranOut(now)) {
      expired = false; // renewed between the two looks
    }
    return expired;
  }

  /** Under the cluster's lock: the node was heard again. */
  void revive(long now) {
    raiseDeadline(now + granted);
    expired = false;
  }
}
