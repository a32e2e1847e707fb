package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.api.internal.Checks;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * A rate of RFC 6446 section 9.1.1, in notifications per second: 1 to 2 digits, optionally a point
 * and 1 to 10 digits; zero is not allowed.
 *
 * @param units the rate in units of 10^-10 per second, 1 to 10^12 - 1
 */
record Rate(long units) implements Comparable<Rate> {
  private static final int DIGITS = 10;
  private static final long LARGEST = 999_999_999_999L;
  private static final double NANOS_OF_ONE_UNIT = 1e19;
  static final long LONGEST = Long.MAX_VALUE / 4;
  private static final Pattern GRAMMAR = Pattern.compile("[0-9]{1,2}(\\.[0-9]{1,10})?");

  Rate {
    Checks.inRange("rate units", units, 1, LARGEST);
  }

  /**
   * Reads a rate.
   *
   * @throws IllegalArgumentException if the text is not a rate, or the rate is zero
   */
  static Rate parse(String name, String text) {
    if (!GRAMMAR.matcher(text).matches() || new BigDecimal(text).signum() == 0) {
      throw Checks.refusal(
          name, text, "must be 0.0000000001 to 99.9999999999 per second (RFC 6446)");
    }
    return new Rate(new BigDecimal(text).movePointRight(DIGITS).longValueExact());
  }

  /** Returns the nearest rate. */
  static Rate ofPerSecond(double perSecond) {
    return new Rate(Math.max(1, Math.min(LARGEST, Math.round(perSecond * 1e10))));
  }

  /** Returns the lowest rate with an interval of at most so many seconds. */
  static Rate atLeastEvery(long seconds) {
    return new Rate(
        BigDecimal.ONE
            .divide(BigDecimal.valueOf(seconds), DIGITS, RoundingMode.UP)
            .movePointRight(DIGITS)
            .longValueExact());
  }

  /** Returns the time between two notifications, at most 73 years. */
  long intervalNanos() {
    return Math.min(LONGEST, (long) Math.ceil(NANOS_OF_ONE_UNIT / (double) units));
  }

  double perSecond() {
    return (double) units / 1e10;
  }

  Rate atMost(Rate other) {
    return compareTo(other) > 0 ? other : this;
  }

  Rate atLeast(Rate other) {
    return compareTo(other) < 0 ? other : this;
  }

  @Override
  public int compareTo(Rate other) {
    return Long.compare(units, other.units);
  }

  @Override
  public String toString() {
    return BigDecimal.valueOf(units, DIGITS).stripTrailingZeros().toPlainString();
  }
}
