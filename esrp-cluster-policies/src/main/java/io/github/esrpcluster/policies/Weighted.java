package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;
import java.util.Objects;

/** Requires that a share of the weight of all members is up. */
final class Weighted implements ProportionalPolicy {
  private final Thresholds<Share> shares;
  private final Counting counting;
  private final VerdictCache verdicts =
      new VerdictCache(weight -> " of " + weight + " units of weight");

  Weighted(Thresholds<Share> shares) {
    this(shares, Counting.STANDARD);
  }

  private Weighted(Thresholds<Share> shares, Counting counting) {
    this.shares = shares;
    this.counting = counting;
  }

  @Override
  public Weighted countingDisrupted(DisruptionWeight weight) {
    return new Weighted(shares, counting.with(weight));
  }

  @Override
  public Weighted excludingPlannedOutages() {
    return new Weighted(shares, counting.withoutPlannedOutages());
  }

  @Override
  public Verdict evaluate(ClusterView view) {
    Tally tally = view.tally();
    long weight = counting.weight(tally);
    boolean enough = counting.weightUp(tally) >= shares.after(view).of(2 * weight);
    return counting.verdict(tally, enough, shares.up().of(2 * weight), weight, verdicts);
  }

  Thresholds<Share> shares() {
    return shares;
  }

  Counting counting() {
    return counting;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Weighted that
        && shares.equals(that.shares)
        && counting.equals(that.counting);
  }

  @Override
  public int hashCode() {
    return Objects.hash(shares, counting);
  }

  @Override
  public String toString() {
    return "weighted(" + shares + counting + ")";
  }
}
