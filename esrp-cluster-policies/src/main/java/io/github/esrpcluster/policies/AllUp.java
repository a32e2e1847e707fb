package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;

/** Requires that every member is up. */
final class AllUp implements ProportionalPolicy {
  static final AllUp STANDARD = new AllUp(Counting.STANDARD);

  private final Counting counting;
  private final VerdictCache verdicts = new VerdictCache(nodes -> " of " + nodes + " nodes");

  private AllUp(Counting counting) {
    this.counting = counting;
  }

  @Override
  public AllUp countingDisrupted(DisruptionWeight weight) {
    return new AllUp(counting.with(weight));
  }

  @Override
  public AllUp excludingPlannedOutages() {
    return new AllUp(counting.withoutPlannedOutages());
  }

  @Override
  public Verdict evaluate(ClusterView view) {
    Tally tally = view.tally();
    int nodes = counting.nodes(tally);
    boolean enough = counting.nodesUp(tally) >= 2L * nodes;
    return counting.verdict(tally, enough, 2L * nodes, nodes, verdicts);
  }

  Counting counting() {
    return counting;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AllUp that && counting.equals(that.counting);
  }

  @Override
  public int hashCode() {
    return counting.hashCode();
  }

  @Override
  public String toString() {
    return "all-up" + counting;
  }
}
