package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterEvent.PolicyFailure;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.api.internal.InterruptFlag;
import io.github.esrpcluster.api.internal.Texts;
import io.github.esrpcluster.core.EventRecords.PolicyFailedEvent;
import io.github.esrpcluster.core.EventRecords.PolicyRecoveredEvent;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides when the status policy of one service is called, and what its outcome means.
 *
 * <p>At most one evaluation is in flight. It takes three calls of {@link ServiceCluster}: {@link
 * #begin} with its lock held, {@link Evaluation#callPolicy} without the lock, and {@link #complete}
 * with the lock held. A verdict is recorded even if a newer snapshot has come meanwhile, since a
 * status that is slightly old is better than one that never comes; the newer snapshot is evaluated
 * next.
 *
 * <p>If the policy fails, {@link StatusFallback} evaluates in its place, and each later snapshot
 * and each sweep calls the policy again. If the policy exceeds its deadline, its verdict is ignored
 * when it comes at last; until then the fallback evaluates each snapshot.
 *
 * <p>Not thread-safe: the cluster's lock guards it, except {@link #needsWatching}.
 */
@SuppressWarnings("ReferenceEquality") // snapshots and evaluations are compared by identity
final class StatusEvaluator {
  /** Represents one call of the policy: the view that it gets, and when. */
  static final class Evaluation extends ClusterSnapshot.View {
    private final StatusPolicy policy;

    /** When it began: a wait for a thread of an executor counts towards the deadline. */
    private final long startedAt;

    /**
     * Whether a thread will complete it: set with the cluster's lock held by the thread that begins
     * it, cleared by whichever thread an error keeps from completing it. Only a field, because
     * assigning one needs neither memory nor stack.
     */
    volatile boolean taken;

    Evaluation(
        StatusPolicy policy, ClusterSnapshot snapshot, Optional<Verdict> previous, long startedAt) {
      super(snapshot, previous);
      this.policy = policy;
      this.startedAt = startedAt;
    }

    /** Calls the policy. No lock may be held. */
    @SuppressWarnings("ConstantValue") // a vendor's policy may not be null-checked
    Outcome callPolicy() {
      boolean interrupted = InterruptFlag.get();
      try {
        Verdict verdict = policy.evaluate(this);
        return verdict == null ? new Failed(PolicyFailure.RETURNED_NULL, "") : new Decided(verdict);
      } catch (Throwable e) { // a callback may throw anything; the status must be evaluated
        return new Failed(PolicyFailure.EXCEPTION, Texts.describe(e));
      } finally {
        InterruptFlag.set(interrupted);
      }
    }
  }

  /** The outcome of calling a status policy. */
  sealed interface Outcome {}

  /** The policy returned a verdict. */
  record Decided(Verdict verdict) implements Outcome {}

  /** The policy returned no verdict, or could not be called. */
  record Failed(PolicyFailure kind, String detail) implements Outcome {}

  private final ManagerContext context;
  private final StatusHolder status;
  private StatusPolicy policy;

  /** The snapshot that was evaluated last, or is in flight; null to evaluate the same once more. */
  private @Nullable ClusterSnapshot lastBegun;

  /** The last verdict of the policy itself. */
  private Optional<Verdict> previous = Optional.empty();

  /** The evaluation in flight. Written with the lock held; the sweep reads it without. */
  private volatile @Nullable Evaluation inFlight;

  /** An evaluation that exceeded its deadline and has not returned. */
  private @Nullable Evaluation timedOut;

  /**
   * How the policy failed last, for people; null while the policy works. Written with the lock
   * held; the sweep reads it without.
   */
  private volatile @Nullable String failure;

  /** The failures in a row. */
  private long failures;

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
    lastBegun = null;
    ignoreEvaluations();
    status.replacePolicy();
  }

  /** Begins no evaluation any more, and ignores the outcome of one in flight. */
  void end() {
    ended = true;
    ignoreEvaluations();
  }

  /** Ignores the outcome of an evaluation that has begun, and the failures until now. */
  private void ignoreEvaluations() {
    inFlight = null;
    timedOut = null;
    failure = null;
  }

  /**
   * Begins an evaluation, whose policy is to be called without the lock; the caller sets {@link
   * Evaluation#taken}. Returns null if there is none to call: an evaluation is in flight, the
   * newest snapshot was evaluated, the cluster has ended, or an evaluation that timed out has not
   * returned. In that last case the fallback evaluates the snapshot here.
   */
  @Nullable Evaluation begin(ClusterSnapshot newest, long now) {
    if (ended || isTaken(inFlight) || (newest == lastBegun && !isAbandoned())) {
      return null;
    }
    if (isTaken(timedOut)) {
      fallBack(newest);
      lastBegun = newest;
      return null;
    }
    Evaluation begun = new Evaluation(policy, newest, previous, now);
    timedOut = null;
    lastBegun = newest;
    inFlight = begun;
    return begun;
  }

  private static boolean isTaken(@Nullable Evaluation begun) {
    return begun != null && begun.taken;
  }

  /** Returns whether an error ended an evaluation before it was completed. */
  private boolean isAbandoned() {
    return isAbandoned(inFlight) || isAbandoned(timedOut);
  }

  private static boolean isAbandoned(@Nullable Evaluation begun) {
    return begun != null && !begun.taken;
  }

  /**
   * Records the outcome of an evaluation. Ignores it if the evaluation has timed out, the policy
   * was replaced or the cluster has ended.
   */
  void complete(Evaluation done, Outcome outcome, ClusterSnapshot newest) {
    if (done == timedOut) {
      timedOut = null;
      lastBegun = null; // the policy has returned: it may be called again
    } else if (done == inFlight) {
      record(done, outcome, newest);
      inFlight = null; // last: without it an error would end the evaluation unrecorded
    }
  }

  private void record(Evaluation done, Outcome outcome, ClusterSnapshot newest) {
    if (outcome instanceof Decided decided) {
      decide(decided.verdict(), done.snapshot);
    } else if (outcome instanceof Failed failed) {
      fail(failed.kind(), failed.detail(), newest);
    }
  }

  private void decide(Verdict verdict, ClusterSnapshot about) {
    if (failure != null) {
      failure = null;
      ServiceId service = about.service;
      long failed = failures;
      context.events.alert(at -> new PolicyRecoveredEvent(at, service, failed));
    }
    if (previous.isEmpty() || !previous.get().equals(verdict)) {
      previous = Optional.of(verdict);
    }
    status.apply(verdict, about, Optional.empty());
  }

  /** Lets the fallback evaluate: the newest snapshot, since the policy has said nothing of any. */
  private void fail(PolicyFailure kind, String detail, ClusterSnapshot newest) {
    context.counters.policyFailures.increment();
    boolean first = failure == null;
    failures = first ? 1 : failures + 1;
    failure = EventRecords.describe(kind, detail);
    if (first) {
      ServiceId service = newest.service;
      context.events.alert(at -> new PolicyFailedEvent(at, service, kind, detail));
    }
    fallBack(newest);
  }

  private void fallBack(ClusterSnapshot newest) {
    String reason = String.valueOf(failure);
    status.apply(StatusFallback.verdict(newest.tally, reason), newest, Optional.of(reason));
  }

  // ---- the watchdog

  /** Returns whether the sweep should call {@link #watch}. Needs no lock. */
  boolean needsWatching(long now) {
    Evaluation running = inFlight;
    return failure != null || isAbandoned(running) || isLate(running, now);
  }

  /**
   * Gives up an evaluation that is late. If none is in flight, lets {@link #begin} call once more a
   * policy that failed.
   */
  void watch(ClusterSnapshot newest, long now) {
    Evaluation running = inFlight;
    if (running != null && running.taken && isLate(running, now)) {
      fail(
          PolicyFailure.TIMED_OUT,
          "no verdict after " + Texts.duration(Duration.ofNanos(now - running.startedAt)),
          newest);
      timedOut = running;
      inFlight = null;
      lastBegun = newest;
    } else if (running == null && timedOut == null && failure != null) {
      lastBegun = null;
    }
  }

  private boolean isLate(@Nullable Evaluation running, long now) {
    return running != null && now - running.startedAt > context.settings.policyDeadline().toNanos();
  }
}
