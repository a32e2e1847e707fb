package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.Verdict;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Several threads change a cluster, while a policy that fails now and then evaluates on them or on
 * an executor that refuses now and then: one evaluation at a time, no verdict about an older
 * snapshot follows one about a newer, and the newest snapshot is evaluated in the end.
 *
 * <p>Catches: a thread that does not look for a newer snapshot after it has evaluated.
 */
public class StatusEvaluatorLincheckTest {
  private final StepExecutor executor = new StepExecutor();
  private final AtomicInteger evaluating = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger joined = new AtomicInteger();
  private volatile int evaluated;
  private volatile String violation = "";
  private final ServiceCluster cluster;

  /** Lincheck makes a new one for each run. */
  public StatusEvaluatorLincheckTest() {
    StepTimers timers = new StepTimers();
    cluster =
        new ServiceCluster(Rig.SERVICE, timers.context(executor), new MemberIndex(), 0, () -> 0);
    cluster.setStatusPolicy(this::evaluate);
  }

  private Verdict evaluate(ClusterView view) {
    if (evaluating.incrementAndGet() != 1) {
      violation = "two evaluations at a time";
    }
    int members = view.tally().members();
    if (members < evaluated) {
      violation = members + " evaluated after " + evaluated;
    }
    evaluated = members;
    boolean fails = failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    evaluating.decrementAndGet();
    if (fails) {
      throw new IllegalStateException("thrown by the test");
    }
    return Verdict.of(ServiceState.NORMAL, "of " + members);
  }

  /** Evaluates on this thread, as long as other threads bring changes. */
  @Operation
  public void join() {
    int number = joined.incrementAndGet();
    cluster.join(Rig.registration(number).build(), Optional.empty());
  }

  /** Evaluates on the executor. */
  @Operation
  public void sweep() {
    cluster.sweep(0, true);
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

  @Validate
  public void newest_snapshot_is_evaluated() {
    executor.runAll();
    ServiceStatus status = cluster.status().orElseThrow();
    int counted = status.tally().count(ElementState.UNREACHABLE);
    if (!violation.isEmpty() || counted != joined.get()) {
      throw new AssertionError(violation + ": " + status + " of " + joined);
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
        .invocationsPerIteration(200)
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(0)
        .actorsAfter(0)
        .check(StatusEvaluatorLincheckTest.class);
  }
}
