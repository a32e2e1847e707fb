package io.github.esrpcluster.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterEvent.PolicyFailure;
import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Verdict;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets the status policy judge each new snapshot of one service, outside the lock, one judgement at
 * a time. Whoever brings a change and finds no judgement under way judges; else the thread that is
 * at it judges once more. Every judgement is recorded, even if a newer snapshot has come in the
 * meantime: a status that is slightly old is better than one that never comes.
 *
 * <p>A policy that fails is replaced by the {@link StatusFallback} for that snapshot. One that is past
 * its deadline is left alone with its thread: until it returns, the fallback judges.
 */
final class StatusEvaluator {
  /** After so many judgements in a row the thread that brought the first change may go. */
  private static final int ROUNDS = 8;

  /** The cluster whose status is found; its own lock guards the judge too. */
  interface Court {
    ManagerContext context();

    /** The members as they are now: what is to be judged. Asked with the lock held. */
    ClusterSnapshot snapshot();

    /** Takes a verdict down; called with the lock held. */
    void found(Verdict verdict, ClusterSnapshot judged, Optional<String> fallback);

    /** Delivers what a judgement brought about; called without the lock. */
    void deliver();
  }

  /** One call of the policy, by its number. */
  record Evaluation(long number, StatusPolicy policy, ClusterSnapshot snapshot, ClusterView view) {}

  /** The number of no call. */
  private static final int NONE = 0;

  private final Court court;

  @GuardedBy("court")
  private StatusPolicy policy;

  /** The newest snapshot has not been judged, by this policy, with success. */
  @GuardedBy("court")
  private boolean open = true;

  @GuardedBy("court")
  private Optional<Verdict> previous = Optional.empty();

  @GuardedBy("court")
  private long lastNumber = NONE;

  /** Since when the judgement is under way; the watchdog's look without the lock is a hint. */
  private long runningSince;

  /** The judgement under way. Written with the lock held; the watchdog looks without. */
  private volatile long running = NONE;

  /** A judgement that ran past its deadline and has not come back. */
  @GuardedBy("court")
  private long stuck = NONE;

  /** Why the policy failed last. Written with the lock held; the watchdog looks without. */
  private volatile @Nullable String failing;

  StatusEvaluator(Court court) {
    this.court = court;
    this.policy = court.context().settings().statusPolicy();
  }

  private ManagerContext context() {
    return court.context();
  }

  /** There is something new to judge. */
  @GuardedBy("court")
  void changed() {
    open = true;
  }

  /** Another policy judges from now on, knowing nothing of what the old one found. */
  void replace(StatusPolicy other) {
    synchronized (court) {
      policy = other;
      previous = Optional.empty();
      running = NONE;
      stuck = NONE;
      failing = null;
      open = true;
    }
  }

  /** The service is forgotten: whatever is still heard of it is nobody's. */
  void end() {
    synchronized (court) {
      running = NONE;
      stuck = NONE;
      failing = null;
      open = false;
    }
  }

  StatusPolicy policy() {
    synchronized (court) {
      return policy;
    }
  }

  /** What the policy found last. */
  Optional<Verdict> previous() {
    synchronized (court) {
      return previous;
    }
  }

  /**
   * Judges on this thread, unless policies have one of their own; without the lock.
   *
   * @param begun null if there is nothing to judge, or somebody else is at it
   */
  void hearHere(@Nullable Evaluation begun) {
    if (begun != null && context().policyExecutor() == null) {
      hearAll(begun);
    } else {
      hearElsewhere(begun);
    }
  }

  /** Judges on another thread; to be called without the lock. */
  void hearElsewhere(@Nullable Evaluation begun) {
    if (begun != null) {
      try {
        context().forPolicies().execute(() -> hearAll(begun));
      } catch (Throwable e) { // refused, or no thread could be started: no judgement may hang on it
        giveUp(begun, e);
      }
    }
  }

