package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.ServiceId;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The members of one JSON object. Remembers what it was asked for, so that in the end it can refuse
 * members that nobody wants: a misspelt one must not pass for one left out.
 */
final class Fields {
  private static final Duration LONGEST = Duration.ofDays(366);

  private final String path;
  private final ObjectNode object;
  private final Set<String> asked = new TreeSet<>();

  Fields(String path, ObjectNode object) {
    this.path = path;
    this.object = object;
  }

  boolean has(String name) {
    return find(name) != null;
  }

  Fields object(String name) {
    return new Fields(at(name), objectNode(name));
  }

  ObjectNode objectNode(String name) {
    if (required(name) instanceof ObjectNode inner) {
      return inner;
    }
    throw refusal(name, "it must be an object");
  }

  ServiceId service() {
    return read("service", ServiceId::of);
  }

  NodeId node() {
    return read("node", NodeId::of);
  }

  /** A text in a form of its own. */
  <T> T read(String name, Function<String, T> form) {
    try {
      return form.apply(text(name));
    } catch (BadLineException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new BadLineException(at(name) + ": " + e.getMessage());
    }
  }

  String text(String name) {
    JsonNode value = required(name);
    if (value.isString()) {
      return value.stringValue();
    }
    throw refusal(name, "it must be a text");
  }

  Optional<String> optionalText(String name) {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  Optional<Integer> optionalInteger(String name) {
    JsonNode value = find(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value.isIntegralNumber() && value.canConvertToInt()) {
      return Optional.of(value.intValue());
    }
    throw refusal(name, "it must be an integer of at most 32 bits");
  }

  Optional<Duration> optionalDuration(String name) {
    return has(name) ? Optional.of(duration(name)) : Optional.empty();
  }

  Duration duration(String name) {
    Duration duration = parsedDuration(name);
    if (duration.isZero() || duration.isNegative() || duration.compareTo(LONGEST) > 0) {
      throw refusal(name, "it must be above zero and at most " + LONGEST);
    }
    return duration;
  }

  private Duration parsedDuration(String name) {
    try {
      return Duration.parse(text(name));
    } catch (DateTimeException e) {
      throw refusal(
          name, "it must be a duration, such as PT5S for 5 seconds, PT10M for 10 minutes");
    }
  }

  /** Refuses members that were never asked for. */
  void refuseOthers() {
    for (String name : object.propertyNames()) {
      if (!asked.contains(name)) {
        throw new BadLineException(
            "unknown member " + at(name) + "; there may be " + String.join(", ", asked));
      }
    }
  }

  private JsonNode required(String name) {
    JsonNode value = find(name);
    if (value == null) {
      throw new BadLineException(at(name) + " is missing");
    }
    return value;
  }

  private @Nullable JsonNode find(String name) {
    asked.add(name);
    return object.get(name);
  }

  private BadLineException refusal(String name, String rule) {
    return new BadLineException(at(name) + " is " + object.get(name) + ": " + rule);
  }

  private String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
