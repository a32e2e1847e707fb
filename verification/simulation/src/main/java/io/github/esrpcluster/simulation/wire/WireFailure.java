package io.github.esrpcluster.simulation.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * Describes a script that fails.
 *
 * @param step the step after which it was seen, from 1
 */
record WireFailure(WireScript script, int step, Throwable cause) {
  /** Describes the failure, with the messages and the virtual time of each step. */
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add("wire seed " + script.seed() + ", step " + step + ": " + cause);
    lines.add(script.setup().toString());
    new WireRun(script, line -> lines.add("  " + line)).play();
    return String.join("\n", lines);
  }
}
