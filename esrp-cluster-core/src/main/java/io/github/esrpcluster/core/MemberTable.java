package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterEvent.MemberLeft;
import io.github.esrpcluster.api.ClusterEvent.OverrideChange;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.ExpiryOutcome;
import io.github.esrpcluster.api.Liveness;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.OverrideOutcome;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.RegistrationRefusedException;
import io.github.esrpcluster.api.RegistrationRefusedException.RegistrationRefusal;
import io.github.esrpcluster.api.ReleaseOutcome;
import io.github.esrpcluster.api.RenewalOutcome;
import io.github.esrpcluster.api.ReportOutcome;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.core.EventRecords.CallNotPermittedEvent;
import io.github.esrpcluster.core.EventRecords.ContactChangedEvent;
import io.github.esrpcluster.core.EventRecords.LeaseExpiredEvent;
import io.github.esrpcluster.core.EventRecords.LeaseRefusedEvent;
import io.github.esrpcluster.core.EventRecords.MemberJoinedEvent;
import io.github.esrpcluster.core.EventRecords.MemberLeftEvent;
import io.github.esrpcluster.core.EventRecords.MemberOverriddenEvent;
import io.github.esrpcluster.core.EventRecords.MemberRecoveredEvent;
import io.github.esrpcluster.core.EventRecords.MemberStateChangedEvent;
import io.github.esrpcluster.core.EventRecords.MemberTermsChangedEvent;
import io.github.esrpcluster.core.EventRecords.NodeContestedEvent;
import io.github.esrpcluster.core.EventRecords.OwnerChangedEvent;
import io.github.esrpcluster.core.EventRecords.ReportRefusedEvent;
import io.github.esrpcluster.core.EventRecords.ReportsAcceptedEvent;
import io.github.esrpcluster.core.EventRecords.WeightDominatedEvent;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The members of one cluster: they join, renew, report, are overridden, expire and leave. Each
 * change makes the next snapshot ({@link ClusterSnapshotBuilder}) and fires an event.
 *
 * <p>Not thread-safe: the cluster's lock guards it.
 */
final class MemberTable {
  /** In a smaller service one node may well have more than half of the weight. */
  private static final int DOMINATED = 3;

  private final ServiceId service;
  private final MemberOwner owner;
  private final ManagerContext context;
  private final MemberIndex index;
  private final NextDeadline deadline;
  private final ClusterSnapshotBuilder snapshots;

  /** Null before the first override: most clusters never have one. */
  private @Nullable MemberOverrides overrides;

  /** Null while there was none. */
  private @Nullable MemberIncidents incidents;

  /** The node last reported to have more than half of the weight; null if none. */
  private @Nullable NodeId dominant;

  private long emptySince;

  /**
   * @param owner the cluster, to which the entries lead
   * @param snapshots the cluster's snapshots, which only this table changes
   */
  MemberTable(
      MemberOwner owner,
      ManagerContext context,
      MemberIndex index,
      NextDeadline deadline,
      ClusterSnapshotBuilder snapshots) {
    this.service = snapshots.newest.service;
    this.owner = owner;
    this.context = context;
    this.index = index;
    this.deadline = deadline;
    this.snapshots = snapshots;
    this.emptySince = context.time.nanoTime();
    scheduleNextLook(emptySince);
  }

  private @Nullable MemberEntry find(NodeId node) {
    MemberEntry entry = index.find(service, node);
    return entry == null ? null : entry.current();
  }

  // ---- joining and leaving

  /**
   * Makes the node a member, or renews it: while the lease of the same incarnation runs, other
   * terms replace the known ones and the epoch stays.
   *
   * @return null, and nothing is changed, if the condition was made for another membership
   * @throws RegistrationRefusedException if the node may not register now
   */
  @Nullable MemberEntry join(
      Registration terms, Optional<NodeStatus> first, MemberCondition condition, long now) {
    MemberEntry known = find(terms.node());
    if (!condition.isFor(known)) {
      return null;
    }
    refuse(terms, condition, known, now);
    if (known == null) {
      makeRoom(now);
      requireRoom("as a member", terms.node(), snapshots.size());
      return joinAnew(terms, first, null, now);
    }
    boolean sameRun =
        known.leaseRuns(now) && known.registration.incarnation().equals(terms.incarnation());
    if (!sameRun) {
      return joinAnew(terms, first, known, now);
    }
    if (!known.registration.equals(terms)) {
      changeTerms(known, terms, now);
    }
    renewOrRecover(current(terms.node()), now);
    first.ifPresent(status -> report(current(terms.node()), status, now));
    return current(terms.node());
  }

