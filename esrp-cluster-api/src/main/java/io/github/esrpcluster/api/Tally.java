package io.github.esrpcluster.api;

import io.github.esrpcluster.api.internal.CountedTally;

/**
 * Counts members, and their weight, by effective state. Immutable and thread-safe. The sums do not
 * overflow: 2^31 members of the largest weight still fit. Two tallies are equal if all counts and
 * weights are equal.
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

  /** Returns the number of all members, 0 or more. */
  int members();

  /** Returns the sum of the weights of all members, 0 or more. */
  long weight();

  /** Returns the number of members in this state, 0 or more. */
  int count(ElementState state);

  /** Returns the sum of the weights of the members in this state, 0 or more. */
  long weight(ElementState state);

  /** Returns true if there is no member. */
  boolean isEmpty();

  /** Returns the counts as text for people: {@code 3 members: 2 Normal, 1 Down}. */
  @Override
  String toString();
}
