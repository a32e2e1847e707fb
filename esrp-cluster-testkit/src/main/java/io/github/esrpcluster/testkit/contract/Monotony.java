package io.github.esrpcluster.testkit.contract;

import static org.assertj.core.api.Assertions.fail;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.testkit.contract.SmallClusters.Improvement;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** AccessCounter for a member that improves, and a service that worsens by it. */
final class Monotony {
  private final SmallClusters clusters;
  private final BiFunction<ElementState, ElementState, Optional<String>> mayWorsen;
  private int excused;
  private @Nullable String firstExcused;

  Monotony(
      SmallClusters clusters, BiFunction<ElementState, ElementState, Optional<String>> mayWorsen) {
    this.clusters = clusters;
    this.mayWorsen = mayWorsen;
  }

  void check(PolicyEvaluator judge) {
    for (Optional<Verdict> previous : PolicyEvaluator.PREVIOUS) {
      List<Verdict> verdicts = judge.judgeAll(clusters.views(), previous);
      clusters.forEachImprovement(step -> check(step, verdicts));
    }
    if (firstExcused != null) {
      Relaxed.report(firstExcused + "; " + excused + " such steps");
    }
  }

  private void check(Improvement step, List<Verdict> verdicts) {
    Verdict before = verdicts.get(step.before());
    Verdict after = verdicts.get(step.after());
    if (before.state().betterThan(after.state())) {
      Optional<String> because = mayWorsen.apply(step.from(), step.to());
      if (because.isEmpty()) {
        fail("a member that improves never worsens the service, but %s", told(step, before, after));
      }
      excused++;
      if (firstExcused == null) {
        firstExcused = because.get() + ": " + told(step, before, after);
      }
    }
  }

  private String told(Improvement step, Verdict before, Verdict after) {
    return Shown.text(
        "%s became %s when a member went from %s to %s at %s",
        before,
        after,
        step.from().token(),
        step.to().token(),
        Shown.view(clusters.views().get(step.before())));
  }
}
