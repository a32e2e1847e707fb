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
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One epoch of one node in one cluster: its lease, and the member as it counts now.
 *
 * <p>The lease is renewed without a lock, by whoever hears the node; all else that becomes of it is
 * found under the cluster's lock. It is one word ({@link LeaseState}), so that a renewal and an
 * expiry that meet cannot both win.
 */
final class MemberEntry implements MemberIndexEntry {
  private static final VarHandle LEASE;

  static {
    try {
      LEASE = MethodHandles.lookup().findVarHandle(MemberEntry.class, "lease", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** A {@link LeaseState}. Its deadline is never set back. */
  private volatile long lease; // first, and what a renewal needs with it: they lie side by side

  final long granted;
  final long epoch;
  final ServiceCluster cluster;
  final Registration registration;

  /** Known here as well: needed at every change. */
  final int weight;

  /** The newest accepted sequence number, -1 before the first. Guarded by the cluster's lock. */
  long sequence = -1;

  /** The place in the member list. Guarded by the cluster's lock. */
  int slot = -1;

  /** The member as it counts now. Written under the cluster's lock only. */
  volatile MemberSnapshot member;

  MemberEntry(
      ServiceCluster cluster, Registration registration, long epoch, long granted, long now) {
    this.cluster = cluster;
    this.registration = registration;
    this.epoch = epoch;
    this.granted = granted;
    this.weight = registration.weight();
    this.lease = LeaseState.until(now + granted);
    this.member = MemberSnapshot.silent(this);
  }

  @Override
  public List<MemberEntry> all() {
    return List.of(this);
  }

  @Override
  public @Nullable MemberEntry in(ServiceId service) {
    return service().equals(service) ? this : null;
  }

  @Override
  public @Nullable MemberIndexEntry without(ServiceId service) {
    return in(service) == null ? this : null;
  }

  NodeId node() {
    return registration.node();
  }

  ServiceId service() {
    return registration.service();
  }

  /** Found to have run out, and not revived. */
  boolean expired() {
    return LeaseState.isExpired(lease);
  }

  /** Released, forgotten or superseded. */
  boolean ended() {
    return LeaseState.isEnded(lease);
  }

  /** Neither found expired nor past its deadline. */
  boolean isHeard(long now) {
    long known = lease;
    return !LeaseState.isExpired(known) && LeaseState.left(known, now) > 0;
  }

  /** True from the very deadline on, never before. */
  boolean ranOut(long now) {
    return left(now) <= 0;
  }

  /** How long the lease still runs, in nanoseconds. */
  long left(long now) {
    return LeaseState.left(lease, now);
  }

  /** How long ago the last sign of life was, in nanoseconds. */
  long silence(long now) {
    return granted - left(now);
  }

  /**
   * True if the report is of this epoch and tells nothing that is not known. One with a sequence
   * number always tells something: the next one is measured by it.
   */
  boolean knows(NodeStatus report) {
    return !ended()
        && report.sequence().isEmpty()
        && MemberReports.isOfEpoch(report, epoch)
        && member.saidAsMuchAs(report);
  }

  /** Under the cluster's lock: why the report is older than what is known; empty if it is not. */
  Optional<String> refuses(NodeStatus report) {
    if (ended() || !MemberReports.isOfEpoch(report, epoch)) {
      return Optional.of("its epoch is over, or never was");
    }
    OptionalLong claimed = report.sequence();
    return claimed.isPresent() && claimed.getAsLong() <= sequence
        ? Optional.of("sequence " + claimed.getAsLong() + " is not after " + sequence)
        : Optional.empty();
  }

  /**
   * Lets the lease run anew from now; of two renewals that overtake each other the later counts.
   *
   * @return false, and nothing is changed, if it has ended or was found to have run out: what comes
   *     of that is a change of the cluster
   */
  boolean renew(long now) {
    long known = lease;
    while (LeaseState.isOpen(known)) {
      long raised = LeaseState.raised(known, now + granted);
      if (raised == known || LEASE.compareAndSet(this, known, raised)) {
        return true;
      }
      known = lease;
    }
    return false;
  }

  /**
   * Gives back the time in which nobody could be heard, since the manager itself did not run: to
   * the lease, or to the retention of one that has run out. What began in the meantime gets what
   * has passed since.
   */
  void forgive(long stallBegan, long now) {
    long known = lease;
    long runOut = -LeaseState.left(known, now);
    long began = LeaseState.isExpired(known) ? runOut : runOut + granted; // so long ago
    long deaf = Math.min(now - stallBegan, began);
    if (deaf > 0) {
      // A renewal that comes first has the whole lease before it and needs no forgiveness.
      LEASE.compareAndSet(this, known, LeaseState.extended(known, deaf));
    }
  }

  /** Under the cluster's lock: marks the lease as run out if it is. */
  boolean expire(long now) {
    long known = lease;
    while (!LeaseState.isExpired(known) && LeaseState.left(known, now) <= 0) {
      if (LEASE.compareAndSet(this, known, LeaseState.expired(known))) {
        return true;
      }
      known = lease; // renewed between the two looks
    }
    return false;
  }

  /** Under the cluster's lock: the node was heard again. */
  void revive(long now) {
    become(known -> LeaseState.revived(LeaseState.raised(known, now + granted)));
  }

  /** Under the cluster's lock: released, forgotten or superseded. */
  void end() {
    become(LeaseState::ended);
  }

  private void become(LongUnaryOperator next) {
    long known = lease;
    while (!LEASE.compareAndSet(this, known, next.applyAsLong(known))) {
      known = lease;
    }
  }
}
