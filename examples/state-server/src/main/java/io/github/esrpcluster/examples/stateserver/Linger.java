package io.github.esrpcluster.examples.stateserver;

import java.time.Duration;
import java.util.Optional;

/**
 * How long the server goes on after the end of its input.
 *
 * @param time the time; empty until a signal comes
 */
record Linger(Optional<Duration> time) {
  /** Stops at once. */
  static Linger none() {
    return new Linger(Optional.of(Duration.ZERO));
  }

  /** Goes on until a signal comes. */
  static Linger untilSignal() {
    return new Linger(Optional.empty());
  }

  /** Parses a duration, or {@code signal}. */
  static Linger parse(String text) {
    if (text.equals("signal")) {
      return untilSignal();
    }
    Duration time = ConfigValues.parsedDuration(text);
    if (time.isNegative()) {
      throw new IllegalArgumentException("\"" + text + "\" is negative: write PT30S, or signal");
    }
    return new Linger(Optional.of(time));
  }
}
