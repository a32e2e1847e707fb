package io.github.esrpcluster.policies;

import static java.util.stream.Collectors.joining;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Verdict;
import java.util.List;

/** Gives the best verdict of its parts. */
record BestOf(List<StatusPolicy> parts) implements StatusPolicy {
  @Override
  public Verdict evaluate(ClusterView view) {
    Verdict best = parts.get(0).evaluate(view);
    for (StatusPolicy part : parts.subList(1, parts.size())) {
      Verdict found = part.evaluate(view);
      best = found.state().betterThan(best.state()) ? found : best;
    }
    return best;
  }

  @Override
  public String toString() {
    return parts.stream().map(Object::toString).collect(joining(", ", "best-of(", ")"));
  }
}
