package io.github.esrpcluster.testkit.contract;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.Verdict;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds two views with different reasons that do not differ in what a reason may depend on. */
final class ReasonStabilityCheck {
  private final Function<ClusterView, Object> mayDependOn;
  private final Map<ReasonInputs, EvaluatedView> evaluated = new HashMap<>();
  private int compared;
  private @Nullable String violation;

  /** All that a reason may depend on. */
  private record ReasonInputs(ServiceState state, Set<Registration> members, Object other) {}

  private record EvaluatedView(ClusterView view, Verdict verdict) {
    @Override
    public String toString() {
      return "\"" + verdict.reason() + "\" at " + ViewText.view(view);
    }
  }

  ReasonStabilityCheck(Function<ClusterView, Object> mayDependOn) {
    this.mayDependOn = mayDependOn;
  }

  void add(ClusterView view, Verdict verdict) {
    Set<Registration> members =
        view.members().stream().map(Member::registration).collect(toUnmodifiableSet());
    ReasonInputs inputs = new ReasonInputs(verdict.state(), members, mayDependOn.apply(view));
    EvaluatedView first = evaluated.putIfAbsent(inputs, new EvaluatedView(view, verdict));
    if (first != null) {
      compare(first, new EvaluatedView(view, verdict));
    }
  }

  private void compare(EvaluatedView first, EvaluatedView second) {
    compared++;
    if (violation == null && !first.verdict().reason().equals(second.verdict().reason())) {
      violation =
          "a reason stays while state and membership stay, but "
              + first.verdict().state().token()
              + " has the reason "
              + first
              + ", and "
              + second;
    }
  }

  /** Returns the first violation; empty if there is none. */
  Optional<String> violation() {
    return Optional.ofNullable(violation);
  }

  /** Returns the number of pairs compared; with 0 the check proves nothing. */
  int compared() {
    return compared;
  }
}
