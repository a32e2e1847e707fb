package io.github.esrpcluster.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.esrpcluster.api.ClusterEvent.LoadBalancingReplaced;
import io.github.esrpcluster.api.ClusterEvent.ServiceRemoved;
import io.github.esrpcluster.api.ClusterEvent.StatusPolicyReplaced;
import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.LeaseOutcome;
import io.github.esrpcluster.api.LoadBalancingPolicy;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The cluster of one service: where its rooms meet, and itself the lock that guards them.
 *
 * <p>Every change goes the same way ({@link #change}): the {@link MemberTable} or the {@link
 * StatusHolder} changes under the lock, and with the members the snapshot; the lock is left; the
 * {@link StatusEvaluator} has the policy judge the snapshot without the lock, and takes its verdict down
 * under the lock, where the board posts it to the feeds and events are queued; at last, without the
 * lock, events are delivered and feeds pumped. So no guest is ever called with the lock held, and a
 * guest may call the manager.
 *
 * <p>Locks are taken in this order: the stall's ({@link Sweeper}), the cluster's, its feeds'. Never
 * two clusters' at a time. A feed is closed without the cluster's lock: that may end the manager.
 * Without a lock work: a renewal, a report that says nothing new, a route, a look at the status.
 * They read immutable snapshots from volatile fields, and the leases ({@link MemberEntry}).
 */
final class ServiceCluster implements StatusEvaluator.Court {
  private final ServiceId service;
  private final ManagerContext context;
  private final StallCheck stallCheck;
  private final NextDeadline alarm;
  private final StatusEvaluator judge;
  private final Router router;

  /** Changes under the lock; {@link StatusHolder#current} and pumping need none. */
  private final StatusHolder board;

  @GuardedBy("this")
  private final MemberTable roster;

  /** Forgotten or closing: whoever still has this object in hand has to look for another. */
  @GuardedBy("this")
  private boolean gone;

  /** Somebody gave this service settings of its own, which must not be forgotten. */
  @GuardedBy("this")
  private boolean configured;

  /** Written under the lock, read without. */
  private volatile ClusterSnapshot snapshot;

  /**
   * @param stallCheck called before any lease is held to have run out
   */
  ServiceCluster(ServiceId service, ManagerContext context, long versionsFrom, StallCheck stallCheck) {
    this.service = service;
    this.context = context;
    this.stallCheck = stallCheck;
    this.alarm = new NextDeadline(context.now());
    this.snapshot = ClusterSnapshot.empty(service);
    this.roster = new MemberTable(this, context, alarm);
    this.board = new StatusHolder(context, snapshot, alarm, versionsFrom);
    this.judge = new StatusEvaluator(this);
    this.router = new Router(this, context.settings().loadBalancing());
  }

  ServiceId service() {
    return service;
  }

  @Override
  public ManagerContext context() {
    return context;
  }

  // ---- the way of every change

  /**
   * Runs the step with the lock held, which static analysis cannot see, and then what follows. The
   * clock is read once for all of it.
   */
  private <T extends @Nullable Object> T change(LongFunction<T> step) {
    StatusEvaluator.Evaluation hearing = null;
    try {
      synchronized (this) {
        long now = context.now();
        try {
          board.stir();
          return step.apply(now);
        } finally {
          hearing = beginToJudge(now); // also what a step changed before it threw
        }
      }
    } finally {
      assert !Thread.holdsLock(this) : "guests would be called with the lock held";
      judge.hearHere(hearing);
      deliver();
    }
  }

  /** A change by somebody who may hold an object that is gone; returns whether it was done. */
  @SuppressWarnings("GuardedBy") // in a step of change()
  private boolean set(LongConsumer step) {
    return change(
        now -> {
          if (!gone) {
            step.accept(now);
          }
          return !gone;
        });
  }

  @SuppressWarnings("GuardedBy") // the judge's lock is this one
  private StatusEvaluator.@Nullable Evaluation beginToJudge(long now) {
    return judge.begin(now);
  }

  /** The members as they are now. */
  @Override
  public ClusterSnapshot snapshot() {
    return snapshot;
  }

  /** With the lock held: the members have changed. */
  @SuppressWarnings("GuardedBy") // the judge's lock is this one
  void become(ClusterSnapshot next) {
    snapshot = next;
    judge.changed();
  }

  /** With the lock held: a verdict. One that comes after the end is nobody's any more. */
  @Override
  @SuppressWarnings("GuardedBy") // the judge holds the lock
  public void found(Verdict verdict, ClusterSnapshot judged, Optional<String> fallback) {
    if (!gone) {
      board.found(verdict, judged, fallback);
    }
  }

  @Override
  public void deliver() {
    context.events().dispatch();
    board.pump();
  }

  // ---- what nodes do

  /** Makes the node a member; null if this cluster is gone. */
  @SuppressWarnings("GuardedBy") // in a step of change()
  @Nullable MemberEntry join(Registration facts, Optional<NodeStatus> first) {
    MemberEntry known = context.index().find(service, facts.node());
    if (known != null && !known.expired() && known.ranOut(context.now())) {
      stallCheck.look(); // after a stall of ours the lease still runs, and the report stands
    }
    return change(now -> gone ? null : roster.join(facts, first, now));
  }

  @SuppressWarnings("GuardedBy") // in a step of change()
  LeaseOutcome release(MemberEntry record) {
    return change(now -> roster.release(record, now));
  }

  @SuppressWarnings("GuardedBy") // in a step of change()
  LeaseOutcome renew(MemberEntry record) {
    return change(now -> roster.renew(record, now));
  }

  @SuppressWarnings("GuardedBy") // in a step of change()
  LeaseOutcome refuseEpoch(NodeId node, long epoch) {
    return change(now -> roster.refuseEpoch(node, epoch));
  }

  @SuppressWarnings("GuardedBy") // in a step of change()
  ReportOutcome report(MemberEntry record, NodeStatus status) {
    if (record.knows(status) && record.renew(context.now())) {
      return ReportOutcome.UNCHANGED;
    }
    return change(now -> roster.take(record, status, now));
  }

  // ---- time

  boolean needsSweep(long now) {
    return alarm.isDue(now) || judge.needsWatching(now);
  }

  /**
   * Notices what time has brought. The policy is not called on this thread.
   *
   * @param now not later than the last look for a stall of this manager, which would forgive leases
   */
  void sweep(long now) {
    StatusEvaluator.Evaluation hearing;
    synchronized (this) {
      age(now);
      hearing = beginToJudge(now);
    }
    assert !Thread.holdsLock(this) : "guests would be called with the lock held";
    judge.hearInTurn(hearing);
    deliver();
  }

  /** Should it fail half way, as a vendor's clock may, the next sweep looks for the rest. */
  @GuardedBy("this")
  private void age(long now) {
    alarm.reset(now);
    try {
      roster.age(now);
      board.age(now);
    } catch (Throwable e) {
      alarm.within(0, now);
      throw e;
    }
  }

  /** Gives up a judgement that is late. */
  void watch(long now) {
    judge.hearInTurn(judge.watch(now));
    deliver();
  }

  /**
   * Extends the leases, and what is remembered, by the time in which the manager did not run;
   * returns how many members there are.
   */
  int forgive(long stallBegan, long now) {
    synchronized (this) {
      return roster.forgive(stallBegan, now);
    }
  }

  /** A lease was found to have run out before a sweep came by. */
  void noticeExpiry() {
    sweep(stallCheck.look());
  }

  // ---- what operators and the vendor set

  @SuppressWarnings("GuardedBy") // in a step of change()
  boolean override(NodeId node, OperatorOverride<ElementState> override) {
    return set(now -> roster.override(node, override, now));
  }

  @SuppressWarnings("GuardedBy") // in a step of change()
  boolean clearOverride(NodeId node) {
    return change(now -> roster.clearOverride(node));
  }

  boolean override(OperatorOverride<ServiceState> override) {
    return set(now -> board.override(override));
  }

  boolean clearOverride() {
    return change(now -> board.clearOverride());
  }

  boolean overridePosture(OperatorOverride<SecurityPosture> override) {
    return set(now -> board.overridePosture(override));
  }

  boolean clearPostureOverride() {
    return change(now -> board.clearPostureOverride());
  }

  boolean statusPolicy(StatusPolicy policy) {
    String name = UserCode.name(policy);
    return configure(
        () -> {
          judge.replace(policy);
          context.events().tell(at -> new StatusPolicyReplaced(at, service, name));
        });
  }

  boolean loadBalancing(LoadBalancingPolicy policy) {
    String name = UserCode.name(policy);
    return configure(
        () -> {
          router.policy(policy);
          context.events().tell(at -> new LoadBalancingReplaced(at, service, name));
        });
  }

  boolean lastResort(boolean allowed) {
    return configure(() -> router.lastResort(allowed));
  }

  @SuppressWarnings("GuardedBy") // in a step of change()
  private boolean configure(Runnable step) {
    return set(
        now -> {
          configured = true;
          step.run();
        });
  }

  // ---- what is asked

  RoutingDecision route(RoutingRequest request) {
    return router.route(request);
  }

  ClusterSnapshotCandidates routingTable() {
    return snapshot.routing();
  }

  Optional<ServiceStatus> status() {
    return board.current();
  }

  ClusterView view() {
    synchronized (this) {
      return snapshot.after(judge.previous());
    }
  }

  Verdict simulate(Map<NodeId, ElementState> assumptions) {
    return Objects.requireNonNull(
        judge.policy().evaluate(StatusExplainer.assume(view(), assumptions)), "policy returned null");
  }

  Optional<StatusExplanation> explain() {
    String policy = UserCode.name(judge.policy());
    synchronized (this) {
      long now = context.now();
      ClusterSnapshotBuilder members = roster.members();
      return status().map(posted -> StatusExplainer.explain(posted, board, members, policy, now));
    }
  }

  // ---- upstream

  void attach(NotificationTarget upstream) {
    synchronized (this) {
      if (!gone && !upstream.detached()) {
        board.attach(upstream);
      }
    }
    deliver();
  }

  void detach(NotificationTarget upstream) {
    closeFeeds(feed -> feed.feeds(upstream));
  }

  void closeFeeds() {
    closeFeeds(feed -> true);
  }

  private void closeFeeds(Predicate<NotificationFeed> which) {
    List<NotificationFeed> gone;
    synchronized (this) {
      gone = board.detach(which);
    }
    gone.forEach(NotificationFeed::close);
  }

  // ---- the end

  /**
   * Ends the cluster if it has nothing left to remember; true if that was done, and it is to be
   * taken off the list and its feeds to be closed. One whose last state was not found, or is held,
   * or has not arrived everywhere, or has a message under way or a rate to keep, is not forgotten:
   * what would come back has feeds of its own, which know nothing of it. Nor is one that is
   * closing.
   */
  boolean forgetIfIdle() {
    synchronized (this) {
      if (gone || configured || board.isSet() || !roster.isForgettable(context.now())) {
        return false;
      }
      if (!board.hasShown(snapshot) || !board.fallSilent()) {
        return false;
      }
      context.events().tell(at -> new ServiceRemoved(at, service)); // which may fail
      gone = true;
      judge.end();
      return true;
    }
  }

  long version() {
    synchronized (this) {
      return board.version();
    }
  }

  /** Posts {@code GoingDown}; the futures complete when it was taken over. */
  List<CompletableFuture<Void>> closeDown() {
    List<CompletableFuture<Void>> finished;
    synchronized (this) {
      gone = true;
      finished = board.closeDown();
    }
    deliver();
    return finished;
  }
}
