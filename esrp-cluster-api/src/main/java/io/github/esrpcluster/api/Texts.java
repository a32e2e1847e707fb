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
    if (text.length() > LONGEST) {
      quoted.append("... (").append(text.length()).append(" characters)");
    }
    return quoted.toString();
  }

  private static void append(StringBuilder quoted, int c) {
    if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
      quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
    } else {
      quoted.appendCodePoint(c);
    }
  }
}
