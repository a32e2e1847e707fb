package io.github.esrpcluster.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterEvent.MemberLeft;
import io.github.esrpcluster.api.ClusterEvent.OverrideChange;
import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.LeaseOutcome;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ReportOutcome;
import io.github.esrpcluster.api.RoutingDecision;
import io.github.esrpcluster.api.RoutingRequest;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.StatusExplanation;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The cluster of one service: where its rooms meet, and the lock that guards them.
 *
 * <p>Every change goes the same way ({@link #change}): the members change under the lock; a
 * snapshot is taken if they did; the lock is left; the {@link Judge} has the policy judge the
 * snapshot without the lock, and takes its verdict down under the lock, where the {@link
 * StatusBoard} posts it to the feeds and events are queued; at last, without the lock, events are
 * delivered and feeds pumped. So no guest is ever called with the lock held, and a guest may call
 * the manager.
 *
 * <p>Locks are taken in this order: the cluster's, then a feed's. Never two clusters' at a time.
 * Without a lock work: a renewal, a report that says nothing new, a route, a look at the status.
 * They read immutable snapshots from volatile fields, and the leases ({@link MemberRecord}).
 */
final class ServiceCluster {
  private final Object lock = new Object();
  private final ServiceId service;
  private final Context context;
  private final LongSupplier epochs;
  private final Runnable stallCheck;
  private final Judge judge;
  private final Router router;
  private final Alarm alarm;

  /** Changes under the lock; {@link StatusBoard#current} and pumping need none. */
  private final StatusBoard board;

  @GuardedBy("lock")
  private final Membership members;

  @GuardedBy("lock")
  private final MemberOverrides overrides = new MemberOverrides();

  /** Forgotten or closing: whoever still has this object in hand has to look for another. */
  @GuardedBy("lock")
  private boolean gone;

  /** Somebody gave this service settings of its own, which must not be forgotten. */
  @GuardedBy("lock")
  private boolean configured;

  @GuardedBy("lock")
  private long emptySince;

  /** Written under the lock, read without. */
  private volatile Snapshot snapshot;

  /** Derived from the snapshot when somebody wants a route. */
  private volatile @Nullable RoutingTable routingTable;

  /**
   * @param stallCheck called before any lease is held to have run out
   */
  ServiceCluster(
      ServiceId service,
      Context context,
      LongSupplier epochs,
      long versionsFrom,
      Runnable stallCheck) {
    this.service = service;
    this.context = context;
    this.epochs = epochs;
    this.stallCheck = stallCheck;
    this.members = new Membership(service);
    this.snapshot = members.snapshot();
    this.emptySince = context.now();
    this.alarm = new Alarm(context.now());
    this.board = new StatusBoard(context, snapshot, versionsFrom);
    this.judge =
        new Judge(
            lock, context, context.settings().statusPolicy(), snapshot, this::found, this::deliver);
    this.router = new Router(this, context, context.settings().loadBalancing());
  }

  ServiceId service() {
    return service;
  }

  // ---- the way of every change

  /** Runs the step with the lock held, which static analysis cannot see, and then what follows. */
  private <T extends @Nullable Object> T change(Supplier<T> step) {
    try {
      synchronized (lock) {
        T result = step.get();
        if (members.revision() != snapshot.revision()) {
          snapshot = members.snapshot();
          judge.changed(snapshot);
        }
        return result;
      }
    } finally {
      requireUnlocked();
      judge.judgeHere();
      deliver();
    }
  }

  private void requireUnlocked() {
    if (Thread.holdsLock(lock)) {
      throw new AssertionError("guests would be called with the lock of " + service + " held");
    }
  }

  /** With the lock held: the judge's verdict. */
  private void found(Verdict verdict, Snapshot judged, Optional<String> fallback) {
    board.found(verdict, judged, fallback);
    setAlarmForHoldDown();
  }

  private void setAlarmForHoldDown() {
    long now = context.now();
    if (board.holdDown().held().isPresent()) {
      alarm.within(board.holdDown().left(now), now);
    }
  }

  private void deliver() {
    context.events().dispatch();
    board.pump();
  }

  /** A change by somebody who may hold an object that is gone; returns whether it was done. */
  @SuppressWarnings("GuardedBy") // in a step of change()
  private boolean set(Runnable step) {
    return change(
        () -> {
          if (!gone) {
            step.run();
          }
          return !gone;
        });
  }

  // ---- joining and leaving

  /** Makes the node a member; null if this cluster is gone. */
  @SuppressWarnings("GuardedBy") // in a step of change()
  @Nullable MemberRecord join(Registration facts, Optional<NodeStatus> first) {
    return change(() -> gone ? null : joinLocked(facts, first));
  }

  @GuardedBy("lock")
  private MemberRecord joinLocked(Registration facts, Optional<NodeStatus> first) {
    long now = context.now();
    MemberRecord known = context.index().find(service, facts.node());
    if (known != null
        && known.registration.equals(facts)
        && !known.expired()
        && !known.ranOut(now)) {
      known.renew(now);
      first.ifPresent(status -> take(known, status));
      return known;
    }
    if (known == null) {
      Limits.check(
          context,
          "maxMembersPerService",
          context.settings().maxMembersPerService(),
          members.size() + 1L,
          facts.node() + " as a member of " + service);
    }
    long granted = Limits.grant(context.settings(), facts.lease()).toNanos();
    MemberRecord record = new MemberRecord(this, facts, epochs.getAsLong(), granted, now);
    enter(record, known, first, now);
    return record;
  }

  @GuardedBy("lock")
  private void enter(
      MemberRecord record, @Nullable MemberRecord known, Optional<NodeStatus> first, long now) {
    first.ifPresent(status -> record.sequence = status.sequence().orElse(record.sequence));
    Member member = seen(record, first.orElse(null));
    if (known == null) {
      members.add(record, member);
      context.counters().members.increment();
    } else {
      known.ended = true;
      members.replace(known, record, member);
    }
    context.index().put(record);
    alarm.within(record.granted, now);
    Optional<Long> replaced = Optional.ofNullable(known).map(old -> old.epoch);
    context
        .events()
        .tell(
            at ->
                new ClusterEvent.MemberJoined(
                    at,
                    service,
                    record.node(),
                    record.epoch,
                    Duration.ofNanos(record.granted),
                    replaced));
    tellStateChange(
        record.node(), known == null ? ElementState.UNREACHABLE : known.member.state(), member);
  }

  @SuppressWarnings("GuardedBy") // in a step of change()
  LeaseOutcome release(MemberRecord record) {
    return change(
        () -> {
          if (record.ended) {
            return refused(record);
          }
          leave(record, MemberLeft.Cause.RELEASED);
          return LeaseOutcome.RELEASED;
        });
  }

  @GuardedBy("lock")
  private void leave(MemberRecord record, MemberLeft.Cause cause) {
    record.ended = true;
    members.remove(record);
    context.index().remove(record);
    context.counters().members.decrement();
    emptySince = context.now();
    alarm.within(context.settings().retention().toNanos(), emptySince);
    context.events().tell(at -> new MemberLeft(at, service, record.node(), record.epoch, cause));
  }

  // ---- signs of life and reports

  @SuppressWarnings("GuardedBy") // in a step of change()
  LeaseOutcome renew(MemberRecord record) {
    if (!record.ended && record.renew(context.now())) {
      return LeaseOutcome.RENEWED;
    }
    return change(
        () -> {
          if (record.ended) {
            return refused(record);
          }
          return reviveIfExpired(record) ? LeaseOutcome.REVIVED : LeaseOutcome.RENEWED;
        });
  }

  @GuardedBy("lock")
  private boolean reviveIfExpired(MemberRecord record) {
    long now = context.now();
    if (!record.expired()) {
      record.renew(now);
      return false;
    }
    record.revive(now);
    alarm.within(record.granted, now);
    context
        .events()
        .tell(at -> new ClusterEvent.MemberRevived(at, service, record.node(), record.epoch));
    see(record, record.member.report().orElse(null));
    return true;
  }

  private LeaseOutcome refused(MemberRecord record) {
    MemberRecord newer = context.index().find(service, record.node());
    if (newer != null) {
      return refuseEpoch(newer, record.epoch);
    }
    context.counters().leasesRefused.increment();
    return LeaseOutcome.UNKNOWN;
  }

  /** Refuses what comes under an epoch that this member does not have. */
  LeaseOutcome refuseEpoch(MemberRecord record, long epoch) {
    context.counters().leasesRefused.increment();
    context.events().tell(at -> new ClusterEvent.LeaseRefused(at, service, record.node(), epoch));
    context.events().dispatch();
    return LeaseOutcome.SUPERSEDED;
  }

  @SuppressWarnings("GuardedBy") // in a step of change()
  ReportOutcome report(MemberRecord record, NodeStatus status) {
    if (saysNothingNew(record, status) && record.renew(context.now())) {
      return ReportOutcome.UNCHANGED;
    }
    return change(() -> record.ended ? stale(record, "its epoch has ended") : take(record, status));
  }

  /** A report with a sequence number is always something new: the next one is measured by it. */
  private static boolean saysNothingNew(MemberRecord record, NodeStatus status) {
    return !record.ended
        && status.sequence().isEmpty()
        && Reports.isOfEpoch(status, record.epoch)
        && Reports.sayTheSame(record.member.report().orElse(null), status);
  }

  @GuardedBy("lock")
  private ReportOutcome take(MemberRecord record, NodeStatus status) {
    if (!Reports.isOfEpoch(status, record.epoch)) {
      return stale(record, "its epoch is not " + record.epoch);
    }
    if (status.sequence().isPresent()) {
      long sequence = status.sequence().getAsLong();
      if (sequence <= record.sequence) {
        return stale(record, "sequence " + sequence + " is not after " + record.sequence);
      }
      record.sequence = sequence;
    }
    boolean same = Reports.sayTheSame(record.member.report().orElse(null), status);
    boolean revived = reviveIfExpired(record);
    if (same) {
      return revived ? ReportOutcome.APPLIED : ReportOutcome.UNCHANGED;
    }
    see(record, status);
    context.counters().reportsApplied.increment();
    return ReportOutcome.APPLIED;
  }

  private ReportOutcome stale(MemberRecord record, String why) {
    context.counters().reportsStale.increment();
    context.events().tell(at -> new ClusterEvent.ReportRefused(at, service, record.node(), why));
    return ReportOutcome.STALE;
  }

  /** Lets the member count as lease, override and this report say. */
  @GuardedBy("lock")
  private void see(MemberRecord record, @Nullable NodeStatus report) {
    ElementState before = record.member.state();
    Member now = seen(record, report);
    members.update(record, now);
    tellStateChange(record.node(), before, now);
  }

  @GuardedBy("lock")
  private Member seen(MemberRecord record, @Nullable NodeStatus report) {
    Member.Builder member = Member.builder(record.registration).epoch(record.epoch);
    OperatorOverride<ElementState> override = overrides.of(record.node());
    if (report != null) {
      member.report(report);
    }
    if (override != null) {
      member.override(override);
    }
    return record.expired() ? member.expired().build() : member.build();
  }

  private void tellStateChange(NodeId node, ElementState before, Member after) {
    if (before != after.state()) {
      context
          .events()
          .tell(
              at ->
                  new ClusterEvent.MemberStateChanged(
                      at, service, node, before, after.state(), Explainer.why(after)));
    }
  }

  // ---- time

  boolean needsSweep(long now) {
    return alarm.isDue(now) || judge.needsWatching(now);
  }

  /**
   * Notices what time has brought: leases, overrides and holds that ended, members silent for too
   * long. The policy is not called on this thread.
   */
  void sweep() {
    synchronized (lock) {
      long now = context.now();
      alarm.reset(now);
      for (MemberRecord record : List.copyOf(members.records())) {
        age(record, now);
      }
      endOverrides(now);
      if (members.revision() != snapshot.revision()) {
        snapshot = members.snapshot();
        judge.changed(snapshot);
      }
      if (board.holdDown().held().isPresent()) {
        board.post();
      }
      setAlarm(now);
    }
    requireUnlocked();
    judge.judgeElsewhere();
    deliver();
  }

  @GuardedBy("lock")
  private void age(MemberRecord record, long now) {
    long retention = context.settings().retention().toNanos();
    if (record.expire(now)) {
      context.counters().leasesExpired.increment();
      context
          .events()
          .tell(at -> new ClusterEvent.LeaseExpired(at, service, record.node(), record.epoch));
      see(record, record.member.report().orElse(null));
    }
    if (record.expired() && now - record.deadline() >= retention) {
      leave(record, MemberLeft.Cause.RETENTION_OVER);
    } else {
      alarm.within(record.deadline() - now + (record.expired() ? retention : 0), now);
    }
  }

  @GuardedBy("lock")
  private void endOverrides(long now) {
    for (NodeId node : overrides.over(now)) {
      overrides.clear(node);
      overridden(node, OverrideChange.TIME_OVER);
    }
    TimedOverride<ServiceState> state = board.override();
    if (state != null && state.isOver(now)) {
      setOverride(null, OverrideChange.TIME_OVER);
    }
    TimedOverride<SecurityPosture> posture = board.postureOverride();
    if (posture != null && posture.isOver(now)) {
      setPostureOverride(null, OverrideChange.TIME_OVER);
    }
  }

  @GuardedBy("lock")
  private void setAlarm(long now) {
    setAlarmForHoldDown();
    alarm.within(overrides.nextEnd(now), now);
    setAlarmFor(board.override(), now);
    setAlarmFor(board.postureOverride(), now);
    if (members.size() == 0) {
      alarm.within(context.settings().retention().toNanos() - (now - emptySince), now);
    }
  }

  private void setAlarmFor(@Nullable TimedOverride<?> override, long now) {
    if (override != null) {
      alarm.within(override.left(now), now);
    }
  }

  /** Gives up a judgement that is late. */
  void watch(long now) {
    judge.watch(now);
    judge.judgeElsewhere();
    deliver();
  }

  /**
   * Extends the leases by the time in which the manager did not run; returns how many there are.
   */
  int forgive(long stallBegan, long now) {
    synchronized (lock) {
      members.records().forEach(record -> record.forgive(stallBegan, now));
      return members.size();
    }
  }

  /** A lease was found to have run out before a sweep came by. */
  void noticeExpiry() {
    stallCheck.run();
    sweep();
  }

  // ---- operators

  @SuppressWarnings("GuardedBy") // in a step of change()
  boolean override(NodeId node, OperatorOverride<ElementState> override) {
    return set(
        () -> {
          if (!overrides.has(node)) {
            Limits.check(
                context,
                "maxMembersPerService",
                context.settings().maxMembersPerService(),
                overrides.size() + 1L,
                "an override of " + node + " in " + service);
          }
          overrides.set(node, override, context.now());
          overridden(node, OverrideChange.SET);
          setAlarm(context.now());
        });
  }

  @SuppressWarnings("GuardedBy") // in a step of change()
  boolean clearOverride(NodeId node) {
    return change(
        () -> {
          boolean cleared = overrides.clear(node);
          if (cleared) {
            overridden(node, OverrideChange.CLEARED);
          }
          return cleared;
        });
  }

  @GuardedBy("lock")
  private void overridden(NodeId node, OverrideChange what) {
    Optional<OperatorOverride<ElementState>> now = Optional.ofNullable(overrides.of(node));
    context.events().tell(at -> new ClusterEvent.MemberOverridden(at, service, node, now, what));
    MemberRecord record = context.index().find(service, node);
    if (record != null) {
      see(record, record.member.report().orElse(null));
    }
  }

  boolean override(OperatorOverride<ServiceState> override) {
    return set(
        () -> {
          setOverride(new TimedOverride<>(override, context.now()), OverrideChange.SET);
        });
  }

  boolean clearOverride() {
    return change(
        () -> {
          boolean set = board.override() != null;
          if (set) {
            setOverride(null, OverrideChange.CLEARED);
          }
          return set;
        });
  }

  private void setOverride(@Nullable TimedOverride<ServiceState> set, OverrideChange what) {
    Optional<OperatorOverride<ServiceState>> now =
        Optional.ofNullable(set).map(TimedOverride::override);
    context.events().tell(at -> new ClusterEvent.ServiceOverridden(at, service, now, what));
    board.override(set);
    setAlarmFor(set, context.now());
  }

  boolean overridePosture(OperatorOverride<SecurityPosture> override) {
    return set(
        () -> {
          setPostureOverride(new TimedOverride<>(override, context.now()), OverrideChange.SET);
        });
  }

  boolean clearPostureOverride() {
    return change(
        () -> {
          boolean set = board.postureOverride() != null;
          if (set) {
            setPostureOverride(null, OverrideChange.CLEARED);
          }
          return set;
        });
  }

  private void setPostureOverride(
      @Nullable TimedOverride<SecurityPosture> set, OverrideChange what) {
    Optional<OperatorOverride<SecurityPosture>> now =
        Optional.ofNullable(set).map(TimedOverride::override);
    context.events().tell(at -> new ClusterEvent.PostureOverridden(at, service, now, what));
    board.postureOverride(set);
    setAlarmFor(set, context.now());
  }

  // ---- settings

  @SuppressWarnings("GuardedBy") // in a step of change()
  boolean statusPolicy(StatusPolicy policy) {
    return set(
        () -> {
          configured = true;
          judge.replace(policy);
          String name = Guests.name(policy);
          context.events().tell(at -> new ClusterEvent.StatusPolicyReplaced(at, service, name));
        });
  }

  @SuppressWarnings("GuardedBy") // in a step of change()
  boolean loadBalancing(LoadBalancingPolicy policy) {
    return set(
        () -> {
          configured = true;
          router.policy(policy);
          String name = Guests.name(policy);
          context.events().tell(at -> new ClusterEvent.LoadBalancingReplaced(at, service, name));
        });
  }

  @SuppressWarnings("GuardedBy") // in a step of change()
  boolean lastResort(boolean allowed) {
    return set(
        () -> {
          configured = true;
          router.lastResort(allowed);
        });
  }

  // ---- what is asked

  RoutingDecision route(RoutingRequest request) {
    return router.route(request);
  }

  RoutingTable routingTable() {
    Snapshot newest = snapshot;
    RoutingTable table = routingTable;
    if (table == null || !table.isOf(newest)) {
      table = new RoutingTable(newest);
      routingTable = table;
    }
    return table;
  }

  Optional<ServiceStatus> status() {
    return Optional.ofNullable(board.current());
  }

  ClusterView view() {
    synchronized (lock) {
      return snapshot.after(judge.previous());
    }
  }

  Verdict simulate(Map<NodeId, ElementState> assumptions) {
    return judge.policy().evaluate(Explainer.assume(view(), assumptions));
  }

  Optional<StatusExplanation> explain() {
    String policy = Guests.name(judge.policy());
    synchronized (lock) {
      return status()
          .map(posted -> Explainer.explain(posted, board, members, policy, context.now()));
    }
  }

  // ---- upstream

  void attach(Upstream upstream) {
    synchronized (lock) {
      board.attach(upstream);
    }
    deliver();
  }

  void detach(Upstream upstream) {
    synchronized (lock) {
      board.detach(upstream);
    }
  }

  // ---- the end

  /** True if the cluster has nothing left to remember; it is gone then. */
  boolean forgetIfIdle() {
    synchronized (lock) {
      boolean idle =
          members.size() == 0
              && overrides.size() == 0
              && board.override() == null
              && board.postureOverride() == null
              && !configured
              && context.now() - emptySince >= context.settings().retention().toNanos();
      if (idle && !gone) {
        gone = true;
        board.closeFeeds();
        context.events().tell(at -> new ClusterEvent.ServiceForgotten(at, service));
      }
      return gone;
    }
  }

  long version() {
    synchronized (lock) {
      return board.version();
    }
  }

  /** Posts {@code GoingDown}; the futures complete when it was taken over. */
  List<CompletableFuture<Void>> closeDown() {
    List<CompletableFuture<Void>> finished;
    synchronized (lock) {
      gone = true;
      finished = board.closeDown();
    }
    deliver();
    return finished;
  }

  void closeFeeds() {
    synchronized (lock) {
      board.closeFeeds();
    }
  }
}
