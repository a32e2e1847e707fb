package io.github.esrpcluster.balancing;

import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.RoutingRequest;
import java.util.Objects;

/**
 * Creates load-balancing policies. Each policy is a pure function of the candidates and the
 * request, immutable and thread-safe, so several services may use one policy. The text of {@code
 * toString} has its name.
 *
 * <p>A pick reads each member at most once. Only the first pick among new candidates reads every
 * member once more for each of {@link #preferenceTiers} and {@link #leastLoaded} that the policy
 * contains; {@link Candidates#lowest} keeps the result for the next picks.
 */
public final class LoadBalancingPolicies {
  private LoadBalancingPolicies() {}

  /** Returns the policy that picks each candidate in turn and ignores weights. */
  public static LoadBalancingPolicy roundRobin() {
    return LoadBalancingPolicy.roundRobin();
  }

  /**
   * Returns the policy that distributes calls in proportion to {@link Member#weight()}. Of {@link
   * Candidates#totalWeight()} consecutive picks among the same candidates, each candidate gets
   * exactly its weight, spread over the cycle. If a member is lost, its share goes to the others in
   * proportion to their weights.
   */
  public static LoadBalancingPolicy weighted() {
    return WeightedShares.POLICY;
  }

  /**
   * Returns the policy that picks the candidate with the lowest reported {@link Member#load()};
   * candidates of equal load are picked in turn. A member that reports no load counts as full
   * (1.0), so it gets calls only if no other member is less loaded. If no member reports a load,
   * all are picked in turn.
   *
   * <p>Between two reports all calls go to the member with the lowest load in the first report. So
   * nodes should report their load often, and rounded, so that several nodes have an equal load.
   */
  public static LoadBalancingPolicy leastLoaded() {
    return LeastLoaded.POLICY;
  }

  /**
   * Returns the policy that sends all calls to the tier of the highest {@link Member#preference()}
   * (i3 {@code dequeuePreference}: 5 is the most preferred); within the tier the given policy
   * picks. The next tier takes calls when no member of that tier is a candidate.
   *
   * @param withinTier picks among the candidates of one tier
   */
  public static LoadBalancingPolicy preferenceTiers(LoadBalancingPolicy withinTier) {
    return new PreferenceTiers(Objects.requireNonNull(withinTier, "withinTier"), Room.ANY_LOAD);
  }

  /**
   * Returns the policy of {@link #preferenceTiers(LoadBalancingPolicy)} with spill-over: the next
   * tier also takes calls when every member of the tiers before has a load of {@code
   * spillOverAtLoad} or more. A member that reports no load counts as below that load, so it does
   * not cause spill-over. If every member has that load or more, the most preferred tier takes the
   * calls.
   *
   * @param withinTier picks among the candidates of one tier
   * @param spillOverAtLoad in the unit of {@link Member#load()}, above 0 and finite
   * @throws IllegalArgumentException if it is NaN, zero or negative, or infinite
   */
  public static LoadBalancingPolicy preferenceTiers(
      LoadBalancingPolicy withinTier, double spillOverAtLoad) {
    Objects.requireNonNull(withinTier, "withinTier");
    if (!(spillOverAtLoad > 0 && spillOverAtLoad < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "spillOverAtLoad " + spillOverAtLoad + " is not a finite number above 0");
    }
    return new PreferenceTiers(withinTier, new Room(spillOverAtLoad));
  }

  /**
   * Returns the policy that sends all calls of one {@linkplain RoutingRequest#key() key} to one
   * node, and distributes keys over the nodes in proportion to their weights. When a node is lost,
   * only its own keys move; when a node joins, keys move only to it. For calls without a key,
   * {@link #weighted} picks.
   *
   * <p>The node of a key depends only on the key and on the names and weights of the candidates: it
   * is the same in every Java runtime and in every manager. Weighted rendezvous hashing finds it in
   * one pass over the candidates.
   */
  public static LoadBalancingPolicy sticky() {
    return sticky(weighted());
  }

  /**
   * Returns the policy of {@link #sticky()} with another policy for calls without a key.
   *
   * @param forCallsWithoutKey picks the node for a call without a key
   */
  public static LoadBalancingPolicy sticky(LoadBalancingPolicy forCallsWithoutKey) {
    return new Sticky(Objects.requireNonNull(forCallsWithoutKey, "forCallsWithoutKey"));
  }
}