  private MemberEntry current(NodeId member) {
    return Objects.requireNonNull(find(member), "the entry of a member");
  }

  private void refuse(
      Registration terms, MemberCondition condition, @Nullable MemberEntry known, long now) {
    MemberEntry running = known != null && known.leaseRuns(now) ? known : null;
    if (running != null && !running.permits(terms.owner().orElse(null))) {
      throw MemberCondition.refused(
          context,
          terms,
          RegistrationRefusal.NOT_OWNER,
          "another owner registered it, and its lease runs");
    }
    if (!condition.expects(known == null ? 0 : known.epoch)) {
      throw MemberCondition.refused(
          context,
          terms,
          RegistrationRefusal.SUPERSEDED,
          "its membership does not have the expected epoch");
    }
    if (running == null) {
      return;
    }
    OptionalLong latest = running.registration.incarnationNumber();
    OptionalLong asked = terms.incarnationNumber();
    if (latest.isPresent() && asked.isPresent() && asked.getAsLong() < latest.getAsLong()) {
      throw MemberCondition.refused(
          context,
          terms,
          RegistrationRefusal.OLDER_INCARNATION,
          "incarnation "
              + asked.getAsLong()
              + " is older than "
              + latest.getAsLong()
              + ", whose lease runs");
    }
  }

  private MemberEntry joinAnew(
      Registration terms, Optional<NodeStatus> first, @Nullable MemberEntry known, long now) {
    MemberEntry entry = entry(terms, context.epochs.next(), now);
    first.ifPresent(status -> entry.sequence = status.sequence().orElse(entry.sequence));
    MemberSnapshot member =
        first.map(status -> MemberSnapshot.reporting(entry, status)).orElse(entry.member);
    ElementState before = known == null ? ElementState.UNREACHABLE : known.member.state;
    if (known != null) {
      entry.takeStateChanges(known);
    }
    MemberEntry displaced = known != null && known.leaseRuns(now) ? known : null;
    put(known, member.under(overrideOf(entry)), now);
    checkShare(entry);
    OptionalLong replaced = known == null ? OptionalLong.empty() : OptionalLong.of(known.epoch);
    Optional<Registration> former = Optional.ofNullable(known).map(old -> old.registration);
    context.events.fire(
        at ->
            new MemberJoinedEvent(
                at, service, entry.node(), entry.epoch, granted(entry), replaced, terms, former));
    fireChange(before, entry.member);
    acceptReport(entry); // one of another run, which begins anew
    if (incidents != null) {
      incidents.epochBegan(entry.node());
    }
    if (known != null) {
      fireOwnerChange(known, entry);
    }
    if (displaced != null) {
      takeOver(displaced, entry, now);
    }
    return entry;
  }

  /** Reports once that a node has more than half of the weight of a service of three or more. */
  private void checkShare(MemberEntry entry) {
    long all = snapshots.newest.tally.weight();
    boolean dominates = snapshots.size() >= DOMINATED && 2L * entry.weight > all;
    if (dominates && !isDominant(entry)) {
      dominant = entry.node();
      context.events.alert(
          at -> new WeightDominatedEvent(at, service, entry.node(), entry.weight, all));
    } else if (!dominates && isDominant(entry)) {
      dominant = null;
    }
  }

  private boolean isDominant(MemberEntry entry) {
    return dominant != null && dominant.equals(entry.node());
  }

  private void fireOwnerChange(MemberEntry from, MemberEntry to) {
    if (!Objects.equals(from.heldBy, to.heldBy)) {
      context.events.alert(
          at -> new OwnerChangedEvent(at, service, to.node(), from.registration, to.registration));
    }
  }

