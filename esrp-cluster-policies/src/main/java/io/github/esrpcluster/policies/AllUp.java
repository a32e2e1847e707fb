package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;
import java.util.Objects;

/**
 * Every member must be up: for clusters that are sized without reserve, or where upstream shall
 * hear of the first loss.
 *
 * <p>A member that is not heard is still a member, until it is released or forgotten. By default a
 * disrupted member does not count, and one that is out by plan (maintenance, going down) is a
 * member like any other.
 *
 * <p>JSON form: <code>{"type":"all-up"}</code>, with the options {@code "disruption"} ({@code
 * "full"}, {@code "half"}, {@code "none"}) and {@code "plannedOutLeave"} ({@code true}).
 */
public final class AllUp implements StatusPolicy {
  private static final AllUp POLICY = new AllUp(Counting.STANDARD);

  private final Counting counting;
  private final Wording words = new Wording(nodes -> " of " + nodes + " nodes");

  AllUp(Counting counting) {
    this.counting = counting;
  }

  /** The policy, with the default options. */
  public static AllUp policy() {
    return POLICY;
  }

  /**
   * The same policy with disrupted members counting as told. Half of all is not all: {@link
   * DisruptionWeight#HALF} judges as {@link DisruptionWeight#NONE} does.
   */
  public AllUp countingDisrupted(DisruptionWeight weight) {
    return new AllUp(counting.with(Objects.requireNonNull(weight, "weight")));
  }

  /**
   * The same policy asked of those only who are not out by plan. See {@link
   * Quorum#excludingPlannedOutages()} for what that means.
   */
  public AllUp excludingPlannedOutages() {
    return new AllUp(counting.withPlannedOutLeaving());
  }

  @Override
  public Verdict evaluate(ClusterView view) {
    Tally tally = view.tally();
    int nodes = counting.nodes(tally);
    boolean enough = counting.nodesUp(tally) >= 2L * nodes;
    return counting.verdict(tally, enough, 2L * nodes, nodes, words);
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
