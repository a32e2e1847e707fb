package io.github.esrpcluster.testkit.contract;

import static org.assertj.core.api.Assertions.fail;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.testkit.contract.SmallClusters.Improvement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Checks that no service worsens when a member improves. */
final class MonotonicityCheck {
  private final SmallClusters clusters;
  private final BiFunction<ElementState, ElementState, Optional<String>> mayWorsen;
  private int excused;
  private @Nullable String firstExcused;

  MonotonicityCheck(
      SmallClusters clusters, BiFunction<ElementState, ElementState, Optional<String>> mayWorsen) {
    this.clusters = clusters;
    this.mayWorsen = mayWorsen;
  }

  void check(PolicyEvaluator evaluator, List<Optional<Verdict>> previous) {
    Set<List<Verdict>> checked = new HashSet<>(); // a policy may ignore the previous verdict
    for (Optional<Verdict> each : previous) {
      List<Verdict> verdicts = evaluator.evaluateAll(clusters.views(), each);
      if (!checked.add(verdicts)) {
        continue;
      }
      clusters.forEachImprovement(step -> check(step, verdicts));
    }
    if (firstExcused != null) {
      RelaxedProperty.report(firstExcused + "; " + excused + " such steps");
    }
  }

  private void check(Improvement step, List<Verdict> verdicts) {
    Verdict before = verdicts.get(step.before());
    Verdict after = verdicts.get(step.after());
    if (before.state().betterThan(after.state())) {
      Optional<String> because = mayWorsen.apply(step.from(), step.to());
      if (because.isEmpty()) {
        fail(
            "a member that improves never worsens the service, but %s",
            describe(step, before, after));
      }
      excused++;
      if (firstExcused == null) {
        firstExcused = because.get() + ": " + describe(step, before, after);
      }
    }
  }

  private String describe(Improvement step, Verdict before, Verdict after) {
    return ViewText.format(
        "%s became %s when a member went from %s to %s at %s",
        before,
        after,
        step.from().token(),
        step.to().token(),
        ViewText.view(clusters.views().get(step.before())));
  }
}