  /** Reports once per contest that two processes register the same node in turn. */
  private void takeOver(MemberEntry from, MemberEntry to, long now) {
    long window = 2 * Math.max(from.granted, to.granted);
    MemberIncidents.Takeover takeover =
        incidents().takenOver(from.registration, to.registration, now, window);
    switch (takeover) {
      case NONE -> {}
      case FIRST -> {
        if (!from.registration.contact().equals(to.registration.contact())) {
          context.events.alert(
              at ->
                  new ContactChangedEvent(
                      at, service, to.node(), from.registration, to.registration));
        }
      }
      case CONTEST_BEGINS -> {
        context.counters.contestedRegistrations.increment();
        context.events.alert(
            at ->
                new NodeContestedEvent(at, service, to.node(), from.registration, to.registration));
      }
      case CONTEST_GOES_ON -> context.counters.contestedRegistrations.increment();
    }
  }

  private MemberIncidents incidents() {
    MemberIncidents known = incidents;
    if (known == null) {
      known = new MemberIncidents();
      incidents = known;
    }
    return known;
  }

  /** Returns what an operator has to mend now about each node, one line each; needs no lock. */
  Function<NodeId, List<String>> problems(long now) {
    MemberIncidents present = incidents == null ? new MemberIncidents() : incidents.copy();
    return node -> present.problems(node, now);
  }

  /** Puts an entry of the same epoch, with the same report, in the place of the known one. */
  private void changeTerms(MemberEntry known, Registration terms, long now) {
    MemberEntry entry = entry(terms, known.epoch, now);
    entry.sequence = known.sequence;
    entry.usesEpochs = known.usesEpochs;
    entry.takeStateChanges(known);
    put(known, known.member.on(entry).under(overrideOf(entry)), now);
    checkShare(entry);
    entry.renew(now - known.timeSinceLastContact(now)); // by a renewal that came meanwhile
    context.events.inform(
        at ->
            new MemberTermsChangedEvent(
                at, service, entry.node(), known.registration, terms, granted(entry)));
    fireOwnerChange(known, entry);
    if (!known.registration.contact().equals(terms.contact())) {
      takeOver(known, entry, now);
    }
  }

  private MemberEntry entry(Registration terms, long epoch, long now) {
    long granted = ManagerLimits.grant(context.settings, terms.lease()).toNanos();
    return new MemberEntry(owner, terms, epoch, granted, now);
  }

  private static Duration granted(MemberEntry entry) {
    return Duration.ofNanos(entry.granted);
  }

  /**
   * Lets the entry of a member count, in the place of the known one. The index comes first: an
   * entry there that does not count yet leads to the one that does, so an error changes everything
   * or nothing.
   */
  private void put(@Nullable MemberEntry known, MemberSnapshot member, long now) {
    MemberEntry entry = member.entry;
    deadline.atMost(entry.granted, now);
    entry.end(); // until it counts: a renewal meanwhile waits for the lock
    if (known == null) {
      index.put(entry);
      snapshots.add(member);
    } else {
      entry.member = known.member;
      index.put(entry);
      snapshots.replace(known, member);
      known.end(); // after the snapshot: a reader that finds it ended reads the snapshot again
    }
  }

  /**
   * If the service is full, removes the member whose lease expired first of those that have never
   * reported: a node that is there must not wait for one that never was.
   */
  private void makeRoom(long now) {
    if (snapshots.size() >= context.settings.maxMembersPerService()) {
      snapshots.entries().stream()
          .filter(entry -> entry.expired() && !entry.member.hasReported())
          .min(Comparator.comparingLong(entry -> entry.left(now)))
          .ifPresent(ghost -> leave(ghost, MemberLeft.Cause.MADE_ROOM, now));
    }
  }

  private void requireRoom(String as, NodeId node, int taken) {
    int max = context.settings.maxMembersPerService();
    ManagerLimits.check(
        context, "maxMembersPerService", max, taken + 1L, () -> node + " " + as + " of " + service);
  }

  ReleaseOutcome release(NodeId node, @Nullable String caller, long now) {
    MemberEntry entry = find(node);
    if (entry == null) {
      context.counters.leasesRefused.increment();
      return ReleaseOutcome.UNKNOWN;
    }
    if (!isPermitted(entry, caller)) {
      return ReleaseOutcome.NOT_PERMITTED;
    }
    leave(entry, MemberLeft.Cause.RELEASED, now);
    return ReleaseOutcome.RELEASED;
  }

