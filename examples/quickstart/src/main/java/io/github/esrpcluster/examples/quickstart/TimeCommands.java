package io.github.esrpcluster.examples.quickstart;

import java.time.Duration;

/** The commands that let time pass. */
final class TimeCommands {
  private TimeCommands() {}

  static Command advance(Fields line) {
    Duration duration = line.duration("wait");
    return context -> {
      context.log().print("wait " + EventTexts.text(duration));
      context.runtime().advance(duration);
    };
  }

  static Command stall(Fields line) {
    Duration duration = line.duration("stall");
    return context -> {
      context.log().print("suspend the manager for " + EventTexts.text(duration));
      context.runtime().stall(duration);
    };
  }
}
