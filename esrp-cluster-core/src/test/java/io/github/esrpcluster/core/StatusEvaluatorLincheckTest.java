package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterEvent.PolicyFailure;
import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.api.internal.CountedTally;
import io.github.esrpcluster.core.StatusEvaluator.Evaluation;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Several threads change a cluster, while a policy that fails now and then evaluates on them or on
 * an executor that refuses now and then: one evaluation at a time, no verdict about an older
 * snapshot follows one about a newer, and the newest snapshot is evaluated in the end.
 *
 * <p>Catches: a thread that does not look for a newer snapshot after it has evaluated.
 */
public class StatusEvaluatorLincheckTest {
  private static final int MAX_ROUNDS = 8;

  private final StepExecutor executor = new StepExecutor();
  private final ManagerContext context = new StepTimers().context(executor);
  private final Object lock = new Object();
  private final AtomicInteger evaluating = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private final StatusHolder status =
      new StatusHolder(context, numbered(0), new NextDeadline(0), 0, published -> {});
  private final StatusEvaluator evaluator = new StatusEvaluator(context, status);
  private int newest;
  private ClusterSnapshot snapshot = numbered(0);
  private volatile int evaluated;
  private volatile String violation = "";

  /** Lincheck makes a new one for each run. */
  public StatusEvaluatorLincheckTest() {
    evaluator.replacePolicy(this::evaluate);
  }

  /** The number is that of the members, where a policy can read it. */
  private static ClusterSnapshot numbered(int number) {
    CountedTally tally = CountedTally.empty();
    for (int member = 0; member < number; member++) {
      tally = tally.plus(ElementState.NORMAL, 1);
    }
    return new ClusterSnapshot(
        Rig.SERVICE,
        ClusterSnapshotMembers.empty(),
        tally,
        ClusterSnapshotSites.none(),
        SecurityPosture.GREEN);
  }

  private Verdict evaluate(ClusterView view) {
    if (evaluating.incrementAndGet() != 1) {
      violation = "two evaluations at a time";
    }
    int number = view.tally().members();
    if (number < evaluated) {
      violation = number + " evaluated after " + evaluated;
    }
    evaluated = number;
    boolean fails = failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    evaluating.decrementAndGet();
    if (fails) {
      throw new IllegalStateException();
    }
    return Verdict.of(ServiceState.NORMAL, String.valueOf(number));
  }

  private @Nullable Evaluation change() {
    synchronized (lock) {
      snapshot = numbered(++newest);
      return begin();
    }
  }

  private @Nullable Evaluation begin() {
    Evaluation begun = evaluator.begin(snapshot, 0);
    if (begun != null) {
      begun.taken = true;
    }
    return begun;
  }

  /** As {@code ServiceCluster.finish}. */
  private void finish(@Nullable Evaluation begun) {
    Evaluation next = begun;
    for (int round = 0; next != null && round < MAX_ROUNDS; round++) {
      StatusEvaluator.Outcome outcome = next.callPolicy();
      synchronized (lock) {
        evaluator.complete(next, outcome, snapshot);
        next = begin();
      }
    }
    finishOnExecutor(next);
  }

  /** As {@code ServiceCluster.finishOn}. */
  private void finishOnExecutor(@Nullable Evaluation begun) {
    if (begun == null) {
      return;
    }
    try {
      executor.execute(() -> finish(begun));
    } catch (RejectedExecutionException e) {
      synchronized (lock) {
        evaluator.complete(begun, new StatusEvaluator.Failed(PolicyFailure.REJECTED, ""), snapshot);
      }
    }
  }

  @Operation
  public void changeAndEvaluateHere() {
    finish(change());
  }

  @Operation
  public void changeAndEvaluateOnExecutor() {
    finishOnExecutor(change());
  }

  @Operation
  public void run() {
    executor.step();
  }

  @Operation
  public void failNext() {
    failures.incrementAndGet();
  }

  @Operation
  public void refuseThread() {
    executor.refuseNext();
  }

  /** As the sweep does: a policy that failed is called once more. */
  @Operation
  public void watch() {
    Evaluation begun = null;
    if (evaluator.needsWatching(0)) {
      synchronized (lock) {
        evaluator.watch(snapshot, 0);
        begun = begin();
      }
    }
    finishOnExecutor(begun);
  }

  @Validate
  public void newest_snapshot_is_evaluated() {
    executor.runAll();
    int counted = status.current().map(shown -> shown.tally().members()).orElse(0);
    boolean published = newest == 0 || status.hasPublished(snapshot);
    if (!violation.isEmpty() || !published) {
      throw new AssertionError(violation + ": " + counted + " published of " + newest);
    }
  }

  @Test
  void evaluator_evaluates_the_newest_snapshot_under_stress() {
    new StressOptions()
        .iterations(5)
        .invocationsPerIteration(200)
        .threads(3)
        .actorsPerThread(3)
        .actorsBefore(0)
        .actorsAfter(0)
        .check(StatusEvaluatorLincheckTest.class);
  }

  @Test
  void evaluator_sees_the_newest_snapshot_in_chosen_interleavings() {
    new ModelCheckingOptions()
        .iterations(10)
        .invocationsPerIteration(150)
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(0)
        .actorsAfter(0)
        .check(StatusEvaluatorLincheckTest.class);
  }
}
