package io.github.esrpcluster.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.esrpcluster.api.ClusterEvent.PolicyFailure;
import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.ExpiryOutcome;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.OverrideOutcome;
import io.github.esrpcluster.api.PublisherStatus;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ReleaseOutcome;
import io.github.esrpcluster.api.RenewalOutcome;
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
import io.github.esrpcluster.api.internal.InterruptFlag;
import io.github.esrpcluster.api.internal.Texts;
import io.github.esrpcluster.core.EventRecords.LoadBalancingPolicyReplacedEvent;
import io.github.esrpcluster.core.EventRecords.ServiceRemovedEvent;
import io.github.esrpcluster.core.EventRecords.StatusPolicyReplacedEvent;
import io.github.esrpcluster.core.StatusEvaluator.Evaluation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The cluster of one service. A change by a node or an operator has four steps, in {@link #change}
 * and {@link #finish}:
 *
 * <ol>
 *   <li>change members, settings or overrides, under the lock;
 *   <li>evaluate the status policy, without the lock;
 *   <li>record the verdict, under the lock; a new status is offered to the feeds;
 *   <li>dispatch events to listeners and notifications to publishers, without the lock.
 * </ol>
 *
 * <p>No callback runs with the lock held, so callbacks may call the manager. The calling thread
 * takes all four steps, unless the vendor has a policy executor: that takes the steps 2 to 4. After
 * {@value #MAX_ROUNDS} evaluations in a row the calling thread also leaves them to an executor, and
 * so does a sweep. {@link #sweep} replaces step 1 by everything that is due; {@link #close}
 * publishes without a policy.
 *
 * <p>Locks are taken in this order: the stall lock of the {@link Sweeper}, the cluster's, its
 * feeds'. Never two clusters' at a time. Feeds are closed without the cluster's lock, because a
 * closed feed completes a future, and the manager may end in its callback.
 *
 * <p>Routes and reads of the status take no lock: they read immutable snapshots from volatile
 * fields, and the leases. A renewal of a running lease, or a report that repeats the last one, does
 * not come here at all: the manager looks the {@link MemberEntry} up and renews its lease.
 */
final class ServiceCluster implements Router.Cluster {
  /** After so many evaluations in a row, a thread that brought a change is released. */
  private static final int MAX_ROUNDS = 8;

  /** Holds what the lock guards. Only a step of a change gets it, with the lock held. */
  private static final class State {
    final MemberTable members;
    final StatusHolder status;
    final StatusEvaluator evaluator;

    /**
     * The service was removed, or the manager closes. A caller that still has this object must look
     * the service up again.
     */
    boolean ended;

    boolean declared;
    boolean ownStatusPolicy;
    boolean ownLoadBalancing;
    boolean ownLastResort;

    State(MemberTable members, StatusHolder status, StatusEvaluator evaluator) {
      this.members = members;
      this.status = status;
      this.evaluator = evaluator;
    }

    /** Returns whether there are members, overrides or settings, or the service is declared. */
    boolean isInUse() {
      return hasSettings() || members.isInUse();
    }

    private boolean hasSettings() {
      return declared
          || ownStatusPolicy
          || ownLoadBalancing
          || ownLastResort
          || status.isOverridden();
    }
  }

  /** A change of the state, made with the lock held. */
  @FunctionalInterface
  private interface Step<T> {
    T apply(State state, long now);
  }

  private final ServiceId service;
  private final ManagerContext context;
  private final MemberIndex index;
  private final SweepStallCheck stallCheck;
  private final NextDeadline deadline;

  // Of these three only volatile fields are read without the lock: the newest snapshot, the current
  // status, and whether the policy needs watching.
  private final ClusterSnapshotBuilder snapshots;
  private final StatusHolder status;
  private final StatusEvaluator evaluator;

  /**
   * Whether an error has cut a change short: the next sweep looks at everything. Set before what
   * might fail, and only a field, because assigning one needs neither memory nor stack.
   */
  private volatile boolean cutShort;

  /** Whether each publisher of the manager has its feed. */
  volatile boolean attached;

  private final NotificationFeeds feeds;
  private final Router router;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final State state;

  /**
   * @param firstVersion the last status version used before
   * @param stallCheck called before a lease is taken for expired
   */
  ServiceCluster(
      ServiceId service,
      ManagerContext context,
      MemberIndex index,
      long firstVersion,
      SweepStallCheck stallCheck) {
    this.service = service;
    this.context = context;
    this.index = index;
    this.stallCheck = stallCheck;
    this.deadline = new NextDeadline(context.time.nanoTime());
    this.snapshots = new ClusterSnapshotBuilder(service);
    this.feeds = new NotificationFeeds(service, context);
    this.status = new StatusHolder(context, snapshots.newest, deadline, firstVersion, feeds::offer);
    this.evaluator = new StatusEvaluator(context, status);
    this.state =
        new State(new MemberTable(this, context, index, deadline, snapshots), status, evaluator);
    this.router = new Router(this, context);
  }

  ServiceId service() {
    return service;
  }

  @Override
  public ClusterSnapshot snapshot() {
    return snapshots.newest;
  }

  // ---- a change in four steps

  /**
   * Applies a step and brings the status up to date with it. If this cluster has ended, changes
   * nothing and returns {@code ifEnded}.
   */
  private <T> T change(T ifEnded, Step<T> step) {
    Evaluation begun = null;
    boolean done = false;
    try {
      T outcome;
      synchronized (lock) {
        if (state.ended) {
          done = true;
          return ifEnded;
        }
        boolean before = cutShort;
        cutShort = true; // until all is done
        long now = context.time.nanoTime();
        outcome = step.apply(state, now); // 1. change under the lock
        updateRefreshing();
        begun = state.evaluator.begin(snapshots.newest, now);
        if (begun != null) {
          begun.taken = true;
        }
        cutShort = before;
      }
      evaluateAndDispatch(begun);
      done = true;
      return outcome;
    } catch (RuntimeException e) { // a limit is reached, or the clock fails
      dispatch();
      throw e;
    } finally {
      if (!done) { // no memory or stack: calls nothing
        if (begun != null) {
          begun.taken = false;
        }
        cutShort = true;
      }
    }
  }

  /** Lets statuses be sent again only if there is a member or something is set. */
  @GuardedBy("lock")
  private void updateRefreshing() {
    boolean inUse = !snapshots.newest.tally.isEmpty() || state.isInUse();
    if (inUse != feeds.refreshing) {
      feeds.setRefreshing(inUse);
    }
  }

  private void evaluateAndDispatch(@Nullable Evaluation begun) {
    Executor policies = context.policyExecutor;
    if (begun == null || policies == null) {
      finish(begun);
    } else {
      finishOn(policies, begun);
    }
  }

  /**
   * Takes the steps 2 to 4, and takes them again as long as other threads have brought changes
   * meanwhile: those left the evaluation to this thread. A null takes step 4 only.
   */
  private void finish(@Nullable Evaluation begun) {
    Evaluation next = begun;
    try {
      for (int round = 0; round < MAX_ROUNDS; round++) {
        if (next != null) {
          StatusEvaluator.Outcome outcome = next.callPolicy(); // 2. evaluate without the lock
          synchronized (lock) { // 3. record under the lock
            state.evaluator.complete(next, outcome, snapshots.newest);
            next = state.evaluator.begin(snapshots.newest, context.time.nanoTime());
            if (next != null) {
              next.taken = true;
            }
          }
        }
        dispatch(); // 4. dispatch without the lock
        if (next == null) {
          return;
        }
      }
      if (next != null) { // always, but the compiler cannot know
        finishOn(context.forPolicies(), next);
      }
    } catch (Throwable e) { // no memory or stack: calls nothing
      if (next != null) {
        next.taken = false;
      }
      cutShort = true;
      throw e;
    }
  }

  private void dispatch() {
    assert !Thread.holdsLock(lock) : "callbacks would run with the lock held";
    try {
      context.events.dispatch();
    } finally {
      feeds.send();
    }
  }

  /** Lets the executor take the steps 2 to 4; does not wait for them. */
  private void finishOn(Executor executor, Evaluation begun) {
    Throwable refusal = LimitedExecutor.tryExecute(executor, () -> finish(begun));
    if (refusal != null) {
      refused(begun, refusal);
    }
    dispatch();
  }

  /** As {@link #finishOn}; the services that a sweep has to evaluate share a few threads. */
  private void finishBatched(@Nullable Evaluation begun) {
    if (begun != null) {
      context.evaluations.execute(new BatchedEvaluation(begun));
    }
    dispatch();
  }

  private final class BatchedEvaluation implements LimitedExecutor.Task {
    private final Evaluation begun;

    BatchedEvaluation(Evaluation begun) {
      this.begun = begun;
    }

    @Override
    public void run() {
      finish(begun);
    }

    @Override
    public void refused(Throwable refusal) {
      ServiceCluster.this.refused(begun, refusal);
    }
  }

  /** Counts as a failure of the policy, which the next sweep calls once more. */
  private void refused(Evaluation begun, Throwable refusal) {
    begun.taken = false; // before what might fail
    StatusEvaluator.Outcome outcome =
        new StatusEvaluator.Failed(PolicyFailure.REJECTED, Texts.describe(refusal));
    synchronized (lock) {
      state.evaluator.complete(begun, outcome, snapshots.newest);
    }
    dispatch();
  }

  // ---- nodes

  /**
   * Makes the node a member; returns empty if this cluster has ended, or the condition was made for
   * another membership.
   *
   * @param terms the registration without a status
   */
  Optional<MemberEntry> join(
      Registration terms, Optional<NodeStatus> first, MemberCondition condition) {
    MemberEntry known = index.find(service, terms.node());
    if (known != null && !known.expired() && known.deadlineReached(context.time.nanoTime())) {
      stallCheck.checkForStall(); // which extends the lease if the manager was suspended
    }
    return change(
        Optional.empty(),
        (s, now) -> Optional.ofNullable(s.members.join(terms, first, condition, now)));
  }

  @Override
  public RenewalOutcome renew(NodeId node, @Nullable String caller) {
    return change(RenewalOutcome.UNKNOWN, (s, now) -> s.members.renew(node, caller, now));
  }

  RenewalOutcome renew(NodeId node, long epoch, @Nullable String caller) {
    return change(RenewalOutcome.UNKNOWN, (s, now) -> s.members.renew(node, epoch, caller, now));
  }

  @Override
  public ReleaseOutcome release(NodeId node, @Nullable String caller) {
    return change(ReleaseOutcome.UNKNOWN, (s, now) -> s.members.release(node, caller, now));
  }

  ReleaseOutcome release(NodeId node, long epoch, @Nullable String caller) {
    return change(ReleaseOutcome.UNKNOWN, (s, now) -> s.members.release(node, epoch, caller, now));
  }

  ExpiryOutcome expire(NodeId node, long epoch, @Nullable String caller) {
    return change(ExpiryOutcome.UNKNOWN, (s, now) -> s.members.expire(node, epoch, caller));
  }

  @Override
  public ReportOutcome report(NodeStatus report, @Nullable String caller) {
    return change(ReportOutcome.UNKNOWN_NODE, (s, now) -> s.members.report(report, caller, now));
  }

  @Override
  public void refuseCaller(NodeId node, @Nullable String caller) {
    synchronized (lock) {
      state.members.refuseCaller(node, caller);
    }
    dispatch();
  }

  // ---- time

  /**
   * Returns whether the sweep must look at this cluster: a lease, a retention, an override or a
   * hold-down is over, or the policy needs watching. Takes no lock.
   */
  boolean needsSweep(long now) {
    return cutShort || deadline.isDue(now) || evaluator.needsWatching(now);
  }

  /**
   * Ends the leases, retentions, overrides and hold-downs that are due, and lets an executor
   * evaluate the policy: it does not run on this thread. An expired member stays, as {@code
   * Unreachable}, until its retention is over.
   *
   * @param now not later than the last check for a stall: at a later time leases could expire that
   *     the next check would extend
   * @param watchPolicy whether also to give up a policy that exceeds its deadline, and to call a
   *     policy that failed once more
   */
  void sweep(long now, boolean watchPolicy) {
    Evaluation begun;
    synchronized (lock) {
      cutShort = true; // until all is done
      deadline.reset(now);
      state.members.expireDue(now);
      updateRefreshing();
      if (watchPolicy) {
        state.evaluator.watch(snapshots.newest, now);
      }
      begun = state.evaluator.begin(snapshots.newest, now);
      state.status.expireDue(now, begun == null);
      if (begun != null) {
        begun.taken = true; // after what might fail
      }
      cutShort = false;
    }
    try {
      finishBatched(begun);
    } catch (Throwable e) { // no memory or stack: calls nothing
      if (begun != null) {
        begun.taken = false;
      }
      cutShort = true;
      throw e;
    }
  }

  /** Called by a route that finds a lease expired before the sweep does. */
  @Override
  public void expireNow() {
    sweep(stallCheck.checkForStall(), false);
  }

  /** Extends leases and retentions by a stall; returns the number of members. */
  int extendByStall(long stallBegan, long now) {
    synchronized (lock) {
      return state.members.extendByStall(stallBegan, now);
    }
  }

  // ---- operators; false if this cluster has ended

  boolean declare() {
    return change(
        false,
        (s, now) -> {
          s.declared = true;
          return true;
        });
  }

  /** Returns empty if this cluster has ended. */
  Optional<OverrideOutcome> override(NodeId node, OperatorOverride<ElementState> override) {
    return change(
        Optional.empty(), (s, now) -> Optional.of(s.members.override(node, override, now)));
  }

  boolean override(OperatorOverride<ServiceState> override) {
    return change(
        false,
        (s, now) -> {
          s.status.override(override, now);
          return true;
        });
  }

  boolean overridePosture(OperatorOverride<SecurityPosture> override) {
    return change(
        false,
        (s, now) -> {
          s.status.overridePosture(override, now);
          return true;
        });
  }

  boolean setStatusPolicy(StatusPolicy policy) {
    String name = Texts.name(policy); // a callback: without the lock
    return change(
        false,
        (s, now) -> {
          s.ownStatusPolicy = true;
          replaceStatusPolicy(s, policy, name);
          return true;
        });
  }

  boolean setLoadBalancingPolicy(LoadBalancingPolicy policy) {
    String name = Texts.name(policy);
    return change(
        false,
        (s, now) -> {
          s.ownLoadBalancing = true;
          replaceLoadBalancing(policy, name);
          return true;
        });
  }

  boolean setLastResort(boolean allowed) {
    return change(
        false,
        (s, now) -> {
          s.ownLastResort = true;
          router.setLastResort(allowed);
          return true;
        });
  }

  // ---- operators; whether there was something to clear or reset

  boolean undeclare() {
    return change(
        false,
        (s, now) -> {
          boolean was = s.declared;
          s.declared = false;
          return was;
        });
  }

  boolean clearOverride(NodeId node, String operator, String reason) {
    return change(false, (s, now) -> s.members.clearOverride(node, operator, reason));
  }

  boolean clearOverride(String operator, String reason) {
    return change(false, (s, now) -> s.status.clearOverride(operator, reason));
  }

  boolean clearPostureOverride(String operator, String reason) {
    return change(false, (s, now) -> s.status.clearPostureOverride(operator, reason));
  }

  boolean resetStatusPolicy() {
    StatusPolicy policy = context.settings.statusPolicy();
    String name = Texts.name(policy);
    return change(
        false,
        (s, now) -> {
          boolean own = s.ownStatusPolicy;
          if (own) {
            s.ownStatusPolicy = false;
            replaceStatusPolicy(s, policy, name);
          }
          return own;
        });
  }

  boolean resetLoadBalancingPolicy() {
    LoadBalancingPolicy policy = context.settings.loadBalancing();
    String name = Texts.name(policy);
    return change(
        false,
        (s, now) -> {
          boolean own = s.ownLoadBalancing;
          if (own) {
            s.ownLoadBalancing = false;
            replaceLoadBalancing(policy, name);
          }
          return own;
        });
  }

  boolean resetLastResort() {
    return change(
        false,
        (s, now) -> {
          boolean own = s.ownLastResort;
          if (own) {
            s.ownLastResort = false;
            router.setLastResort(true);
          }
          return own;
        });
  }

  private void replaceStatusPolicy(State s, StatusPolicy policy, String name) {
    s.evaluator.replacePolicy(policy);
    context.events.inform(at -> new StatusPolicyReplacedEvent(at, service, name));
  }

  private void replaceLoadBalancing(LoadBalancingPolicy policy, String name) {
    router.setPolicy(policy);
    context.events.inform(at -> new LoadBalancingPolicyReplacedEvent(at, service, name));
  }

  // ---- reads

  RoutingDecision route(RoutingRequest request) {
    return router.route(request);
  }

  boolean isStateOverridden() {
    synchronized (lock) {
      return state.status.override(context.time.nanoTime()).isPresent();
    }
  }

  boolean isPostureOverridden() {
    synchronized (lock) {
      return state.status.postureOverride(context.time.nanoTime()).isPresent();
    }
  }

  LoadBalancingPolicy loadBalancingPolicy() {
    return router.policy();
  }

  boolean lastResort() {
    return router.lastResort();
  }

  Optional<ServiceStatus> status() {
    return status.current();
  }

  StatusPolicy statusPolicy() {
    synchronized (lock) {
      return state.evaluator.policy();
    }
  }

  ClusterView view() {
    synchronized (lock) {
      return snapshots.newest.view(state.evaluator.previous());
    }
  }

  Verdict simulate(Map<NodeId, ElementState> assumptions) {
    ClusterView assumed = StatusExplainer.assume(view(), assumptions);
    boolean interrupted = InterruptFlag.get();
    try {
      return Objects.requireNonNull(statusPolicy().evaluate(assumed), "policy returned null");
    } finally {
      InterruptFlag.set(interrupted);
    }
  }

  Optional<StatusExplanation> explain() {
    String policy = Texts.name(statusPolicy());
    Optional<StatusExplainer.Unfinished> facts;
    synchronized (lock) {
      long now = context.time.nanoTime();
      facts =
          state
              .status
              .current()
              .map(
                  published ->
                      StatusExplainer.begin(
                          published,
                          state.status,
                          snapshots.newest,
                          policy,
                          state.members.overridesWithoutMember(now),
                          state.members.problems(now),
                          now));
    }
    assert !Thread.holdsLock(lock) : "the texts of many members would delay every change";
    return facts.map(StatusExplainer.Unfinished::finish);
  }

  List<PublisherStatus> publishers() {
    return feeds.publisherStatus(context.time.nanoTime());
  }

  // ---- publishers

  void attach(NotificationTarget target) {
    synchronized (lock) {
      if (!state.ended && !target.detached) {
        feeds.attach(target, status.current());
      }
    }
    feeds.send();
  }

  void detach(NotificationTarget target) {
    closeFeeds(feed -> feed.isFor(target));
  }

  void closeFeeds() {
    closeFeeds(feed -> true);
  }

  /** Closes the feeds first: once a feed is removed, another thread may create its successor. */
  private void closeFeeds(Predicate<NotificationFeed> which) {
    feeds.matching(which).forEach(NotificationFeed::close);
    synchronized (lock) {
      feeds.remove(which);
    }
  }

  // ---- the end

  /**
   * Ends the cluster if it holds nothing any more and its last status is published and delivered;
   * returns whether it did. Then the caller closes the feeds, removes the cluster from the registry
   * and dispatches the event.
   */
  boolean endIfIdle() {
    synchronized (lock) {
      boolean idle =
          !state.ended
              && !state.isInUse()
              && state.members.wereEmptyLongEnough(context.time.nanoTime())
              && state.status.hasPublished(snapshots.newest)
              && feeds.isDelivered();
      if (idle) {
        cutShort = true; // the sweep looks until the registry has removed it
        state.ended = true;
        state.evaluator.end();
        context.events.inform(at -> new ServiceRemovedEvent(at, service));
      }
      return idle;
    }
  }

  /** Returns whether the cluster was removed or is closing. */
  boolean ended() {
    synchronized (lock) {
      return state.ended;
    }
  }

  long version() {
    synchronized (lock) {
      return state.status.version();
    }
  }

  /**
   * Publishes {@code GoingDown} as the last status. Returns one future for each publisher, which
   * completes when the publisher has the status or its feed is closed.
   */
  List<CompletableFuture<Void>> close() {
    List<CompletableFuture<Void>> finished;
    synchronized (lock) {
      state.ended = true;
      state.evaluator.end();
      state.status.close(feeds::offerFinal);
      finished = feeds.finished();
    }
    dispatch();
    return finished;
  }
}