  ReleaseOutcome release(NodeId node, long epoch, @Nullable String caller, long now) {
    return isOwnSuperseded(node, epoch, caller)
        ? ReleaseOutcome.SUPERSEDED
        : release(node, caller, now);
  }

  /**
   * Ends the lease early; the membership goes on until the retention after its deadline is over.
   */
  ExpiryOutcome expire(NodeId node, long epoch, @Nullable String caller) {
    MemberEntry entry = find(node);
    if (entry == null) {
      context.counters.leasesRefused.increment();
      return ExpiryOutcome.UNKNOWN;
    }
    if (isOwnSuperseded(node, epoch, caller)) {
      return ExpiryOutcome.SUPERSEDED;
    }
    if (!isPermitted(entry, caller)) {
      return ExpiryOutcome.NOT_PERMITTED;
    }
    entry.expireEarly();
    showExpiry(entry);
    return ExpiryOutcome.EXPIRED;
  }

  private boolean isPermitted(MemberEntry entry, @Nullable String caller) {
    boolean permitted = entry.permits(caller);
    if (!permitted) {
      refuseCaller(entry.node(), caller);
    }
    return permitted;
  }

  /** Counts a call that the caller may not make, and fires an event. */
  void refuseCaller(NodeId node, @Nullable String caller) {
    context.counters.callsNotPermitted.increment();
    context.events.alert(
        at -> new CallNotPermittedEvent(at, service, node, Optional.ofNullable(caller)));
  }

  private void leave(MemberEntry entry, MemberLeft.Cause cause, long now) {
    deadline.atMost(context.settings.briefRetention().toNanos(), now);
    emptySince = now;
    if (overrides != null) {
      deadline.atMost(context.settings.orphanedOverrideRetention().toNanos(), now);
      overrides.absent(entry.node(), now);
    }
    snapshots.remove(entry);
    index.remove(entry); // if an error prevents that, the index leads to no member
    context.events.fire(at -> new MemberLeftEvent(at, service, entry.node(), entry.epoch, cause));
    if (incidents != null) {
      incidents.left(entry.node());
    }
  }

  // ---- renewals and reports

  RenewalOutcome renew(NodeId node, @Nullable String caller, long now) {
    MemberEntry entry = find(node);
    if (entry == null) {
      context.counters.leasesRefused.increment();
      return RenewalOutcome.UNKNOWN;
    }
    if (!isPermitted(entry, caller)) {
      return RenewalOutcome.NOT_PERMITTED;
    }
    return renewOrRecover(entry, now) ? RenewalOutcome.RECOVERED : RenewalOutcome.RENEWED;
  }

  RenewalOutcome renew(NodeId node, long epoch, @Nullable String caller, long now) {
    return isOwnSuperseded(node, epoch, caller)
        ? RenewalOutcome.SUPERSEDED
        : renew(node, caller, now);
  }

  /**
   * Returns true, counts and fires an event if the node is a member under another epoch, for which
   * the caller may act: others do not learn which epoch is right.
   */
  private boolean isOwnSuperseded(NodeId node, long epoch, @Nullable String caller) {
    MemberEntry entry = find(node);
    if (entry == null || entry.epoch == epoch || !entry.permits(caller)) {
      return false;
    }
    context.counters.leasesRefused.increment();
    long refusals = incidents().epochRefused(node);
    context.events.alert(at -> new LeaseRefusedEvent(at, service, node, epoch, refusals));
    return true;
  }

  /** Returns whether the lease had expired. */
  private boolean renewOrRecover(MemberEntry entry, long now) {
    if (entry.renew(now)) {
      return false;
    }
    deadline.atMost(entry.granted, now);
    ElementState before = entry.member.state;
    snapshots.recover(entry.member.recovered().under(overrideOf(entry)), entry.recovered(now));
    context.events.inform(at -> new MemberRecoveredEvent(at, service, entry.node(), entry.epoch));
    fireChange(before, entry.member);
    return true;
  }

