package io.github.esrpcluster.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * What is claimed or watched: one measure divided by another of the same round.
 *
 * @param goal what it should be, or null if it is only to be seen
 * @param quick part of the quick run too
 */
record Ratio(String name, Measure over, Measure under, @Nullable Goal goal, boolean quick) {
  /** A bound that counts as met up to its last digit. */
  record Goal(double bound, boolean atLeast) {
    static Goal atLeast(double bound) {
      return new Goal(bound, true);
    }

    static Goal atMost(double bound) {
      return new Goal(bound, false);
    }

    boolean isMetBy(double value) {
      return atLeast ? value >= bound : value <= bound;
    }

    @Override
    public String toString() {
      String value =
          bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
      return (atLeast ? ">= " : "<= ") + value;
    }
  }

  String verdict(double value) {
    return goal == null ? "" : goal.isMetBy(value) ? "met" : "NOT MET";
  }
}
