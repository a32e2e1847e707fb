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

/** Puts views to a policy, and says which view it was if no verdict comes of it. */
record PolicyEvaluator(StatusPolicy policy) {
  /** What a policy may have found before: nothing, or any state that it can have said. */
  static final List<Optional<Verdict>> PREVIOUS =
      Stream.concat(
              Stream.of(Optional.<Verdict>empty()),
              Arrays.stream(ServiceState.values())
                  .filter(ServiceState::publishable)
                  .map(state -> Optional.of(Verdict.of(state, ""))))
          .toList();

  Verdict judge(ClusterView view) {
    Verdict verdict;
    try {
      verdict = policy.evaluate(view);
    } catch (RuntimeException | Error e) {
      return fail("a policy never throws, but this threw " + e + " at " + Shown.view(view), e);
    }
    if (verdict == null) {
      return fail("a policy never returns null, but this did at " + Shown.view(view));
    }
    return verdict;
  }

  Verdict judge(ClusterView view, Optional<Verdict> previous) {
    return judge(new AfterVerdict(view, previous));
  }

  List<Verdict> judgeAll(List<ClusterView> views, Optional<Verdict> previous) {
    return views.stream().map(view -> judge(view, previous)).toList();
  }

  /** Fails unless the view is judged as it was before, for the reason that the rule gives. */
  void requireSame(Verdict before, ClusterView view, String rule) {
    Verdict now = judge(view);
    if (!now.equals(before)) {
      fail("%s, but %s became %s at %s", rule, before, now, Shown.view(view));
    }
  }
}