  ReportOutcome report(NodeStatus status, @Nullable String caller, long now) {
    MemberEntry entry = find(status.node());
    if (entry == null) {
      return ReportOutcome.UNKNOWN_NODE;
    }
    if (!isPermitted(entry, caller)) {
      return ReportOutcome.NOT_PERMITTED;
    }
    return entry.usesEpochs && status.epoch().isEmpty()
        ? refuse(entry, "it has no epoch, but an earlier report of this membership had one", now)
        : report(entry, status, now);
  }

  /** Takes a report, or the status in a registration, which needs no epoch. */
  private ReportOutcome report(MemberEntry entry, NodeStatus status, long now) {
    Optional<String> stale = entry.staleness(status);
    if (stale.isPresent()) {
      return refuse(entry, stale.get(), now);
    }
    entry.usesEpochs |= status.epoch().isPresent();
    MemberSnapshot known = entry.member;
    boolean unchanged = known.reported(status);
    boolean recovered = renewOrRecover(entry, now);
    ElementState before = entry.member.state;
    long sequence = status.sequence().orElse(entry.sequence);
    if (unchanged) {
      entry.sequence = sequence;
    } else {
      update(MemberSnapshot.reporting(entry, known.completed(status)), entry, sequence);
    }
    fireChange(before, entry.member);
    acceptReport(entry);
    if (unchanged && !recovered) {
      return ReportOutcome.UNCHANGED;
    }
    context.counters.reportsApplied.increment();
    return ReportOutcome.APPLIED;
  }

  private ReportOutcome refuse(MemberEntry entry, String reason, long now) {
    context.counters.reportsStale.increment();
    long inARow = incidents().refused(entry.node(), reason, now);
    context.events.alert(at -> new ReportRefusedEvent(at, service, entry.node(), reason, inARow));
    return ReportOutcome.STALE;
  }

  /** Ends the refusals in a row, if there were any. */
  private void acceptReport(MemberEntry entry) {
    long refused = incidents == null ? 0 : incidents.accepted(entry.node());
    if (refused > 0) {
      context.events.alert(at -> new ReportsAcceptedEvent(at, service, entry.node(), refused));
    }
  }

  // ---- the effective state

  /**
   * Derives the effective state again, after a change of lease or override; returns the old one.
   */
  private ElementState refresh(MemberEntry entry) {
    ElementState before = entry.member.state;
    update(entry.member.refreshed(), entry, entry.sequence);
    return before;
  }

  /** Fires no event: what a change assigns comes before what might fail. */
  private void update(MemberSnapshot reported, MemberEntry entry, long sequence) {
    snapshots.update(reported.under(overrideOf(entry)), sequence);
  }

  private void fireChange(ElementState before, MemberSnapshot now) {
    if (before != now.state) {
      now.entry.stateChanges++;
      now.entry.stateChangedAt = context.time.nanoTime();
      context.events.fire(
          at ->
              new MemberStateChangedEvent(
                  at, service, now.node(), before, now.state, MemberSnapshot.reason(now)));
    }
  }

  // ---- time

  /** Records expiries, ends retentions and overrides that are due, and sets the next deadline. */
  void expireDue(long now) {
    snapshots.entries().forEach(entry -> expireDue(entry, now));
    if (overrides != null) {
      for (NodeId node : overrides.over(now)) {
        boolean expired = overrides.hasDuration(node);
        clearOverride(node, expired ? OverrideChange.EXPIRED : OverrideChange.ORPHANED, null);
      }
      snapshots.entries().forEach(this::showOverride);
    }
    scheduleNextLook(now);
  }

  private void expireDue(MemberEntry entry, long now) {
    entry.expire(now);
    showExpiry(entry);
    long left = entry.left(now);
    if (entry.expired()) {
      left += retention(entry).toNanos();
    }
    if (entry.expired() && left <= 0) {
      leave(entry, MemberLeft.Cause.RETENTION_EXPIRED, now);
    } else {
      deadline.atMost(left, now);
    }
  }

  private void showExpiry(MemberEntry entry) {
    if (entry.expired() && entry.member.liveness() != Liveness.EXPIRED) {
      ElementState before = refresh(entry);
      context.counters.leasesExpired.increment();
      context.events.inform(at -> new LeaseExpiredEvent(at, service, entry.node(), entry.epoch));
      fireChange(before, entry.member);
    }
  }

