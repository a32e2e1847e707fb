package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;
import java.util.Objects;

/**
 * Enough members must be up: more than half of them, a number, or a share of a declared size.
 *
 * <p>A quorum does not shrink when nodes die: a member that is not heard stays a member, until it
 * is released or forgotten. By default a disrupted member does not count, and one that is out by
 * plan (maintenance, going down) is a member like any other.
 *
 * <p>Where two thresholds are given, a service that was not {@code Normal} comes up by reaching
 * {@code up}, and one that was stays up with {@code down}.
 *
 * <p>JSON forms: <code>{"type":"quorum","majority":true}</code>, <code>
 * {"type":"quorum","up":3,"down":2}</code>, <code>
 * {"type":"quorum","declaredSize":5,"up":0.6,"down":0.4}</code>, where {@code "down"} may be left
 * out; with the options {@code "disruption"} ({@code "full"}, {@code "half"}, {@code "none"}) and,
 * but for a number of nodes, {@code "plannedOutLeave"} ({@code true}).
 */
public final class Quorum implements StatusPolicy {
  private static final Quorum MAJORITY = new Quorum(new QuorumSize.Majority(), Counting.STANDARD);

  private final QuorumSize size;
  private final Counting counting;
  private final Wording words;

  private Quorum(QuorumSize size, Counting counting) {
    this.size = size;
    this.counting = counting;
    this.words = new Wording(size::of);
  }

  /** More than half of the members: 2 of 2, 2 of 3, 3 of 4. */
  public static Quorum majority() {
    return MAJORITY;
  }

  /**
   * This many members, both for coming up and for staying up.
   *
   * @throws IllegalArgumentException if less than 1
   */
  public static Quorum of(int up) {
    return of(up, up);
  }

  /**
   * This many members for coming up, and for staying up.
   *
   * @throws IllegalArgumentException if one is less than 1, or {@code down} is above {@code up}
   */
  public static Quorum of(int up, int down) {
    Thresholds<Integer> nodes = new Thresholds<>(positive("up", up), positive("down", down));
    return new Quorum(new QuorumSize.Count(nodes), Counting.STANDARD);
  }

  /**
   * This share of a declared size, both for coming up and for staying up.
   *
   * @throws IllegalArgumentException as {@link #shareOf(int, double, double)}
   */
  public static Quorum shareOf(int declaredSize, double share) {
    return shareOf(declaredSize, share, share);
  }

  /**
   * These shares of a declared size, for coming up and for staying up. The size stands however many
   * members are registered, so a node that never came, or was forgotten, is missed all the same.
   *
   * <p>A share is read with 15 significant digits and cut after the ninth decimal: 0.1 of 10 is
   * exactly 1, and {@code 2.0 / 3} of 3 is exactly 2.
   *
   * @param declaredSize how many nodes the cluster is meant to have, at least 1
   * @param up above 0 and at most 1
   * @param down above 0 and at most {@code up}
   * @throws IllegalArgumentException if a value breaks these rules
   */
  public static Quorum shareOf(int declaredSize, double up, double down) {
    Thresholds<Share> shares = new Thresholds<>(Share.of("up", up), Share.of("down", down));
    int declared = positive("declaredSize", declaredSize);
    return new Quorum(new QuorumSize.ShareOf(declared, shares), Counting.STANDARD);
  }

  private static int positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " " + value + " is less than 1");
    }
    return value;
  }

  /** The same quorum with disrupted members counting as told. */
  public Quorum countingDisrupted(DisruptionWeight weight) {
    return new Quorum(size, counting.with(Objects.requireNonNull(weight, "weight")));
  }

  /**
   * The same quorum of those only who are not {@linkplain ElementState#isPlannedOutage() out by plan}:
   * taking a node out on purpose does not worsen the status as long as enough of the others are up.
   * Where nobody is left, the service is not {@code Normal}. Of a declared size, nodes registered
   * beyond it stand in for the planned-out ones first.
   *
   * <p>The price: a node that comes back from maintenance to be anything but {@code Normal} is
   * missed again, so the verdict can worsen by that step.
   *
   * @throws IllegalStateException for a number of nodes: it is a part of nothing that they could
   *     leave
   */
  public Quorum excludingPlannedOutages() {
    if (!size.hasDenominator()) {
      throw new IllegalStateException(
          "planned-out nodes cannot leave " + this + ": a number of nodes has no denominator");
    }
    return new Quorum(size, counting.withPlannedOutLeaving());
  }

  @Override
  public Verdict evaluate(ClusterView view) {
    Tally tally = view.tally();
    boolean enough = counting.nodesUp(tally) >= size.needed(view, counting);
    return counting.verdict(
        tally, enough, size.toComeUp(tally, counting), size.whole(tally, counting), words);
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
