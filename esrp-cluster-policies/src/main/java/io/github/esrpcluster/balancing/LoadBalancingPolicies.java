package io.github.esrpcluster.balancing;

import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.RoutingRequest;
import java.util.Objects;

/**
 * The ways to pick a node for a call. Each is an immutable value without any memory: it is a pure
 * function of the candidates and the request, may be shared by services and threads, and prints its
 * name.
 *
 * <p>No pick looks at a member twice, but that each layer of {@link #preferenceTiers} and {@link
 * #leastLoaded} looks at the members once more for the first pick among new candidates; {@link
 * Candidates#lowest} remembers what it found, and the next picks look at no more than they return.
 */
public final class Balancing {
  private Balancing() {}

  /** Every candidate in its turn, whatever its weight. */
  public static LoadBalancingPolicy roundRobin() {
    return RoundRobin.POLICY;
  }

  /**
   * Calls in proportion to {@link Member#weight()}. Of {@link Candidates#totalWeight()} consecutive
   * turns among the same candidates each gets exactly as many as it weighs, and these are spread
   * over the cycle rather than in a row. When a member is lost, its share goes to the others in
   * proportion to their weights.
   */
  public static LoadBalancingPolicy weighted() {
    return WeightedShares.POLICY;
  }

  /**
   * The candidate that last reported the lowest {@link Member#load()}; several of the same load
   * take turns. A member that reports no load counts as full (1.0): nobody sends it calls in the
   * mere hope that it is idle, and where no member reports a load, all take turns.
   *
   * <p>Between two reports the picture stands still, and all calls go to who was least loaded then;
   * so let nodes report their load often, and in steps coarse enough for ties.
   */
  public static LoadBalancingPolicy leastLoaded() {
    return LeastLoaded.POLICY;
  }

  /**
   * The tier of the highest {@link Member#preference()} takes all calls (i3 {@code
   * dequeuePreference}: 5 is the most preferred); within it the given policy picks. The next tier
   * takes over when nobody of it is a candidate any more.
   */
  public static LoadBalancingPolicy preferenceTiers(LoadBalancingPolicy withinTier) {
    return new PreferenceTiers(Objects.requireNonNull(withinTier, "withinTier"), Room.ANY_LOAD);
  }

  /**
   * The same, but calls also go on to the next tier when everybody in the tiers before has a load
   * of {@code spillOverAtLoad} or more; a member below it in a preferred tier is picked before any
   * in the next. A member that reports no load has room: a tier spills over only for what its
   * members say. Where nobody has room, the most preferred tier takes the calls.
   *
   * @param spillOverAtLoad in the unit of {@link Member#load()}, above 0
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
   * Calls of one {@linkplain RoutingRequest#key() key} go to one node, and keys spread over the
   * nodes in proportion to their weights. When a node is lost, only its own keys move; when one
   * joins, keys move only to it. Calls without a key are picked by {@link #weighted}.
   *
   * <p>The node of a key depends on nothing but the key and the names and weights of the
   * candidates: it is the same in every Java runtime and in every manager. It is found by weighted
   * rendezvous hashing, in one pass over the candidates.
   */
  public static LoadBalancingPolicy sticky() {
    return sticky(weighted());
  }

  /** The same, with another policy for calls without a key. */
  public static LoadBalancingPolicy sticky(LoadBalancingPolicy forCallsWithoutKey) {
    return new Sticky(Objects.requireNonNull(forCallsWithoutKey, "forCallsWithoutKey"));
  }
}
