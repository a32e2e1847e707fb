package io.github.esrpcluster.api;

import java.util.Locale;

/** Foreign text made fit for a message: short, on one line, control characters visible. */
final class Texts {
  private static final int LONGEST = 80;

  private Texts() {}

  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().limit(LONGEST).forEach(c -> append(quoted, c));
    quoted.append('"');
    if (text.codePointCount(0, text.length()) > LONGEST) {
      quoted.append("... (").append(text.length()).append(" characters)");
    }
    return quoted.toString();
  }

  private static void append(StringBuilder quoted, int c) {
    if (isVisible(c)) {
      quoted.appendCodePoint(c);
    } else {
      quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
    }
  }

  /** Some would take the writer to another line, or show nothing, or have no form in UTF-8. */
  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
