package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Changes brought by any thread and judged there or elsewhere, by a policy that fails now and then:
 * one judgement at a time, each verdict is of the snapshot it is told with, no older one comes
 * after a newer one, and when all has come to rest the newest snapshot has been judged.
 *
 * <p>Catches: a thread that does not look again after it has judged.
 */
public class StatusEvaluatorLincheckTest {
  private final Steps steps = new Steps();
  private final AtomicInteger judging = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private int newest;
  private ClusterSnapshot snapshot = numbered(0);
  private int judged = -1;
  private volatile String wrong = "";
  private final ManagerContext context = new StepTimers().context(steps);
  private final Cluster cluster = new Cluster();
  private final StatusEvaluator judge = new StatusEvaluator(cluster);

  /** Lincheck makes a new one for each run. */
  public StatusEvaluatorLincheckTest() {
    judge.replace(this::evaluate);
  }

  /** The number is that of the members, where a policy can read it. */
  private static ClusterSnapshot numbered(int number) {
    Tally tally = Tally.empty();
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

  private static String number(ClusterView view) {
    return String.valueOf(view.tally().members());
  }

  private Verdict evaluate(ClusterView view) {
    if (judging.incrementAndGet() != 1) {
      wrong = "two judgements at a time";
    }
    boolean fails = failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    judging.decrementAndGet();
    if (fails) {
      throw new IllegalStateException("as told");
    }
    return Verdict.of(ServiceState.NORMAL, number(view));
  }

  private final class Cluster implements StatusEvaluator.Court {
    @Override
    public ManagerContext context() {
      return context;
    }

    @Override
    public ClusterSnapshot snapshot() {
      return snapshot;
    }

    @Override
    public void found(Verdict verdict, ClusterSnapshot of, Optional<String> fallback) {
      String number = number(of.after(Optional.empty()));
      int before = judged;
      judged = Integer.parseInt(number);
      if (judged < before || (fallback.isEmpty() && !verdict.reason().equals(number))) {
        wrong = judged + " after " + before + ": " + verdict;
      }
    }

    @Override
    public void deliver() {}
  }

  @SuppressWarnings("GuardedBy") // the judge's lock is this one
  private StatusEvaluator.Evaluation change() {
    synchronized (cluster) {
      snapshot = numbered(++newest);
      judge.changed();
      return judge.begin(context.now());
    }
  }

  @Operation
  public void changeAndJudgeHere() {
    judge.hearHere(change());
  }

  @Operation
  public void changeAndJudgeElsewhere() {
    judge.hearElsewhere(change());
  }

  @Operation
  public void run() {
    steps.step();
  }

  @Operation
  public void failNext() {
    failures.incrementAndGet();
  }

  @Operation
  public void refuseThread() {
    steps.refuseNext();
  }

  /** As the sweeper does: one that failed is tried again. */
  @Operation
  public void watch() {
    if (judge.needsWatching(0)) {
      judge.hearElsewhere(judge.watch(0));
    }
  }

  @Validate
  public void the_newest_snapshot_was_judged() {
    steps.runAll();
    if (!wrong.isEmpty() || (judged != newest && newest > 0)) {
      throw new AssertionError(wrong + ": " + judged + " of " + newest);
    }
  }

  @Test
  void under_stress() {
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
  void in_chosen_interleavings() {
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
