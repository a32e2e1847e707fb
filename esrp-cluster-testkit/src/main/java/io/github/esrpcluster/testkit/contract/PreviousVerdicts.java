package io.github.esrpcluster.testkit.contract;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the previous verdicts that the views of a policy may have: none, or a verdict of this
 * policy itself. A policy may therefore rely on the states and reasons that it returns.
 */
final class PreviousVerdicts {
  /** A policy with many reasons has a bounded number of previous verdicts all the same. */
  private static final int PER_STATE = 2;

  /** The step of a sample of all views. Its verdicts depend on the previous one like all others. */
  static final int SAMPLE = 11;

  private final PolicyEvaluator evaluator;
  private final Map<ServiceState, Set<Verdict>> byState = new EnumMap<>(ServiceState.class);
  private final List<Optional<Verdict>> found = new ArrayList<>(List.of(Optional.empty()));

  private PreviousVerdicts(PolicyEvaluator evaluator) {
    this.evaluator = evaluator;
  }

  /** Returns {@code Optional.empty()}, then up to two verdicts of each state. */
  static List<Optional<Verdict>> of(PolicyEvaluator evaluator, List<ClusterView> views) {
    PreviousVerdicts verdicts = new PreviousVerdicts(evaluator);
    verdicts.addAll(views, 1, Optional.empty());
    for (int i = 1; i < verdicts.found.size(); i++) {
      verdicts.addAll(views, SAMPLE, verdicts.found.get(i));
    }
    return List.copyOf(verdicts.found);
  }

  private void addAll(List<ClusterView> views, int step, Optional<Verdict> previous) {
    for (int i = 0; i < views.size(); i += step) {
      add(evaluator.evaluate(views.get(i), previous));
    }
  }

  private void add(Verdict verdict) {
    Set<Verdict> known = byState.computeIfAbsent(verdict.state(), state -> new LinkedHashSet<>());
    if (known.size() < PER_STATE && known.add(verdict)) {
      found.add(Optional.of(verdict));
    }
  }
}
