package io.github.esrpcluster.examples.quickstart;

import java.time.Duration;

/** What time does. */
final class TimeCommands {
  private TimeCommands() {}

  static Command pass(Fields line) {
    Duration duration = line.duration("wait");
    return desk -> desk.clockwork().pass(duration);
  }

  static Command stall(Fields line) {
    Duration duration = line.duration("stall");
    return desk -> {
      desk.narrator().say("the machine stands still for " + duration);
      desk.clockwork().stall(duration);
    };
  }
}
