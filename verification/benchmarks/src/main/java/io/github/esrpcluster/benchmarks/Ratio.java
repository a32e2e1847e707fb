package io.github.esrpcluster.benchmarks;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One line of the report: a measure divided by another of the same round, or a measure alone.
 *
 * @param under the divisor; null to show the measure itself
 * @param goal what the value should be; null to show it only
 * @param quick whether the quick run includes it
 */
record Ratio(
    String name, Measure over, @Nullable Measure under, @Nullable Goal goal, boolean quick) {
  /** A bound; a value that equals it meets it. */
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

  /** Returns a line that shows a measure itself. */
  static Ratio plain(String name, Measure value, @Nullable Goal goal, boolean quick) {
    return new Ratio(name, value, null, goal, quick);
  }

  /** Returns the jobs that this line needs. */
  Stream<Job> jobs() {
    return Stream.of(over, under == null ? over : under).map(Measure::job);
  }

  String verdict(double value) {
    return goal == null ? "" : goal.isMetBy(value) ? "met" : "NOT MET";
  }
}