  private Duration retention(MemberEntry expired) {
    return expired.member.hasReported()
        ? context.settings.retention()
        : context.settings.briefRetention();
  }

  /** An error may have come between the override of a node and its member. */
  private void showOverride(MemberEntry entry) {
    OperatorOverride<ElementState> override = overrideOf(entry);
    if (!entry.member.override().equals(Optional.ofNullable(override))) {
      ElementState before = refresh(entry);
      fireChange(before, entry.member);
    }
  }

  private void scheduleNextLook(long now) {
    if (overrides != null) {
      deadline.atMost(overrides.nextEnd(now), now);
    }
    if (snapshots.size() == 0) {
      deadline.atMost(context.settings.briefRetention().toNanos() - (now - emptySince), now);
    }
  }

  /**
   * Extends leases and retentions by a stall of the manager; returns the number of members.
   *
   * @param stallBegan the last time at which the manager surely ran
   */
  int extendByStall(long stallBegan, long now) {
    snapshots.entries().forEach(entry -> entry.extendByStall(stallBegan, now));
    emptySince += Math.max(0, now - (emptySince - stallBegan > 0 ? emptySince : stallBegan));
    if (overrides != null) {
      overrides.extendByStall(stallBegan, now);
    }
    return snapshots.size();
  }

  /** Returns whether there are members, or overrides of nodes. */
  boolean isInUse() {
    return snapshots.size() > 0 || (overrides != null && overrides.size() > 0);
  }

  /** Returns whether the last member left at least the brief retention ago, if there is none. */
  boolean wereEmptyLongEnough(long now) {
    return now - emptySince >= context.settings.briefRetention().toNanos();
  }

  // ---- overrides

  private @Nullable OperatorOverride<ElementState> overrideOf(MemberEntry entry) {
    return overrides == null ? null : overrides.of(entry.node());
  }

  OverrideOutcome override(NodeId node, OperatorOverride<ElementState> override, long now) {
    MemberOverrides known =
        overrides == null
            ? new MemberOverrides(
                each -> find(each) != null, context.settings.orphanedOverrideRetention().toNanos())
            : overrides;
    if (!known.has(node)) {
      requireRoom("as an overridden node", node, known.size());
    }
    overrides = known;
    known.set(node, override, now);
    overridden(
        node, Optional.of(override), OverrideChange.SET, override.operator(), override.reason());
    scheduleNextLook(now);
    return find(node) == null ? OverrideOutcome.NO_MEMBER : OverrideOutcome.MEMBER;
  }

  /** Returns the overrides of nodes that are no members, with the time that remains. */
  Map<NodeId, OperatorOverride<ElementState>> overridesWithoutMember(long now) {
    return overrides == null ? Map.of() : overrides.withoutMember(now);
  }

  /** Returns whether there was an override. */
  boolean clearOverride(NodeId node, String operator, String reason) {
    return clearOverride(node, OverrideChange.CLEARED, new ClearedBy(operator, reason));
  }

  /** Names the operator that cleared an override, and the reason. */
  private record ClearedBy(String operator, String reason) {}

  private boolean clearOverride(NodeId node, OverrideChange change, @Nullable ClearedBy by) {
    OperatorOverride<ElementState> removed = overrides == null ? null : overrides.remove(node);
    if (removed != null) {
      overridden(
          node,
          Optional.empty(),
          change,
          by == null ? removed.operator() : by.operator,
          by == null ? removed.reason() : by.reason);
    }
    return removed != null;
  }

  /** An override was set or cleared: derives the effective state again and fires the events. */
  private void overridden(
      NodeId node,
      Optional<OperatorOverride<ElementState>> now,
      OverrideChange change,
      String operator,
      String reason) {
    MemberEntry entry = find(node);
    ElementState before = entry == null ? ElementState.UNREACHABLE : refresh(entry);
    context.events.inform(
        at -> new MemberOverriddenEvent(at, service, node, now, change, operator, reason));
    if (entry != null) {
      fireChange(before, entry.member);
    }
  }
}
