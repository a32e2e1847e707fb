package io.github.esrpcluster.simulation.wire;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A header with parameters, such as {@code active;expires=60}.
 *
 * @param value the part before the first semicolon
 * @param parameters by name, in lower case; a parameter without a value has an empty one
 */
record HeaderValue(String value, Map<String, String> parameters) {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,10}");
  private static final Pattern RATE = Pattern.compile("\\d{1,2}(\\.\\d{1,10})?");

  static HeaderValue parse(String text) {
    String[] parts = text.split(";", -1);
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      String[] pair = parts[i].split("=", 2);
      parameters.put(
          pair[0].strip().toLowerCase(Locale.ROOT), pair.length < 2 ? "" : pair[1].strip());
    }
    return new HeaderValue(parts[0].strip(), parameters);
  }

  String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  boolean has(String name) {
    return parameters.containsKey(name);
  }

  OptionalLong number(String name) {
    String text = parameter(name);
    return NUMBER.matcher(text).matches()
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  /** Returns a rate of RFC 6446; empty if there is none, or none that the grammar allows. */
  OptionalDouble rate(String name) {
    String text = parameter(name);
    if (!RATE.matcher(text).matches()) {
      return OptionalDouble.empty();
    }
    double rate = Double.parseDouble(text);
    return rate > 0 ? OptionalDouble.of(rate) : OptionalDouble.empty();
  }
}
