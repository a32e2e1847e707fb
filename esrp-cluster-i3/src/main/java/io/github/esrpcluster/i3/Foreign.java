package io.github.esrpcluster.i3;

import java.util.Locale;

/** Text that came from elsewhere: made fit for a message, checked, or repaired. */
final class Foreign {
  private static final int LONGEST = 80;
  private static final int REPLACEMENT = 0xFFFD;

  private Foreign() {}

  /** In quotes, on one line, short, with control and format characters visible. */
  static String quote(String text) {
    return '"' + visible(text, LONGEST) + '"' + tail(text, LONGEST);
  }

  /** As {@link #quote}, for a longer sentence and without the quotes. */
  static String sentence(String text) {
    return visible(text, 4 * LONGEST) + tail(text, 4 * LONGEST);
  }

  private static String visible(String text, int longest) {
    StringBuilder visible = new StringBuilder();
    text.codePoints().limit(longest).forEach(c -> append(visible, c));
    return visible.toString();
  }

  private static void append(StringBuilder visible, int c) {
    if (isVisible(c)) {
      visible.appendCodePoint(c);
    } else {
      visible.append(String.format(Locale.ROOT, "\\u%04x", c));
    }
  }

  private static boolean isVisible(int c) {
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

  private static String tail(String text, int longest) {
    return text.codePoints().limit(longest + 1L).count() > longest
        ? "... (" + text.length() + " characters)"
        : "";
  }

  /** Whether every surrogate has its other half; without it a text has no UTF-8 form. */
  static boolean isWellFormed(String text) {
    return text.codePoints().noneMatch(Foreign::isLoneSurrogate);
  }

  /** The text with a replacement character for every lone surrogate. */
  static String repaired(String text) {
    return text.codePoints()
        .map(c -> isLoneSurrogate(c) ? REPLACEMENT : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isLoneSurrogate(int c) {
    return Character.getType(c) == Character.SURROGATE;
  }
}
