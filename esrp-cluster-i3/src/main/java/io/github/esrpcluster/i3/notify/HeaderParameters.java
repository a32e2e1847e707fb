package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.api.internal.Texts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Splits a header value of the form {@code value;name=text;name} (RFC 3261 section 7.3.1). Blanks
 * around {@code ;} and {@code =} are legal. A quoted text keeps its quotes.
 *
 * @param value the part before the first semicolon
 * @param parameters texts by name in lower case, in their order; empty for a name without a text
 */
record HeaderParameters(String value, Map<String, String> parameters) {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9.!%*_+`'~-]+");

  HeaderParameters {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /**
   * Splits a value.
   *
   * @throws IllegalArgumentException if a name is no token, or occurs twice
   */
  static HeaderParameters parse(String text) {
    List<String> parts = split(text);
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String part : parts.subList(1, parts.size())) {
      int equals = part.indexOf('=');
      String name =
          (equals < 0 ? part : part.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
      String given = equals < 0 ? "" : part.substring(equals + 1).strip();
      requireToken("a parameter name", name);
      if (parameters.putIfAbsent(name, given) != null) {
        throw new IllegalArgumentException("parameter " + name + " must not be repeated");
      }
    }
    return new HeaderParameters(parts.get(0), parameters);
  }

  /** Splits at each semicolon outside of quotes; the parts are stripped. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quoted && c == '\\') {
        at++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ';' && !quoted) {
        parts.add(text.substring(start, at).strip());
        start = at + 1;
      }
    }
    parts.add(text.substring(start).strip());
    return parts;
  }

  /**
   * Checks that a text is a token of RFC 3261.
   *
   * @throws IllegalArgumentException if it is not
   */
  static String requireToken(String what, String text) {
    if (!TOKEN.matcher(text).matches()) {
      throw new IllegalArgumentException(
          Texts.quote(text) + " is not " + what + ": use a token of RFC 3261");
    }
    return text;
  }

  /** Writes a parameter after a semicolon; without a text only the name. */
  static void append(StringBuilder to, String name, String text) {
    to.append(';').append(name);
    if (!text.isEmpty()) {
      to.append('=').append(text);
    }
  }
}
