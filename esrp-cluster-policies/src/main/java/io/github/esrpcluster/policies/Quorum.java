package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;
import java.util.Objects;

/** Requires that more than half of the members, a number, or a share of a declared size is up. */
final class Quorum implements ProportionalPolicy {
  static final Quorum MAJORITY = new Quorum(new QuorumSize.Majority());

  private final QuorumSize size;
  private final Counting counting;
  private final VerdictCache verdicts;

  Quorum(QuorumSize size) {
    this(size, Counting.STANDARD);
  }

  private Quorum(QuorumSize size, Counting counting) {
    this.size = size;
    this.counting = counting;
    this.verdicts = new VerdictCache(size::of);
  }

  @Override
  public Quorum countingDisrupted(DisruptionWeight weight) {
    return new Quorum(size, counting.with(weight));
  }

  // A number of nodes is offered as a CountingPolicy, which does not have this option.
  @Override
  public Quorum excludingPlannedOutages() {
    if (!size.hasDenominator()) {
      throw new IllegalStateException(
          this + " cannot exclude planned outages: a number of nodes is not a part of all nodes");
    }
    return new Quorum(size, counting.withoutPlannedOutages());
  }

  @Override
  public Verdict evaluate(ClusterView view) {
    Tally tally = view.tally();
    boolean enough = counting.nodesUp(tally) >= size.needed(view, counting);
    return counting.verdict(
        tally, enough, size.toComeUp(tally, counting), size.whole(tally, counting), verdicts);
  }

  QuorumSize size() {
    return size;
  }

  Counting counting() {
    return counting;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Quorum that && size.equals(that.size) && counting.equals(that.counting);
  }

  @Override
  public int hashCode() {
    return Objects.hash(size, counting);
  }

  @Override
  public String toString() {
    return "quorum(" + size + counting + ")";
  }
}
