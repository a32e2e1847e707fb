package io.github.esrpcluster.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * Describes a script that fails.
 *
 * @param step the step after which it was seen, from 1
 */
record Failure(Script script, int step, Throwable cause) {
  /** Whether the other fails in the same way. */
  boolean isLike(Failure other) {
    return kind().equals(other.kind());
  }

  private String kind() {
    return cause instanceof Violation violation
        ? violation.invariant.name()
        : cause.getClass().getName();
  }

  /** Describes the failure, with the script and the virtual time of each step. */
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add("seed " + script.seed() + ", step " + step + ": " + cause);
    lines.add(script.setup().toString());
    new SimulationRun(script, line -> lines.add("  " + line)).play();
    return String.join("\n", lines);
  }
}
