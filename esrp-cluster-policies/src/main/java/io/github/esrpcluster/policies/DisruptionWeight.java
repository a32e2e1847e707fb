package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.ElementState;

/**
 * Lists how much a member in {@link ElementState#SERVICE_DISRUPTION} counts towards a threshold.
 * With any weight, a cluster without a {@link ElementState#NORMAL} member is not {@code Normal}.
 */
public enum DisruptionWeight {
  /** Counts as a {@code Normal} member. */
  FULL("full", 2),
  /** Counts half: two such members count as one, without rounding. */
  HALF("half", 1),
  /** Does not count, like a member that is down. */
  NONE("none", 0);

  private final String word;
  private final int halves;

  DisruptionWeight(String word, int halves) {
    this.word = word;
    this.halves = halves;
  }

  /** Returns the word in the JSON form and in texts for people. */
  String word() {
    return word;
  }

  int halves() {
    return halves;
  }
}
