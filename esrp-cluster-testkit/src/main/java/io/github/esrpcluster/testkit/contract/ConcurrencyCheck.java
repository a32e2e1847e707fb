package io.github.esrpcluster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.Verdict;
import java.util.List;

/**
 * Checks that two threads may evaluate two views with one policy at the same time.
 *
 * <p>First each evaluation is stopped at each of its accesses while the other one runs, so that the
 * same places are tried in every run. Then two threads evaluate without control, for fields that
 * are written and read between two accesses.
 */
final class ConcurrencyCheck {
  private static final String RULE = "two threads may evaluate two services at the same time";
  private static final int MAX_ACCESSES = 24;
  private static final int EVALUATIONS = 20_000;

  private final PolicyEvaluator evaluator;
  private final List<ClusterView> views;
  private final List<Verdict> alone;

  ConcurrencyCheck(PolicyEvaluator evaluator, List<ClusterView> views) {
    this.evaluator = evaluator;
    this.views = views;
    this.alone = views.stream().map(evaluator::evaluate).toList();
  }

  void check() throws InterruptedException {
    for (int outer = 0; outer < views.size(); outer++) {
      for (int inner = 0; inner < views.size(); inner++) {
        boolean differ = !alone.get(outer).equals(alone.get(inner));
        if (differ && !interleaveAtEachAccess(outer, inner)) {
          return; // the policy lets one thread in at a time, so evaluations cannot interfere
        }
      }
    }
    evaluateOnTwoThreads();
  }

  private boolean interleaveAtEachAccess(int outer, int inner) throws InterruptedException {
    AccessCounter accesses = new AccessCounter();
    evaluator.evaluate(accesses.wrapAll(views.get(outer)));
    for (int access = 1; access <= Math.min(accesses.count(), MAX_ACCESSES); access++) {
      if (!interleave(outer, access, inner)) {
        return false;
      }
    }
    return true;
  }

  private boolean interleave(int outer, int access, int inner) throws InterruptedException {
    Interleaving<Verdict> interleaving =
        new Interleaving<>(() -> evaluator.evaluate(views.get(inner)));
    ClusterView stopped = new AccessCounter(interleaving::onAccess).wrapAll(views.get(outer));
    interleaving.runAtAccess(access);
    evaluator.requireSame(alone.get(outer), stopped, RULE);
    assertThat(interleaving.innerResult())
        .as("%s; at %s", RULE, ViewText.view(views.get(inner)))
        .isEqualTo(alone.get(inner));
    return !interleaving.isSerialized();
  }

  private void evaluateOnTwoThreads() throws InterruptedException {
    TwoThreads.run(
        (thread, both) -> {
          both.meet(1);
          for (int i = thread; i < EVALUATIONS && both.bothRun(); i++) {
            int number = i % views.size();
            evaluator.requireSame(alone.get(number), views.get(number), RULE);
          }
        });
  }
}
