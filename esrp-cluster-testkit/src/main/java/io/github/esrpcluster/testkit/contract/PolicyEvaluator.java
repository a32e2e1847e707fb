package io.github.esrpcluster.testkit.contract;

import static org.assertj.core.api.Assertions.fail;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Verdict;
import java.util.List;
import java.util.Optional;

/** Evaluates views with a policy; fails with the view if there is no verdict. */
record PolicyEvaluator(StatusPolicy policy, TimeBudget budget) {
  Verdict evaluate(ClusterView view) {
    Long start = budget.start();
    Verdict verdict;
    try {
      verdict = policy.evaluate(view);
    } catch (RuntimeException | Error e) {
      return fail("a policy never throws, but this threw " + e + " at " + ViewText.view(view), e);
    }
    budget.end(start);
    if (verdict == null) {
      return fail("a policy never returns null, but this did at " + ViewText.view(view));
    }
    return verdict;
  }

  Verdict evaluate(ClusterView view, Optional<Verdict> previous) {
    return evaluate(previous.isEmpty() ? view : new ViewWithPrevious(view, previous));
  }

  List<Verdict> evaluateAll(List<ClusterView> views, Optional<Verdict> previous) {
    return views.stream().map(view -> evaluate(view, previous)).toList();
  }

  /** Fails with the rule unless the view gets the same verdict as before. */
  void requireSame(Verdict before, ClusterView view, String rule) {
    Verdict now = evaluate(view);
    if (!now.equals(before)) {
      fail("%s, but %s became %s at %s", rule, before, now, ViewText.view(view));
    }
  }
}
