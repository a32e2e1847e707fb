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

/** Finds two views for which the reasons differ, though nothing does that a reason should tell. */
final class StandingReasons {
  private final Function<ClusterView, Object> mayTell;
  private final Map<Standing, Found> reasons = new HashMap<>();
  private int compared;
  private @Nullable String broken;

  /** All that a reason may depend on. */
  private record Standing(ServiceState state, Set<Registration> members, Object told) {}

  private record Found(ClusterView view, Verdict verdict) {
    @Override
    public String toString() {
      return "\"" + verdict.reason() + "\" at " + Shown.view(view);
    }
  }

  StandingReasons(Function<ClusterView, Object> mayTell) {
    this.mayTell = mayTell;
  }

  void add(ClusterView view, Verdict verdict) {
    Set<Registration> members =
        view.members().stream().map(Member::registration).collect(toUnmodifiableSet());
    Standing standing = new Standing(verdict.state(), members, mayTell.apply(view));
    Found stood = reasons.putIfAbsent(standing, new Found(view, verdict));
    if (stood != null) {
      compare(stood, new Found(view, verdict));
    }
  }

  private void compare(Found stood, Found now) {
    compared++;
    if (broken == null && !stood.verdict().reason().equals(now.verdict().reason())) {
      broken =
          "a reason stands while neither state nor membership changes, but "
              + stood.verdict().state().token()
              + " is for the reason "
              + stood
              + ", and "
              + now;
    }
  }

  /** How the rule was broken first; empty if it was not. */
  Optional<String> broken() {
    return Optional.ofNullable(broken);
  }

  /** How many pairs were compared: with none, nothing is shown. */
  int compared() {
    return compared;
  }
}
