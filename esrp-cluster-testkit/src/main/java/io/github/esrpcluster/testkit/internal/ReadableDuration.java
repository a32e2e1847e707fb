package io.github.esrpcluster.testkit.internal;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Formats durations for people. Stateless and thread-safe. */
public final class ReadableDuration {
  private ReadableDuration() {}

  /**
   * Returns the duration in days, hours, minutes and seconds, without the units that are zero:
   * {@code 1 min 30 s}, {@code 2 h}, {@code 0.1 s}. Zero is {@code 0 s}.
   */
  public static String of(Duration duration) {
    if (duration.isNegative()) {
      return "-" + of(duration.negated());
    }
    List<String> parts = new ArrayList<>();
    add(parts, duration.toDays(), "d");
    add(parts, duration.toHoursPart(), "h");
    add(parts, duration.toMinutesPart(), "min");
    BigDecimal seconds =
        BigDecimal.valueOf(duration.toSecondsPart())
            .add(BigDecimal.valueOf(duration.toNanosPart(), 9));
    if (seconds.signum() > 0 || parts.isEmpty()) {
      parts.add(seconds.stripTrailingZeros().toPlainString() + " s");
    }
    return String.join(" ", parts);
  }

  private static void add(List<String> parts, long value, String unit) {
    if (value > 0) {
      parts.add(value + " " + unit);
    }
  }
}
