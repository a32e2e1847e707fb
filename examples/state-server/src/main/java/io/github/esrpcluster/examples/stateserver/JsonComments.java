package io.github.esrpcluster.examples.stateserver;

/**
 * Removes comments from JSON: from two slashes to the end of the line, and from slash-star to
 * star-slash. Each sign of a comment becomes a space, so that errors name the right line and
 * column. A comment that is not closed stays, and is refused by the reader of JSON.
 */
final class JsonComments {
  private JsonComments() {}

  static String blanked(String text) {
    StringBuilder blanked = new StringBuilder(text);
    int at = 0;
    while (at < text.length()) {
      int end = partEnd(text, at);
      if (text.charAt(at) == '/') {
        blank(blanked, at, end);
      }
      at = end;
    }
    return blanked.toString();
  }

  /** Returns the end of the string or comment that begins here, or of the single sign. */
  private static int partEnd(String text, int at) {
    if (text.charAt(at) == '"') {
      return stringEnd(text, at + 1);
    }
    if (text.startsWith("//", at)) {
      int lineEnd = text.indexOf('\n', at);
      return lineEnd < 0 ? text.length() : lineEnd;
    }
    if (text.startsWith("/*", at)) {
      int close = text.indexOf("*/", at + 2);
      return close < 0 ? at + 1 : close + 2;
    }
    return at + 1;
  }

  private static int stringEnd(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at + 1, text.length());
  }

  private static void blank(StringBuilder text, int start, int end) {
    if (end - start == 1) {
      return; // a slash that begins no comment
    }
    for (int i = start; i < end; i++) {
      if (text.charAt(i) != '\n' && text.charAt(i) != '\r') {
        text.setCharAt(i, ' ');
      }
    }
  }
}
