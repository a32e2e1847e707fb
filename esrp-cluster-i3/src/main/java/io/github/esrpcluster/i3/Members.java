package io.github.esrpcluster.i3;

import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The members of one JSON object, and where it stands. Asks for what a body must have; whatever
 * else is there is never looked at (NENA-STA-010.3 section 2.8.3). Null is not absence: absent
 * members are left out.
 */
final class Members {
  private final String document;
  private final String pointer;
  private final ObjectNode object;

  Members(String document, String pointer, ObjectNode object) {
    this.document = document;
    this.pointer = pointer;
    this.object = object;
  }

  boolean has(String name) {
    return object.has(name);
  }

  boolean hasObject(String name) {
    return object.get(name) instanceof ObjectNode;
  }

  Members object(String name) {
    if (required(name) instanceof ObjectNode inner) {
      return new Members(document, at(name), inner);
    }
    throw refusal(name, "it must be an object");
  }

  Optional<Members> optionalObject(String name) {
    return has(name) ? Optional.of(object(name)) : Optional.empty();
  }

  String text(String name) {
    return text(name, "it must be a text");
  }

  String text(String name, String rule) {
    JsonNode value = required(name);
    if (!value.isString()) {
      throw refusal(name, rule);
    }
    if (!Foreign.isWellFormed(value.stringValue())) {
      throw refusal(name, "half of a surrogate pair is missing");
    }
    return value.stringValue();
  }

  Optional<String> optionalText(String name) {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  /** A text in the form of something whose refusal begins with "not a". */
  <T> T text(String name, Function<String, T> form) {
    String text = text(name);
    try {
      return form.apply(text);
    } catch (IllegalArgumentException e) {
      throw I3FormatException.wrong(document, at(name), "is " + e.getMessage());
    }
  }

  <T> Optional<T> optionalText(String name, Function<String, T> form) {
    return has(name) ? Optional.of(text(name, form)) : Optional.empty();
  }

  /** A word of a registry; whether the registry has it is not asked. */
  String token(String name) {
    String token = text(name);
    if (token.isBlank()) {
      throw refusal(name, "it must not be blank");
    }
    return token;
  }

  Optional<String> optionalToken(String name) {
    return has(name) ? Optional.of(token(name)) : Optional.empty();
  }

  int integer(String name, int min, int max) {
    JsonNode value = required(name);
    boolean inRange =
        value.isIntegralNumber()
            && value.canConvertToInt()
            && value.intValue() >= min
            && value.intValue() <= max;
    if (!inRange) {
      throw refusal(name, "it must be an integer from " + min + " to " + max);
    }
    return value.intValue();
  }

  /** The refusal of the named member's value, or of its absence. */
  I3FormatException refusal(String name, String rule) {
    JsonNode value = object.get(name);
    return value == null
        ? I3FormatException.wrong(document, at(name), rule)
        : I3FormatException.wrong(document, at(name), describe(value), rule);
  }

  /** The refusal of the object as a whole. */
  I3FormatException refusal(String rule) {
    return I3FormatException.wrong(document, pointer, rule);
  }

  static String describe(JsonNode value) {
    if (value.isContainer()) {
      return value.isObject() ? "an object" : "an array";
    }
    return value.isString()
        ? Foreign.quote(value.stringValue())
        : Foreign.sentence(value.toString());
  }

  private JsonNode required(String name) {
    JsonNode value = object.get(name);
    if (value == null) {
      throw refusal(name, "is missing");
    }
    return value;
  }

  private String at(String name) {
    return pointer + "/" + name;
  }
}
