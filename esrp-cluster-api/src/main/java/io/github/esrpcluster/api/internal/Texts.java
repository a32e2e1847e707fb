package io.github.esrpcluster.api.internal;

import java.util.Locale;

/**
 * Makes foreign text fit for people: short, on one line, with hidden characters written as escapes.
 * Used for every text that comes from a node, an operator or a callback and goes to a log, an
 * exception or an operator.
 */
public final class Texts {
  /** The most code points of a value quoted in a message. */
  private static final int LONGEST_QUOTE = 80;

  /** The most code points of what a callback says of itself or of its failure. */
  private static final int LONGEST_DETAIL = 200;

  private static final int REPLACEMENT = 0xFFFD;

  private Texts() {}

  /** Returns the text in quotes, printable, cut visibly after 80 characters. */
  public static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    appendPrintable(quoted, text, LONGEST_QUOTE);
    quoted.append('"');
    appendCut(quoted, text, LONGEST_QUOTE);
    return quoted.toString();
  }

  /** Returns the text, printable, cut visibly after {@code longest} code points. */
  public static String printable(String text, int longest) {
    StringBuilder printable = new StringBuilder();
    appendPrintable(printable, text, longest);
    appendCut(printable, text, longest);
    return printable.toString();
  }

  /** Returns the class and message of what a callback threw; printable, at most 200 characters. */
  public static String describe(Throwable thrown) {
    String name = thrown.getClass().getSimpleName();
    String message = printable(message(thrown), LONGEST_DETAIL);
    return message.isEmpty() ? name : name + ": " + message;
  }

  /** A callback's exception is a callback too: its getMessage may throw. */
  private static String message(Throwable thrown) {
    try {
      String message = thrown.getMessage();
      return message == null ? "" : message;
    } catch (Throwable e) {
      return "";
    }
  }

  /** Returns what a callback's {@code toString} says, or its class if that throws; printable. */
  public static String name(Object callback) {
    try {
      return printable(String.valueOf(callback), LONGEST_DETAIL);
    } catch (Throwable e) {
      return callback.getClass().getName();
    }
  }

  /**
   * Returns the text, unchanged if it has at most {@code longest} characters, otherwise cut to that
   * length with a mark that tells the full length. Never cuts a surrogate pair.
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

  /** Returns whether every surrogate has its other half: otherwise the text has no UTF-8 form. */
  public static boolean isWellFormed(String text) {
    return text.codePoints().noneMatch(Texts::isLoneSurrogate);
  }

  /** Returns the text with U+FFFD in the place of every lone surrogate. */
  public static String repaired(String text) {
    return text.codePoints()
        .map(c -> isLoneSurrogate(c) ? REPLACEMENT : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isLoneSurrogate(int c) {
    return Character.getType(c) == Character.SURROGATE;
  }

  private static void appendPrintable(StringBuilder to, String text, int longest) {
    text.codePoints().limit(longest).forEach(c -> appendPrintable(to, c));
  }

  private static void appendPrintable(StringBuilder to, int c) {
    if (isPrintable(c)) {
      to.appendCodePoint(c);
    } else {
      to.append(String.format(Locale.ROOT, "\\u%04x", c));
    }
  }

  /** The others start a new line, show nothing, change the direction, or have no UTF-8 form. */
  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static void appendCut(StringBuilder to, String text, int longest) {
    if (text.codePoints().limit(longest + 1L).count() > longest) {
      to.append("... (").append(text.length()).append(" characters)");
    }
  }
}
