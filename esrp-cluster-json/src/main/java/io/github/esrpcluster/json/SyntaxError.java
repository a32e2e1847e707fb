package io.github.esrpcluster.json;

import io.github.esrpcluster.api.internal.Texts;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.TokenStreamContext;

/**
 * The part of a text that is not JSON, its line and column, and a remedy. The parser only reports
 * an offset, at or behind that part; its own advice is about options of the parser, which the
 * author of the text cannot set.
 */
final class SyntaxError {
  private static final Pattern ESCAPE =
      Pattern.compile(
          "\\\\(?:[\"\\\\/bfnrt]|u[0-9A-Fa-f]{4})|(?<bad>\\\\.?|[\\x00-\\x1F])", Pattern.DOTALL);
  private static final Pattern SCALAR =
      Pattern.compile("true|false|null|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  private static final Pattern LIKE_A_NUMBER = Pattern.compile("[-+.0-9].*|NaN|Infinity");
  private static final Pattern COMMENT = Pattern.compile("[/#].*|.*/[/*].*");

  private static final char NONE = 0;

  private final String text;
  private final int start;
  private final String remedy;
  private final String found;

  private SyntaxError(String text, int start, int end, String remedy) {
    this.text = text;
    this.start = start;
    this.found = text.substring(start, end);
    this.remedy = remedy;
  }

  /**
   * Finds the error.
   *
   * @param offset where the parser stopped; everything before the error is JSON
   * @param in the object or array that is being read
   */
  static SyntaxError at(String text, int offset, TokenStreamContext in) {
    int at = Math.max(0, Math.min(offset, text.length() - 1));
    int quote = stringAround(text, at);
    return quote < 0 ? outsideOfStrings(text, at, in) : inString(text, quote);
  }

  /**
   * Returns the offset of the first quote of the string that is not closed before this offset; -1
   * if there is none.
   */
  static int stringAround(String text, int offset) {
    int quote = -1;
    for (int i = 0; i < offset; i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quote = quote < 0 ? i : -1;
      } else if (c == '\\' && quote >= 0) {
        i++;
      }
    }
    return quote;
  }

  private static SyntaxError inString(String text, int quote) {
    int start = quote;
    int end = quote + 1;
    Matcher escape = ESCAPE.matcher(text).region(end, text.length());
    while (start == quote && escape.find()) {
      if (escape.group("bad") != null) {
        start = escape.start();
        end = escape.end();
      }
    }
    return new SyntaxError(
        text,
        start,
        end,
        "write a quote, a backslash and a control character as an escape, such as \\\" \\\\ \\n or"
            + " \\u0007");
  }

  private static SyntaxError outsideOfStrings(String text, int offset, TokenStreamContext in) {
    int start = start(text, offset);
    int end = isPartOfWord(text.charAt(start)) ? wordEnd(text, start) : start + 1;
    String found = text.substring(start, end);
    return new SyntaxError(text, start, end, remedy(found, last(text, start), in));
  }

  /** Returns the line and column of an offset, for people. */
  static String place(String text, int offset) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < offset; i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1))) {
        line++;
        lineStart = i + 1;
      }
    }
    return "line " + line + ", column " + (offset - lineStart + 1);
  }

  /** Returns the part in quotes, printable, cut if it is long. */
  String found() {
    return Texts.quote(found);
  }

  String rule() {
    return "must be strict JSON (RFC 8259) at " + place(text, start) + ": " + remedy;
  }

  /** The parser stops behind a word that is no JSON, but at a sign that is out of place. */
  private static int start(String text, int offset) {
    int wordStart = offset;
    while (wordStart > 0 && isPartOfWord(text.charAt(wordStart - 1))) {
      wordStart--;
    }
    boolean outOfPlace =
        !isPartOfWord(text.charAt(offset))
            && (wordStart == offset || SCALAR.matcher(text.substring(wordStart, offset)).matches());
    return outOfPlace ? offset : wordStart;
  }

  private static int wordEnd(String text, int start) {
    int end = start;
    while (end < text.length() && isPartOfWord(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isPartOfWord(char c) {
    return c > ' ' && "{}[],:\"".indexOf(c) < 0;
  }

  /** Returns the last sign before this offset. */
  private static char last(String text, int offset) {
    String before = text.substring(0, offset).stripTrailing();
    return before.isEmpty() ? NONE : before.charAt(before.length() - 1);
  }

  private static String remedy(String found, char last, TokenStreamContext in) {
    if (COMMENT.matcher(found).matches()) {
      return "remove the comment";
    }
    if (found.startsWith("'")) {
      return "write names and texts in double quotes";
    }
    if (last == ',' && (found.equals("}") || found.equals("]"))) {
      return "remove the comma before it";
    }
    if ("{[,:".indexOf(last) < 0 && last != NONE) {
      return missingBefore(in);
    }
    if (LIKE_A_NUMBER.matcher(found).matches()) {
      return "write a number such as 12 or -1.5e3";
    }
    return in.inObject() && last != ':'
        ? "write each member as \"name\": value"
        : "write an object, an array, a text in double quotes, a number, true, false or null";
  }

  private static String missingBefore(TokenStreamContext in) {
    if (in.inObject()) {
      return "put what is missing before it, a colon after a name, a comma or } after a value";
    }
    return in.inArray() ? "put a comma or ] before it" : "remove what follows the first value";
  }
}
