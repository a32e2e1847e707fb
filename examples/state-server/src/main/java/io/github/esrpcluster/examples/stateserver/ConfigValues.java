package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.api.NotificationRates;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.internal.Checks;
import io.github.esrpcluster.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Reads the values of a configuration that are neither texts nor numbers. */
final class ConfigValues {
  private static final Duration LONGEST = Duration.ofDays(366);

  private ConfigValues() {}

  /** Reads a duration above zero, such as {@code PT30S}. */
  static Optional<Duration> duration(JsonObject json, String name) {
    return duration(json, name, LONGEST);
  }

  /** Reads a duration above zero and at most as long as this. */
  static Optional<Duration> duration(JsonObject json, String name, Duration longest) {
    return json.optionalText(name, text -> Checks.positive(name, parsedDuration(text), longest));
  }

  /** Parses a duration. */
  static Duration parsedDuration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "not a duration: \"" + text + "\"; write PT5S for 5 seconds, PT10M for 10 minutes", e);
    }
  }

  /** Reads an integer from 1 up to a bound; the default if it is missing. */
  static int positive(JsonObject json, String name, int max, int otherwise) {
    return json.has(name) ? json.integer(name, 1, max) : otherwise;
  }

  /** Reads true or false; the default if it is missing. */
  static boolean bool(JsonObject json, String name, boolean otherwise) {
    return json.has(name) ? json.bool(name) : otherwise;
  }

  /** Reads a list of one or more texts; an empty list if it is missing. */
  static <T> List<T> list(JsonObject json, String name, String what, Function<String, T> form) {
    List<T> values = new ArrayList<>();
    if (json.has(name)) {
      for (JsonNode each : json.list(name, what)) {
        values.add(element(JsonObject.child(json.at(name), "" + values.size()), each, form));
      }
    }
    return List.copyOf(values);
  }

  private static <T> T element(String pointer, JsonNode each, Function<String, T> form) {
    if (!each.isString()) {
      throw ConfigException.at(pointer, JsonObject.show(each), "must be a text");
    }
    try {
      return form.apply(each.stringValue());
    } catch (IllegalArgumentException e) {
      throw ConfigException.at(pointer, "", "is refused: " + e.getMessage());
    }
  }

  /** Reads the objects of a list; an empty list if it is missing. */
  static <T> List<T> objects(JsonObject json, String name, Function<JsonObject, T> form) {
    return json.has(name) ? json.objects(name).stream().map(form).toList() : List.of();
  }

  /** Reads a rate in notifications per second (RFC 6446). */
  static double rate(JsonObject json, String name) {
    double rate = json.value(name, JsonNode::isNumber, "must be a number").doubleValue();
    if (rate < NotificationRates.LOWEST || rate > NotificationRates.HIGHEST) {
      throw json.refusal(
          name, "must be a rate in notifications per second, 1e-10 to 99.9999999999");
    }
    return rate;
  }

  /** Sets a value, and names its member if it is refused. */
  static void refusing(JsonObject json, String name, Runnable setting) {
    try {
      setting.run();
    } catch (IllegalArgumentException e) {
      throw json.refusal(name, "is refused: " + e.getMessage());
    }
  }

  /** Parses the URI of a service of the configuration. */
  static ServiceId knownService(String uri, Set<ServiceId> services) {
    ServiceId service = ServiceId.of(uri);
    if (!services.contains(service)) {
      throw new IllegalArgumentException(
          "the configuration has no service " + service + "; it has " + services);
    }
    return service;
  }
}
