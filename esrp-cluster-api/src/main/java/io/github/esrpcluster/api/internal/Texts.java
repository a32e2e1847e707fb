package io.github.esrpcluster.api.internal;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * Makes text for people. Text from a node, an operator or a callback becomes short, has one line
 * and shows hidden characters as escapes. Every such text passes here on its way to a log, an
 * exception, an operator or an upstream entity.
 */
public final class Texts {
  /** The most code points of a value quoted in a message. */
  private static final int LONGEST_QUOTE = 80;

  /** The most code points of a line for an operator. */
  private static final int LONGEST_LINE = 8_192;

  /** The most code points of a callback's name or failure. */
  private static final int LONGEST_DETAIL = 200;

  private static final int REPLACEMENT = 0xFFFD;

  private Texts() {}

  /**
   * Returns the text in quotes, printable, cut visibly after 80 code points. A quote or backslash
   * in it has a backslash before it.
   */
  public static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .limit(LONGEST_QUOTE)
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\');
              }
              appendPrintable(quoted, c);
            });
    quoted.append('"');
    appendCut(quoted, text, LONGEST_QUOTE);
    return quoted.toString();
  }

  /** Returns the text as one line for an operator, printable, cut visibly if it is very long. */
  public static String line(String text) {
    return printable(text, LONGEST_LINE);
  }

  /** Returns the text, printable, cut visibly after {@code longest} code points. */
  public static String printable(String text, int longest) {
    StringBuilder printable = new StringBuilder();
    text.codePoints().limit(longest).forEach(c -> appendPrintable(printable, c));
    appendCut(printable, text, longest);
    return printable.toString();
  }

  /** Returns the whole text, printable; the text itself if it is. */
  public static String printable(String text) {
    return text.isEmpty() || text.codePoints().allMatch(Texts::isPrintable)
        ? text
        : printable(text, Integer.MAX_VALUE);
  }

  /**
   * Returns whether the text consists of letters, marks, digits, punctuation and symbols, and of
   * plain spaces between them.
   */
  public static boolean isVisible(String text) {
    return text.equals(text.strip())
        && text.codePoints()
            .allMatch(
                c ->
                    isPrintable(c)
                        && (c == ' ' || Character.getType(c) != Character.SPACE_SEPARATOR));
  }

  /**
   * Returns the class and message of an exception that a callback threw; printable, the message cut
   * visibly after 200 code points. If {@code getMessage} throws, returns the class alone.
   */
  public static String describe(Throwable thrown) {
    String simple = thrown.getClass().getSimpleName();
    String name = simple.isEmpty() ? thrown.getClass().getName() : simple; // anonymous
    String message = printable(message(thrown), LONGEST_DETAIL);
    return message.isEmpty() ? name : name + ": " + message;
  }

  private static String message(Throwable thrown) {
    boolean interrupted = InterruptFlag.get();
    try {
      String message = thrown.getMessage();
      return message == null ? "" : message;
    } catch (Throwable e) { // the exception of a callback is user code too
      return "";
    } finally {
      InterruptFlag.set(interrupted);
    }
  }

  /**
   * Returns the {@code toString} of a callback, printable, cut visibly after 200 code points. If
   * that throws, returns the name of its class.
   */
  public static String name(Object callback) {
    boolean interrupted = InterruptFlag.get();
    try {
      return printable(String.valueOf(callback), LONGEST_DETAIL);
    } catch (Throwable e) {
      return callback.getClass().getName();
    } finally {
      InterruptFlag.set(interrupted);
    }
  }

  /**
   * Returns the text, unchanged if it has at most {@code longest} characters, otherwise cut to that
   * length, the mark with the full length included. Never cuts a surrogate pair.
   */
  public static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    String mark = "... (" + text.length() + " characters)";
    int kept = longest - mark.length();
    return kept < 0 ? head(text, longest) : head(text, kept) + mark;
  }

  private static String head(String text, int length) {
    boolean splitsPair =
        length > 0 && length < text.length() && Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, splitsPair ? length - 1 : length);
  }

  /** Returns whether the text has a UTF-8 form: every surrogate is half of a pair. */
  public static boolean isWellFormed(String text) {
    return text.isEmpty() || text.codePoints().noneMatch(Texts::isLoneSurrogate);
  }

  /** Returns the text with U+FFFD in the place of every lone surrogate; itself if it has none. */
  public static String repaired(String text) {
    if (isWellFormed(text)) {
      return text;
    }
    return text.codePoints()
        .map(c -> isLoneSurrogate(c) ? REPLACEMENT : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isLoneSurrogate(int c) {
    return Character.getType(c) == Character.SURROGATE;
  }

  /**
   * Returns an exact duration for people: {@code 2 s}, {@code 1 min 30 s}, {@code 500 ms}, {@code
   * 24 h}, {@code -1 s}. Days appear from 48 hours on.
   */
  public static String duration(Duration duration) {
    if (duration.isZero()) {
      return "0 s";
    }
    long seconds = duration.getSeconds();
    long nanos = duration.getNano();
    if (seconds < 0 && nanos > 0) { // both parts with the sign of the whole
      seconds++;
      nanos -= 1_000_000_000;
    }
    long days = seconds / 86_400;
    long hours = seconds / 3_600 % 24;
    if (days == 1 || days == -1) {
      hours += days * 24;
      days = 0;
    }
    StringJoiner text = new StringJoiner(" ", duration.isNegative() ? "-" : "", "");
    add(text, days, "d");
    add(text, hours, "h");
    add(text, seconds / 60 % 60, "min");
    add(text, seconds % 60, "s");
    add(text, nanos / 1_000_000, "ms");
    add(text, nanos / 1_000 % 1_000, "us");
    add(text, nanos % 1_000, "ns");
    return text.toString();
  }

  /**
   * Returns a duration for people in whole seconds, or in whole milliseconds below one second, with
   * at most two units: {@code 2 h 5 min}.
   */
  public static String approximate(Duration duration) {
    Duration size = duration.abs();
    if (size.compareTo(Duration.ofSeconds(1)) < 0) {
      return duration(duration.truncatedTo(ChronoUnit.MILLIS));
    }
    if (size.compareTo(Duration.ofHours(1)) < 0) {
      return duration(duration.truncatedTo(ChronoUnit.SECONDS));
    }
    return duration(
        duration.truncatedTo(
            size.compareTo(Duration.ofDays(2)) < 0 ? ChronoUnit.MINUTES : ChronoUnit.HOURS));
  }

  private static void add(StringJoiner text, long value, String unit) {
    if (value != 0) {
      text.add(Math.abs(value) + " " + unit);
    }
  }

  private static void appendPrintable(StringBuilder to, int c) {
    if (isPrintable(c)) {
      to.appendCodePoint(c);
    } else {
      for (char unit : Character.toChars(c)) {
        to.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
      }
    }
  }

  // The others start a new line, show nothing, change the direction, or have no agreed form.
  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> !isInvisibleLetter(c);
    };
  }

  /**
   * Returns whether the character is a letter or mark that shows nothing, also not by its effect on
   * others (Unicode property Default_Ignorable_Code_Point, and the blank Braille pattern). Emoji
   * need the first 16 variation selectors.
   */
  private static boolean isInvisibleLetter(int c) {
    return switch (c) {
      case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0 -> true;
      default -> (c >= 0x180B && c <= 0x180F) || (c >= 0xE0100 && c <= 0xE01EF);
    };
  }

  private static void appendCut(StringBuilder to, String text, int longest) {
    if (text.codePoints().limit(longest + 1L).count() > longest) {
      to.append("... (").append(text.length()).append(" characters)");
    }
  }
}
