package io.github.esrpcluster.api;

import io.github.esrpcluster.api.internal.CountedTally;

/**
 * Counts members, and their weight, by effective state. Immutable. The sums never wrap: 2^31
 * members of the largest weight still fit. Two tallies are equal if all counts and weights are.
 *
 * <p>Made by the manager, or by {@link #of} for tests; vendors do not implement it.
 */
public interface Tally {
  /** Returns the tally of no members. */
  static Tally empty() {
    return CountedTally.empty();
  }

  /** Returns the tally of these members. */
  static Tally of(Iterable<? extends Member> members) {
    return CountedTally.of(members);
  }

  /** Returns the number of members. */
  int members();

  /** Returns the weight of all members. */
  long weight();

  /** Returns the number of members in this state. */
  int count(ElementState state);

  /** Returns the weight of the members in this state. */
  long weight(ElementState state);

  /** Returns whether there is no member. */
  boolean isEmpty();

  /** Returns the counts as text for people: {@code 3 members: 2 Normal, 1 Down}. */
  @Override
  String toString();
}
