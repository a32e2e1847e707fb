package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;
import java.util.Objects;

/**
 * A share of the weight of all members must be up: for clusters whose nodes differ in capacity.
 *
 * <p>The weight of a member that is not heard stays in the total, until the member is released or
 * forgotten. By default the weight of a disrupted member does not count as up, and that of one that
 * is out by plan (maintenance, going down) is part of the total.
 *
 * <p>Where two thresholds are given, a service that was not {@code Normal} comes up by reaching
 * {@code up}, and one that was stays up with {@code down}.
 *
 * <p>JSON form: <code>{"type":"weighted","up":0.6,"down":0.5}</code>, where {@code "down"} may be
 * left out; with the options {@code "disruption"} ({@code "full"}, {@code "half"}, {@code "none"})
 * and {@code "plannedOutLeave"} ({@code true}).
 */
public final class Weighted implements StatusPolicy {
  private final Thresholds<Share> shares;
  private final Counting counting;
  private final Wording words = new Wording(weight -> " of " + weight + " units of weight");

  private Weighted(Thresholds<Share> shares, Counting counting) {
    this.shares = shares;
    this.counting = counting;
  }

  /**
   * This share of the weight, both for coming up and for staying up.
   *
   * @throws IllegalArgumentException as {@link #share(double, double)}
   */
  public static Weighted share(double share) {
    return share(share, share);
  }

  /**
   * These shares of the weight, for coming up and for staying up. A share is read with 15
   * significant digits and cut after the ninth decimal; comparing it is exact.
   *
   * @param up above 0 and at most 1; exactly this share suffices
   * @param down above 0 and at most {@code up}
   * @throws IllegalArgumentException if a value breaks these rules
   */
  public static Weighted share(double up, double down) {
    return new Weighted(
        new Thresholds<>(Share.of("up", up), Share.of("down", down)), Counting.STANDARD);
  }

  /** The same policy with the weight of disrupted members counting as told. */
  public Weighted countingDisrupted(DisruptionWeight weight) {
    return new Weighted(shares, counting.with(Objects.requireNonNull(weight, "weight")));
  }

  /**
   * The same share of the weight of those only who are not out by plan. See {@link
   * Quorum#excludingPlannedOutages()} for what that means.
   */
  public Weighted excludingPlannedOutages() {
    return new Weighted(shares, counting.withPlannedOutLeaving());
  }

  @Override
  public Verdict evaluate(ClusterView view) {
    Tally tally = view.tally();
    long weight = counting.weight(tally);
    boolean enough = counting.weightUp(tally) >= shares.after(view).of(2 * weight);
    return counting.verdict(tally, enough, shares.up().of(2 * weight), weight, words);
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