  /** The same for the pulse, which may find many services with something to judge at a time. */
  void hearInTurn(@Nullable Evaluation begun) {
    if (begun != null) {
      context().judgements().execute(() -> hearAll(begun), refusal -> giveUp(begun, refusal));
    }
  }

  private void giveUp(Evaluation begun, Throwable refusal) {
    conclude(begun, StatusPolicyOutcome.failed(PolicyFailure.REJECTED, UserCode.describe(refusal)));
    court.deliver();
  }

  private void hearAll(Evaluation first) {
    Evaluation next = first;
    for (int round = 1; next != null; round++) {
      boolean more = conclude(next, StatusPolicyOutcome.of(next.policy, next.view));
      court.deliver();
      next = more ? beginNext() : null;
      if (next != null && round >= ROUNDS) {
        hearElsewhere(next);
        return;
      }
    }
  }

  private @Nullable Evaluation beginNext() {
    synchronized (court) {
      return begin(context().now());
    }
  }

  /** Begins to judge what is new, which is to be heard once the lock was left. */
  @GuardedBy("court")
  @Nullable Evaluation begin(long now) {
    if (running != NONE || !open) {
      return null;
    }
    open = false;
    if (stuck != NONE) {
      fallBack();
      return null;
    }
    ClusterSnapshot snapshot = court.snapshot();
    Evaluation next = new Evaluation(++lastNumber, policy, snapshot, snapshot.after(previous));
    runningSince = now;
    running = next.number;
    return next;
  }

  /** Returns whether there is more to judge by now; nobody else has begun with that. */
  private boolean conclude(Evaluation hearing, StatusPolicyOutcome outcome) {
    synchronized (court) {
      if (hearing.number == stuck) {
        stuck = NONE; // it is back: its answer is too old, the next one may be in time
        open = true;
      } else if (hearing.number == running) {
        running = NONE;
        take(hearing, outcome);
      }
      return open;
    }
  }

  @GuardedBy("court")
  private void take(Evaluation hearing, StatusPolicyOutcome outcome) {
    Verdict verdict = outcome.verdict();
    if (verdict == null) {
      fail(outcome.failure(), outcome.detail());
      return;
    }
    if (failing != null) {
      failing = null;
      ServiceId service = hearing.snapshot.service();
      context().events().tell(at -> new ClusterEvent.PolicyRecovered(at, service));
    }
    if (previous.isEmpty() || !previous.get().equals(verdict)) {
      previous = Optional.of(verdict);
    }
    court.found(verdict, hearing.snapshot, Optional.empty());
  }

  @GuardedBy("court")
  private void fail(PolicyFailure kind, String detail) {
    context().counters().policyFailures.increment();
    if (failing == null) {
      ServiceId service = court.snapshot().service();
      context().events().warn(at -> new ClusterEvent.PolicyFailed(at, service, kind, detail));
    }
    failing = StatusFallback.describe(kind, detail);
    fallBack();
  }

  @GuardedBy("court")
  private void fallBack() {
    String why = String.valueOf(failing);
    ClusterSnapshot snapshot = court.snapshot();
    court.found(StatusFallback.judge(snapshot.tally(), why), snapshot, Optional.of(why));
  }

  /** True if the watchdog should call {@link #watch}: a judgement is late, or has failed. */
  boolean needsWatching(long now) {
    return failing != null || isLate(now);
  }

  /**
   * Gives up a judgement that is late, or lets one that failed be tried again: to be heard, if it
   * is not null.
   */
  @Nullable Evaluation watch(long now) {
    synchronized (court) {
      if (isLate(now)) {
        stuck = running;
        running = NONE;
        open = false;
        fail(PolicyFailure.TIMED_OUT, "not back after " + Duration.ofNanos(now - runningSince));
      } else if (running == NONE && stuck == NONE && failing != null) {
        open = true;
      }
      return begin(now);
    }
  }

  private boolean isLate(long now) {
    return running != NONE && now - runningSince > context().settings().policyDeadline().toNanos();
  }
}
