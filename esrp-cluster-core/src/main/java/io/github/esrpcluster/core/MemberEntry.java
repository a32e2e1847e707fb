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
 * Represents one epoch of one node in one cluster: its lease, and the member as it counts now.
 *
 * <p>The lease is renewed without a lock, by any thread; all other changes happen under the
 * cluster's lock. It is one word ({@link LeaseState}), so that a renewal and an expiry at the same
 * time cannot both win.
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

  /** A {@link LeaseState}. Its deadline only moves forward. */
  volatile long lease; // first, beside the other fields that a renewal reads

  final long granted;
  final long epoch;
  final MemberOwner owner;
  final Registration registration;

  /** The owner that registered; null if any caller may act. A copy, read at every renewal. */
  final @Nullable String heldBy;

  /** A copy of the registration's, read at every change. */
  final int weight;

  /**
   * The highest accepted sequence number, -1 before the first. Written under the cluster's lock;
   * read without it as a hint.
   */
  long sequence = -1;

  /** Whether a report with the epoch was accepted. Guarded like the sequence. */
  boolean usesEpochs;

  /** How often the effective state has changed while the node was a member. As above. */
  long stateChanges;

  /** When it changed last; meaningless if it never did. As above. */
  long stateChangedAt;

  /** The index in the member list. Guarded by the cluster's lock. */
  int slot = -1;

  /**
   * The member as it counts now. Before this entry counts, that of the entry that it replaces;
   * after it was replaced, that of the entry in its place. Written under the cluster's lock only.
   */
  volatile MemberSnapshot member;

  MemberEntry(MemberOwner owner, Registration registration, long epoch, long granted, long now) {
    this.owner = owner;
    this.registration = registration;
    this.epoch = epoch;
    this.granted = granted;
    this.heldBy = registration.owner().orElse(null);
    this.weight = registration.weight();
    this.lease = LeaseState.until(now + granted);
    this.member = MemberSnapshot.withoutReport(this);
  }

  // ---- as the only membership of its node

  @Override
  public List<MemberEntry> all() {
    return List.of(this);
  }

  @Override
  public @Nullable MemberEntry in(ServiceId service) {
    return service().equals(service) ? this : null;
  }

  @Override
  public int size() {
    return 1;
  }

  @Override
  public MemberIndexEntry and(MemberEntry added) {
    return added.service().equals(service()) ? added : new Several().and(this).and(added);
  }

  @Override
  public MemberIndexEntry without(ServiceId service) {
    return in(service) == null ? this : None.NONE;
  }

  NodeId node() {
    return registration.node();
  }

  /** Returns whether a caller that acts for this owner, null for none, may act for the member. */
  boolean permits(@Nullable String caller) {
    return heldBy == null || heldBy.equals(caller);
  }

  ServiceId service() {
    return registration.service();
  }

  /**
   * Returns the entry that counts for this node: this one, or one that replaces it or was not
   * replaced because of an error; null if the node is no member.
   */
  @Nullable MemberEntry current() {
    MemberEntry counting = member.entry;
    return counting.ended() ? null : counting;
  }

  // ---- the lease, read without a lock

  /** Returns whether an expiry was recorded and no renewal came since. */
  boolean expired() {
    return LeaseState.isExpired(lease);
  }

  /**
   * Returns whether the membership was released, superseded, or its retention is over, or it has
   * not begun.
   */
  boolean ended() {
    return LeaseState.isEnded(lease);
  }

  /** Returns whether the lease runs: no expiry was recorded, and the deadline is not reached. */
  boolean leaseRuns(long now) {
    long known = lease;
    return !LeaseState.isExpired(known) && LeaseState.left(known, now) > 0;
  }

  /** Returns whether the deadline is reached, recorded or not. */
  boolean deadlineReached(long now) {
    return left(now) <= 0;
  }

  /** Returns the time until the deadline, in nanoseconds; not above zero once it is reached. */
  long left(long now) {
    return LeaseState.left(lease, now);
  }

  /** Returns the time since the last contact, in nanoseconds. */
  long timeSinceLastContact(long now) {
    return granted - left(now);
  }

  // ---- the effective state, under the cluster's lock

  /** Goes on counting where the known entry of the node has counted. */
  void takeStateChanges(MemberEntry known) {
    stateChanges = known.stateChanges;
    stateChangedAt = known.stateChangedAt;
  }

  // ---- reports

  /**
   * Returns whether the report is of this epoch and contains nothing new. A report with a sequence
   * number always does: the next one is compared with it. So does the first one with the epoch.
   */
  boolean knows(NodeStatus report) {
    return !ended()
        && sequence < 0
        && report.sequence().isEmpty()
        && report.epoch().isPresent() == usesEpochs
        && isOfThisEpoch(report)
        && member.reported(report);
  }

  /**
   * Under the cluster's lock, before the end: returns why a report is stale; empty if it is not.
   */
  Optional<String> staleness(NodeStatus report) {
    if (!isOfThisEpoch(report)) {
      return Optional.of("its epoch is over, or never was");
    }
    if (report.sequence().isEmpty()) {
      return sequence < 0
          ? Optional.empty()
          : Optional.of("it has no sequence, but an earlier report of this membership had one");
    }
    long claimed = report.sequence().getAsLong();
    if (claimed <= sequence) {
      return Optional.of("sequence " + claimed + " is not after " + sequence);
    }
    return sequence >= 0 && claimed - sequence > NodeStatus.MAX_SEQUENCE_STEP
        ? Optional.of("sequence " + claimed + " is too far after " + sequence)
        : Optional.empty();
  }

  private boolean isOfThisEpoch(NodeStatus report) {
    OptionalLong claimed = report.epoch();
    return claimed.isEmpty() || claimed.getAsLong() == epoch;
  }

  // ---- changes of the lease

  /**
   * Renews the lease from {@code now}, without a lock; of concurrent renewals the latest counts.
   *
   * @return false, and nothing is changed, if the membership ended or its expiry was recorded: then
   *     a renewal is a change of the cluster
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
   * Extends the lease, or the retention after its expiry, by a stall of the manager, in which no
   * renewal could arrive. A lease that began during the stall is extended by its age only.
   */
  void extendByStall(long stallBegan, long now) {
    long known = lease;
    long expiredFor = -LeaseState.left(known, now);
    long age = LeaseState.isExpired(known) ? expiredFor : expiredFor + granted;
    long extension = Math.min(now - stallBegan, age);
    if (extension > 0) {
      // If a renewal comes first, its lease is whole and needs no extension.
      LEASE.compareAndSet(this, known, LeaseState.extended(known, extension));
    }
  }

  /** Under the cluster's lock: records the expiry if the deadline is reached. */
  boolean expire(long now) {
    long known = lease;
    while (!LeaseState.isExpired(known) && LeaseState.left(known, now) <= 0) {
      if (LEASE.compareAndSet(this, known, LeaseState.expired(known))) {
        return true;
      }
      known = lease; // renewed between the two reads
    }
    return false;
  }

  /** Under the cluster's lock: records an expiry before the deadline, which stays as it is. */
  void expireEarly() {
    long known = lease;
    while (!LEASE.compareAndSet(this, known, LeaseState.expired(known))) {
      known = lease;
    }
  }

  /** Under the cluster's lock: returns the renewed lease of a member whose expiry was recorded. */
  long recovered(long now) {
    long known = lease;
    return LeaseState.recovered(LeaseState.raised(known, now + granted));
  }

  /** Under the cluster's lock: ends the membership, or lets it not begin yet. */
  void end() {
    long known = lease;
    while (!LEASE.compareAndSet(this, known, LeaseState.ended(known))) {
      known = lease;
    }
  }
}
