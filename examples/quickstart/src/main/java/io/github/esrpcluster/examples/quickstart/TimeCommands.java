package io.github.esrpcluster.examples.quickstart;

import java.time.Duration;

/** The commands that let time pass. */
final class TimeCommands {
  private TimeCommands() {}

  static Command advance(Fields line) {
    Duration duration = line.duration("wait");
    return context -> {
      context.log().print("wait " + text(duration));
      context.runtime().advance(duration);
    };
  }

  static Command stall(Fields line) {
    Duration duration = line.duration("stall");
    return context -> {
      context.log().print("suspend the manager for " + text(duration));
      context.runtime().stall(duration);
    };
  }

  /** Returns a duration for people, such as {@code 1 min 30 s}. */
  private static String text(Duration duration) {
    return duration
        .toString()
        .substring("PT".length())
        .replace("H", " h ")
        .replace("M", " min ")
        .replace("S", " s ")
        .strip();
  }
}
