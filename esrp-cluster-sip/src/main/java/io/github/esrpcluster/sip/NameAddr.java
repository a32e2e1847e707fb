package io.github.esrpcluster.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The value of {@code From}, {@code To}, {@code Contact}, {@code Route} or {@code Record-Route}: a
 * URI and parameters of the header (RFC 3261 section 20.10). Without angle brackets the parameters
 * belong to the header.
 *
 * @param uri the URI, without angle brackets and display name
 * @param parameters the rest of the value, from its first {@code ;}; may be empty
 */
record NameAddr(String uri, String parameters) {
  /** Returns the parts; empty if there is no URI, or if it has a blank or a control character. */
  static Optional<NameAddr> parse(String value) {
    int open = skipDisplayName(value);
    String uri;
    String parameters;
    if (open >= 0) {
      int close = value.indexOf('>', open);
      if (close < 0) {
        return Optional.empty();
      }
      uri = value.substring(open + 1, close).strip();
      parameters = value.substring(close + 1).strip();
    } else {
      int semicolon = value.indexOf(';');
      int end = semicolon < 0 ? value.length() : semicolon;
      uri = value.substring(0, end).strip();
      parameters = value.substring(end);
    }
    boolean sound =
        !uri.isEmpty() && uri.chars().allMatch(c -> c > ' ' && c != 0x7f && "<>\"".indexOf(c) < 0);
    return sound && (parameters.isEmpty() || parameters.charAt(0) == ';')
        ? Optional.of(new NameAddr(uri, parameters))
        : Optional.empty();
  }

  private static int skipDisplayName(String value) {
    return value.indexOf('<', value.startsWith("\"") ? endOfQuotes(value, 0) : 0);
  }

  /** Returns the index after the quoted text that begins at {@code start}. */
  private static int endOfQuotes(String value, int start) {
    int i = start + 1;
    while (i < value.length() && value.charAt(i) != '"') {
      i += value.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(i + 1, value.length());
  }

  /** Returns the value of the parameter {@code tag}; empty if there is none. */
  String tag() {
    return parameter(parameters, "tag");
  }

  /** Returns the value of a parameter; empty if there is none. */
  static String parameter(String parameters, String name) {
    for (String parameter : split(parameters, ';')) {
      int equals = parameter.indexOf('=');
      if (equals >= 0 && parameter.substring(0, equals).strip().equalsIgnoreCase(name)) {
        return parameter.substring(equals + 1).strip();
      }
    }
    return "";
  }

  /** Returns the elements of a list, not split within quotes or angle brackets. */
  static List<String> split(String list, char separator) {
    List<String> elements = new ArrayList<>();
    boolean bracket = false;
    int start = 0;
    int i = 0;
    while (i < list.length()) {
      char c = list.charAt(i);
      if (c == '"' && !bracket) {
        i = endOfQuotes(list, i);
        continue;
      }
      bracket = c == '<' || (bracket && c != '>');
      if (c == separator && !bracket) {
        addElement(elements, list.substring(start, i));
        start = i + 1;
      }
      i++;
    }
    addElement(elements, list.substring(start));
    return elements;
  }

  private static void addElement(List<String> elements, String element) {
    String stripped = element.strip();
    if (!stripped.isEmpty()) {
      elements.add(stripped);
    }
  }
}
