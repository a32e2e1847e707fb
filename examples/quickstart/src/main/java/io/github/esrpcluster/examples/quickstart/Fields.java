package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.json.JsonLimits;
import io.github.esrpcluster.json.JsonObject;
import io.github.esrpcluster.json.JsonReader;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Reads the members of a JSON object in a line. Refuses a member that no command has read, so that
 * a misspelt member is not taken for an omitted one.
 */
final class Fields {
  private static final Duration LONGEST = Duration.ofDays(366);

  private static final JsonReader READER =
      new JsonReader(new JsonLimits(Line.LONGEST, 100, Line.LONGEST, 100, 256));

  private final JsonObject json;

  private Fields(JsonObject json) {
    this.json = json;
  }

  /** Parses a line as a JSON object. */
  static Fields read(String line) {
    return new Fields(READER.readObject(line, Fields::refusal));
  }

  private static BadLineException refusal(String pointer, String value, String rule) {
    String place = pointer.isEmpty() ? "the line" : pointer;
    return new BadLineException(
        value.isEmpty() ? place + " " + rule : place + " is " + value + ": it " + rule);
  }

  Set<String> names() {
    return json.names();
  }

  boolean has(String name) {
    return json.has(name);
  }

  Fields object(String name) {
    return new Fields(json.object(name));
  }

  /** Returns the JSON text of an object. */
  String objectText(String name) {
    return json.value(name, JsonNode::isObject, "must be an object").toString();
  }

  ServiceId service() {
    return read("service", ServiceId::of);
  }

  NodeId node() {
    return read("node", NodeId::of);
  }

  <T> T read(String name, Function<String, T> form) {
    return json.text(name, form);
  }

  Optional<String> optionalText(String name) {
    return json.optionalText(name);
  }

  Optional<Integer> optionalInteger(String name) {
    return has(name)
        ? Optional.of(json.integer(name, Integer.MIN_VALUE, Integer.MAX_VALUE))
        : Optional.empty();
  }

  Optional<Duration> optionalDuration(String name) {
    return has(name) ? Optional.of(duration(name)) : Optional.empty();
  }

  Duration duration(String name) {
    Duration duration = parsedDuration(name);
    if (duration.isZero() || duration.isNegative() || duration.compareTo(LONGEST) > 0) {
      throw json.refusal(name, "must be above zero and at most " + LONGEST.toDays() + " days");
    }
    return duration;
  }

  private Duration parsedDuration(String name) {
    try {
      return Duration.parse(json.text(name));
    } catch (DateTimeException e) {
      throw json.refusal(
          name, "must be a duration, such as PT5S for 5 seconds, PT10M for 10 minutes");
    }
  }

  /** Refuses members that no command has read. */
  void refuseOthers() {
    json.refuseOthers(json.pointer().isEmpty() ? "a line with this command" : json.pointer());
  }
}
