package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterEvent.PolicyFailure;
import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.api.internal.Texts;
import io.github.esrpcluster.core.EventRecords.PolicyFailedEvent;
import io.github.esrpcluster.core.EventRecords.PolicyRecoveredEvent;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides when the status policy of one service is called, and what its outcome means: one
 * evaluation at a time, of the newest snapshot. It never calls the policy itself: {@link
 * ServiceCluster} does, without its lock, between {@link #begin} and {@link #complete}. Every
 * verdict is recorded, even if a newer snapshot has come meanwhile: a status that is slightly old
 * is better than one that never comes.
 *
 * <p>If the policy fails, {@link StatusFallback} evaluates the snapshot in its place. If it exceeds
 * its deadline, it keeps its thread, and the fallback evaluates until it returns.
 *
 * <p>Not thread-safe: the cluster's lock guards it, except {@link #needsWatching}.
 */
@SuppressWarnings("ReferenceEquality") // snapshots and evaluations are compared by identity
final class StatusEvaluator {
  /** Represents one call of the policy: the view that it gets, and when. */
  static final class Evaluation extends ClusterSnapshot.View {
    private final StatusPolicy policy;
    private final long startedAt;

    Evaluation(
        StatusPolicy policy, ClusterSnapshot snapshot, Optional<Verdict> previous, long startedAt) {
      super(snapshot, previous);
      this.policy = policy;
      this.startedAt = startedAt;
    }

    /** Calls the policy. No lock may be held. */
    Outcome run() {
      return Outcome.of(policy, this);
    }
  }

  /** The outcome of calling a status policy: a verdict, or how the call failed. */
  record Outcome(@Nullable Verdict verdict, PolicyFailure failure, String detail) {
    /** Calls the policy, without a lock. */
    static Outcome of(StatusPolicy policy, ClusterView view) {
      try {
        return of(policy.evaluate(view));
      } catch (Throwable e) { // a callback may throw anything; the status must be evaluated
        return failed(PolicyFailure.EXCEPTION, Texts.describe(e));
      }
    }

    @SuppressWarnings("ConstantValue") // a vendor's policy may not be null-checked
    private static Outcome of(@Nullable Verdict verdict) {
      return verdict == null
          ? failed(PolicyFailure.RETURNED_NULL, "")
          : new Outcome(verdict, PolicyFailure.EXCEPTION, "");
    }

    static Outcome failed(PolicyFailure failure, String detail) {
      return new Outcome(null, failure, detail);
    }
  }

  private final ManagerContext context;
  private final StatusHolder status;
  private StatusPolicy policy;

  /** The newest snapshot that an evaluation began with; null to evaluate the newest once more. */
  private @Nullable ClusterSnapshot evaluated;

  /** The last verdict of the policy itself. */
  private Optional<Verdict> previous = Optional.empty();

  /** The evaluation in flight. Written with the lock held; the sweep reads it without. */
  private volatile @Nullable Evaluation inFlight;

  /** An evaluation that exceeded its deadline and has not returned. */
  private @Nullable Evaluation timedOut;

  /** How the policy failed last. Written with the lock held; the sweep reads it without. */
  private volatile @Nullable String failure;

  /**
   * An evaluation could not be recorded. Written with the lock held; the sweep reads it without.
   */
  private volatile boolean retry;

  private boolean ended;

  StatusEvaluator(ManagerContext context, StatusHolder status) {
    this.context = context;
    this.status = status;
    this.policy = context.settings.statusPolicy();
  }

  StatusPolicy policy() {
    return policy;
  }

  /** Returns the policy's last verdict, which the next view carries. */
  Optional<Verdict> previous() {
    return previous;
  }

  /** Lets another policy evaluate, without a previous verdict. */
  void replacePolicy(StatusPolicy other) {
    policy = other;
    previous = Optional.empty();
    evaluated = null;
    forgetEvaluations();
  }

  /** Begins no evaluation any more, and ignores the outcome of one in flight. */
  void end() {
    ended = true;
    forgetEvaluations();
  }

  private void forgetEvaluations() {
    inFlight = null;
    timedOut = null;
    failure = null;
  }

  /**
   * Begins an evaluation, to be run without the lock; returns null if one is in flight or the
   * newest snapshot has been evaluated.
   */
  @Nullable Evaluation begin(ClusterSnapshot newest, long now) {
    if (ended || inFlight != null || newest == evaluated) {
      return null;
    }
    if (timedOut != null) {
      fallBack(newest);
      evaluated = newest;
      return null;
    }
    Evaluation begun = new Evaluation(policy, newest, previous, now);
    evaluated = newest;
    inFlight = begun;
    return begun;
  }

  /** Records the outcome of an evaluation, unless it has timed out or the policy was replaced. */
  void complete(Evaluation done, Outcome outcome, ClusterSnapshot newest) {
    if (done == timedOut) {
      timedOut = null; // its verdict is too old; the next one may be in time
      evaluated = null;
    } else if (done == inFlight) {
      inFlight = null;
      record(done, outcome, newest);
    }
  }

  private void record(Evaluation done, Outcome outcome, ClusterSnapshot newest) {
    Verdict verdict = outcome.verdict();
    if (verdict == null) {
      fail(outcome.failure(), outcome.detail(), newest);
      return;
    }
    if (failure != null) {
      failure = null;
      ServiceId service = newest.service;
      context.events.alert(at -> new PolicyRecoveredEvent(at, service));
    }
    if (previous.isEmpty() || !previous.get().equals(verdict)) {
      previous = Optional.of(verdict);
    }
    status.evaluated(verdict, done.snapshot, Optional.empty());
  }

  private void fail(PolicyFailure kind, String detail, ClusterSnapshot newest) {
    context.counters.policyFailures.increment();
    boolean first = failure == null;
    failure = StatusFallback.describe(kind, detail);
    if (first) {
      ServiceId service = newest.service;
      context.events.alert(at -> new PolicyFailedEvent(at, service, kind, detail));
    }
    fallBack(newest);
  }

  private void fallBack(ClusterSnapshot newest) {
    String reason = String.valueOf(failure);
    status.evaluated(StatusFallback.verdict(newest.tally, reason), newest, Optional.of(reason));
  }

  // ---- the watchdog

  /** Returns whether the sweep should call {@link #watch}. Needs no lock. */
  boolean needsWatching(long now) {
    return retry || failure != null || isLate(inFlight, now);
  }

  /** Lets the next sweep begin anew: this evaluation, or what began it, failed half-way. */
  void retry(@Nullable Evaluation failed) {
    inFlight = inFlight == failed ? null : inFlight;
    timedOut = timedOut == failed ? null : timedOut;
    retry = true;
  }

  /** Gives up an evaluation that is late, or lets a policy that failed be called once more. */
  void watch(ClusterSnapshot newest, long now) {
    Evaluation running = inFlight;
    if (running != null && isLate(running, now)) {
      timedOut = running;
      inFlight = null;
      evaluated = newest;
      fail(
          PolicyFailure.TIMED_OUT,
          "no verdict after " + Texts.duration(Duration.ofNanos(now - running.startedAt)),
          newest);
    } else if (running == null && timedOut == null && (retry || failure != null)) {
      retry = false;
      evaluated = null;
    }
  }

  private boolean isLate(@Nullable Evaluation running, long now) {
    return running != null && now - running.startedAt > context.settings.policyDeadline().toNanos();
  }
}
