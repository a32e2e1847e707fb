package io.github.esrpcluster.api;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How many members, and how much weight, are in each effective state. Immutable; the sums never
 * wrap (2^31 members of the largest weight still fit).
 */
// Arrays indexed by state: a tally is copied at every change of a member.
@SuppressWarnings("EnumOrdinal")
public final class Tally {
  private static final ElementState[] STATES = ElementState.values();
  private static final int WEIGHTS = STATES.length;
  private static final Tally EMPTY = new Tally(new long[2 * STATES.length]);

  /** The members in each state, and behind them their weights: one array is one copy. */
  private final long[] counted;

  private Tally(long[] counted) {
    this.counted = counted;
  }

  /** The tally of nobody. */
  public static Tally empty() {
    return EMPTY;
  }

  /** The tally of these members. */
  public static Tally of(Iterable<? extends Member> members) {
    long[] counted = new long[2 * STATES.length];
    for (Member member : members) {
      counted[member.state().ordinal()]++;
      counted[WEIGHTS + member.state().ordinal()] += member.weight();
    }
    return new Tally(counted);
  }

  /** The number of members. */
  public int members() {
    return (int) sum(0, WEIGHTS);
  }

  /** The weight of all members. */
  public long weight() {
    return sum(WEIGHTS, counted.length);
  }

  private long sum(int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      sum += counted[i];
    }
    return sum;
  }

  /** The number of members in this state. */
  public int count(ElementState state) {
    return (int) counted[state.ordinal()];
  }

  /** The weight of the members in this state. */
  public long weight(ElementState state) {
    return counted[WEIGHTS + state.ordinal()];
  }

  /** True if there is no member. */
  public boolean isEmpty() {
    return members() == 0;
  }

  /** This tally with one more member of that state and weight. */
  public Tally plus(ElementState state, int weight) {
    return changed(null, 0, state, weight);
  }

  /**
   * This tally with one member of that state and weight less.
   *
   * @throws IllegalArgumentException if there is no such member to take away
   */
  public Tally minus(ElementState state, int weight) {
    return changed(state, weight, null, 0);
  }

  /**
   * This tally after one member of the first state and weight has become one of the second.
   *
   * @throws IllegalArgumentException if there is no such member to take away
   */
  public Tally moved(ElementState from, int fromWeight, ElementState to, int toWeight) {
    return changed(from, fromWeight, to, toWeight);
  }

  private Tally changed(
      @Nullable ElementState from, int fromWeight, @Nullable ElementState to, int toWeight) {
    long[] changed = counted.clone();
    if (from != null) {
      long left = --changed[from.ordinal()];
      long weightLeft = changed[WEIGHTS + from.ordinal()] -= fromWeight;
      if (left < 0 || weightLeft < 0) {
        throw new IllegalArgumentException(
            "no member " + from.token() + " of weight " + fromWeight + " in " + this);
      }
    }
    if (to != null) {
      changed[to.ordinal()]++;
      changed[WEIGHTS + to.ordinal()] += toWeight;
    }
    return new Tally(changed);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tally that && Arrays.equals(counted, that.counted);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counted);
  }

  /** For people: {@code 3 members: 2 Normal, 1 Down}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(members()).append(members() == 1 ? " member" : " members");
    String separator = ": ";
    for (ElementState state : STATES) {
      if (count(state) > 0) {
        text.append(separator).append(count(state)).append(' ').append(state.token());
        separator = ", ";
      }
    }
    return text.toString();
  }
}
