package io.github.esrpcluster.testkit.contract;

import static org.assertj.core.api.Assertions.fail;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Evaluates views with a policy; fails with the view if there is no verdict. */
record PolicyEvaluator(StatusPolicy policy) {
  /** Every previous verdict that a view may have: none, or any state that a service may publish. */
  static final List<Optional<Verdict>> PREVIOUS =
      Stream.concat(
              Stream.of(Optional.<Verdict>empty()),
              Arrays.stream(ServiceState.values())
                  .filter(ServiceState::publishable)
                  .map(state -> Optional.of(Verdict.of(state, ""))))
          .toList();

  Verdict evaluate(ClusterView view) {
    Verdict verdict;
    try {
      verdict = policy.evaluate(view);
    } catch (RuntimeException | Error e) {
      return fail("a policy never throws, but this threw " + e + " at " + ViewText.view(view), e);
    }
    if (verdict == null) {
      return fail("a policy never returns null, but this did at " + ViewText.view(view));
    }
    return verdict;
  }

  Verdict evaluate(ClusterView view, Optional<Verdict> previous) {
    return evaluate(new ViewWithPrevious(view, previous));
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
