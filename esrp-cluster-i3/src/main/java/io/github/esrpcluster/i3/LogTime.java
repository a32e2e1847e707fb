package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.internal.Checks;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes times in the form of i3 (NENA-STA-010.3 section 2.3): RFC 3339, local time with
 * a numeric offset, also for UTC. Always with a fraction, since two events may share a second.
 */
final class LogTime {
  private static final int NANO_DIGITS = 9;
  private static final int LAST_YEAR = 9999;

  private static final DateTimeFormatter WRITTEN =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 3, NANO_DIGITS, true)
          .appendOffset("+HH:MM", "+00:00")
          .toFormatter(Locale.ROOT);

  private static final Pattern READ =
      Pattern.compile(
          "([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}:[0-9]{2}):([0-9]{2})(?:\\.([0-9]+))?"
              + "([Zz]|[+-][0-9]{2}:[0-9]{2})");

  private static final String LEAP_SECOND = "60";
  private static final String LAST_INSTANT = "59.999999999";

  private LogTime() {}

  /** Refuses a time that has no form in RFC 3339. */
  static void check(OffsetDateTime time) {
    if (time.getYear() < 0 || time.getYear() > LAST_YEAR) {
      throw new IllegalArgumentException("time " + time + " (its year must have four digits)");
    }
    if (!time.getOffset().equals(wholeMinutes(time.getOffset()))) {
      throw new IllegalArgumentException("time " + time + " (its offset must be whole minutes)");
    }
  }

  /** Returns the offset without its seconds, which only historic local mean times have. */
  static ZoneOffset wholeMinutes(ZoneOffset offset) {
    return ZoneOffset.ofTotalSeconds(offset.getTotalSeconds() / 60 * 60);
  }

  static String write(OffsetDateTime time) {
    return WRITTEN.format(time);
  }

  /**
   * Reads {@code Z} too, and any number of digits; beyond nanoseconds they are dropped. A leap
   * second, which no Java time can express, becomes the last nanosecond before it, whatever its
   * fraction: it stays in its minute and before all events of the next.
   */
  static OffsetDateTime read(String text) {
    Matcher parts = READ.matcher(text);
    if (!parts.matches()) {
      throw refusal(text, "such as 2020-03-10T11:00:01.123-05:00");
    }
    boolean leap = parts.group(3).equals(LEAP_SECOND);
    String seconds = leap ? LAST_INSTANT : parts.group(3) + "." + nanos(parts.group(4));
    OffsetDateTime time = parse(parts, seconds, text);
    if (leap && !isBeforeLeapSecond(time)) {
      throw refusal(
          text, "only a month in UTC may end with a second 60: use 59 or the next minute");
    }
    return time;
  }

  private static String nanos(@Nullable String fraction) {
    return fraction == null ? "0" : fraction.substring(0, Math.min(fraction.length(), NANO_DIGITS));
  }

  private static OffsetDateTime parse(Matcher parts, String seconds, String text) {
    String offset = parts.group(5).toUpperCase(Locale.ROOT);
    try {
      return OffsetDateTime.parse(parts.group(1) + "T" + parts.group(2) + ":" + seconds + offset);
    } catch (DateTimeException e) {
      throw refusal(text, "no such date, time of day or offset exists");
    }
  }

  /** Returns whether a leap second may follow (RFC 3339 section 5.7): at the end of a UTC month. */
  private static boolean isBeforeLeapSecond(OffsetDateTime time) {
    OffsetDateTime next = time.withOffsetSameInstant(ZoneOffset.UTC).plusNanos(1);
    return next.getDayOfMonth() == 1 && next.toLocalTime().equals(LocalTime.MIDNIGHT);
  }

  private static IllegalArgumentException refusal(String text, String rule) {
    return Checks.refusal("not an RFC 3339 date and time with an offset:", text, "(" + rule + ")");
  }
}
