package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.ElementState;

/**
 * How much a member in {@link ElementState#SERVICE_DISRUPTION} counts towards a threshold. However
 * much it counts, a cluster in which nobody is {@link ElementState#NORMAL} is not {@code Normal}.
 */
public enum DisruptionWeight {
  /** As much as a {@code Normal} one. */
  FULL("full", 2),
  /** Half as much: two such members count as one, without any rounding. */
  HALF("half", 1),
  /** Not at all, like one that is down. */
  NONE("none", 0);

  private final String word;
  private final int halves;

  DisruptionWeight(String word, int halves) {
    this.word = word;
    this.halves = halves;
  }

  /** The word for it in the JSON form and in texts for people. */
  String word() {
    return word;
  }

  int halves() {
    return halves;
  }
}
