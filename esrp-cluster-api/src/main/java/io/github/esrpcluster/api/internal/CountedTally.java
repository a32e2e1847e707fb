package io.github.esrpcluster.api.internal;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.Tally;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The only implementation of {@link Tally}. The change of one member makes the next tally from this
 * one, at a cost that does not depend on the number of members. Immutable.
 */
// Arrays indexed by state, weights copied only if they differ: every change copies a tally.
@SuppressWarnings("EnumOrdinal")
public final class CountedTally implements Tally {
  private static final ElementState[] STATES = ElementState.values();
  private static final long[] ALL_WEIGH_ONE = new long[STATES.length];
  private static final CountedTally EMPTY = new CountedTally(new int[STATES.length], ALL_WEIGH_ONE);

  /** The members in each state. */
  private final int[] members;

  /** The weight in each state beyond one for each member. */
  private final long[] surplus;

  private CountedTally(int[] members, long[] surplus) {
    this.members = members;
    this.surplus = surplus;
  }

  /** Returns the tally of no members. */
  public static CountedTally empty() {
    return EMPTY;
  }

  /** Returns the tally of these members. */
  public static CountedTally of(Iterable<? extends Member> members) {
    int[] counted = new int[STATES.length];
    long[] surplus = new long[STATES.length];
    for (Member member : members) {
      counted[member.state().ordinal()]++;
      surplus[member.state().ordinal()] += member.weight() - 1;
    }
    return new CountedTally(counted, surplus);
  }

  @Override
  public int members() {
    int sum = 0;
    for (int inState : members) {
      sum += inState;
    }
    return sum;
  }

  @Override
  public long weight() {
    long sum = members();
    for (long inState : surplus) {
      sum += inState;
    }
    return sum;
  }

  @Override
  public int count(ElementState state) {
    return members[state.ordinal()];
  }

  @Override
  public long weight(ElementState state) {
    return members[state.ordinal()] + surplus[state.ordinal()];
  }

  @Override
  public boolean isEmpty() {
    return members() == 0;
  }

  /** Returns this tally plus one member of that state and weight. */
  public CountedTally plus(ElementState state, int weight) {
    return changed(null, 0, state, weight);
  }

  /**
   * Returns this tally minus one member of that state and weight.
   *
   * @throws IllegalArgumentException if this tally has no such member
   */
  public CountedTally minus(ElementState state, int weight) {
    return changed(state, weight, null, 0);
  }

  /**
   * Returns this tally after one member has changed from the first state and weight to the second.
   *
   * @throws IllegalArgumentException if this tally has no such member
   */
  public CountedTally moved(ElementState from, int fromWeight, ElementState to, int toWeight) {
    return changed(from, fromWeight, to, toWeight);
  }

  private CountedTally changed(
      @Nullable ElementState from, int fromWeight, @Nullable ElementState to, int toWeight) {
    CountedTally copy =
        new CountedTally(members.clone(), surplusToChange(from, fromWeight, to, toWeight));
    if (from != null) {
      copy.add(-1, from, fromWeight);
      if (copy.count(from) < 0 || copy.weight(from) < 0) {
        throw new IllegalArgumentException(
            "no member " + from.token() + " of weight " + fromWeight + " in " + this);
      }
    }
    if (to != null) {
      copy.add(1, to, toWeight);
    }
    return copy;
  }

  /** Returns a copy, except if each member that comes or goes has the weight one. */
  private long[] surplusToChange(
      @Nullable ElementState from, int fromWeight, @Nullable ElementState to, int toWeight) {
    boolean stays = (from == null || fromWeight == 1) && (to == null || toWeight == 1);
    return stays ? surplus : surplus.clone();
  }

  /** Changes this tally; for a copy that no other code has seen. */
  private void add(int sign, ElementState state, int weight) {
    members[state.ordinal()] += sign;
    if (weight != 1) {
      surplus[state.ordinal()] += sign * (weight - 1L);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CountedTally that
        && Arrays.equals(members, that.members)
        && Arrays.equals(surplus, that.surplus);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(members) + Arrays.hashCode(surplus);
  }

  /** Returns text for people: {@code 3 members: 2 Normal, 1 Down}. */
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
