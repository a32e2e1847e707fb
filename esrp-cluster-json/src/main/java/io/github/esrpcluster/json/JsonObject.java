package io.github.esrpcluster.json;

import io.github.esrpcluster.api.internal.Texts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the members of one JSON object. A member that is missing, or not of the kind that is asked
 * for, is refused with an exception of {@link JsonErrors}. For a member that may be missing, ask
 * {@link #has} or an {@code optional} method. A null is not a missing member, except after {@link
 * #emptyAsAbsent}.
 *
 * <p>Used by one thread.
 */
public final class JsonObject {
  /** The rule of a text without a UTF-8 form. */
  public static final String HALF_OF_PAIR = "must not have half of a surrogate pair";

  private static final int LONGEST_SHOWN = 80;

  private final ObjectNode object;
  private final String pointer;
  private final JsonErrors errors;
  private final boolean emptyIsAbsent;
  private final Set<String> asked = new TreeSet<>();

  /** Creates a reader of this object, which is at this place. */
  public JsonObject(ObjectNode object, String pointer, JsonErrors errors) {
    this(object, pointer, errors, false);
  }

  private JsonObject(ObjectNode object, String pointer, JsonErrors errors, boolean emptyIsAbsent) {
    this.object = object;
    this.pointer = pointer;
    this.errors = errors;
    this.emptyIsAbsent = emptyIsAbsent;
  }

  /**
   * Returns a reader of this object, and of those in it, for which an optional member that says
   * nothing is absent: null, an empty string, or an object without a member that says more.
   */
  public JsonObject emptyAsAbsent() {
    return new JsonObject(object, pointer, errors, true);
  }

  /** Returns the JSON pointer that is one step longer (RFC 6901). */
  public static String child(String pointer, String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /** Returns a value for a message: as JSON, printable, cut visibly after 80 code points. */
  public static String show(JsonNode value) {
    return value.isString()
        ? Texts.quote(value.stringValue())
        : Texts.printable(value.toString(), LONGEST_SHOWN);
  }

  /** Returns the place of this object; empty for the whole text. */
  public String pointer() {
    return pointer;
  }

  /** Returns the place of a member. */
  public String at(String name) {
    return child(pointer, name);
  }

  /** Returns the names of all members, in their order. */
  public Set<String> names() {
    return Collections.unmodifiableSet(new LinkedHashSet<>(object.propertyNames()));
  }

  /** Returns whether the object has this optional member. */
  public boolean has(String name) {
    JsonNode value = get(name);
    return value != null && !(emptyIsAbsent && saysNothing(value));
  }

  private @Nullable JsonNode get(String name) {
    asked.add(Objects.requireNonNull(name, "name"));
    return object.get(name);
  }

  private static boolean saysNothing(JsonNode value) {
    return value.isNull()
        || (value.isString() && value.stringValue().isEmpty())
        || (value.isObject() && value.values().stream().allMatch(JsonObject::saysNothing));
  }

  /** Returns whether this member is an object, even an empty one. */
  public boolean hasObject(String name) {
    return get(name) instanceof ObjectNode;
  }

  /**
   * Returns this member.
   *
   * @param fits whether a value is of the right kind
   * @param rule the rule that other values break, such as {@code must be a text}
   */
  public JsonNode value(String name, Predicate<JsonNode> fits, String rule) {
    JsonNode value = get(name);
    if (value == null) {
      throw errors.create(at(name), "", "is missing; it " + rule);
    }
    if (!fits.test(value)) {
      throw refusal(name, rule);
    }
    return value;
  }

  /** Returns this member, which must be an object. */
  public JsonObject object(String name) {
    JsonNode value = value(name, JsonNode::isObject, "must be an object");
    return new JsonObject((ObjectNode) value, at(name), errors, emptyIsAbsent);
  }

  /** Returns this member, which must be an object if it is there. */
  public Optional<JsonObject> optionalObject(String name) {
    return has(name) ? Optional.of(object(name)) : Optional.empty();
  }

  /** Returns this member, which must be a string with a UTF-8 form. */
  public String text(String name) {
    return text(name, "must be a text");
  }

  /** Returns this member, which must be a string with a UTF-8 form. */
  public String text(String name, String rule) {
    String text = value(name, JsonNode::isString, rule).stringValue();
    if (!Texts.isWellFormed(text)) {
      throw refusal(name, HALF_OF_PAIR);
    }
    return text;
  }

  /** Returns this member, which must be a string if it is there. */
  public Optional<String> optionalText(String name) {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  /**
   * Returns this member, which must be a string if it is there; empty if it is not. Half of a
   * surrogate pair becomes U+FFFD: what the reason is for may not be lost for it.
   */
  public String reason(String name) {
    return has(name)
        ? Texts.repaired(value(name, JsonNode::isString, "must be a text").stringValue())
        : "";
  }

  /**
   * Returns the value of this member, which must be a string.
   *
   * @param form parses the string, and throws IllegalArgumentException with the value and the rule
   */
  public <T> T text(String name, Function<String, T> form) {
    String text = text(name);
    try {
      return form.apply(text);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      boolean saysWhatItIs = message.startsWith("not ") || message.startsWith("unknown ");
      throw errors.create(at(name), "", (saysWhatItIs ? "is " : "is refused: ") + message);
    }
  }

  /** Returns the value of this member, as {@link #text(String, Function)}, if it is there. */
  public <T> Optional<T> optionalText(String name, Function<String, T> form) {
    return has(name) ? Optional.of(text(name, form)) : Optional.empty();
  }

  /** Returns this member, which must be a string that is not blank. */
  public String token(String name) {
    String token = text(name);
    if (token.isBlank()) {
      throw refusal(name, "must not be blank");
    }
    return token;
  }

  /** Returns this member, which must be a string that is not blank if it is there. */
  public Optional<String> optionalToken(String name) {
    return has(name) ? Optional.of(token(name)) : Optional.empty();
  }

  /** Returns this member, which must be a string, or an object, of which it is the JSON text. */
  public String textOrObject(String name) {
    if (!hasObject(name)) {
      return text(name, "must be a text or an object");
    }
    String text = object.get(name).toString();
    if (!Texts.isWellFormed(text)) {
      throw refusal(name, HALF_OF_PAIR);
    }
    return text;
  }

  /** Returns this member, as {@link #textOrObject}, if it is there. */
  public Optional<String> optionalTextOrObject(String name) {
    return has(name) ? Optional.of(textOrObject(name)) : Optional.empty();
  }

  /** Returns this member, which must be a string that is not blank, or an integer of 0 or more. */
  public String tokenOrInteger(String name) {
    JsonNode value = get(name);
    return value != null && value.isInt() && value.intValue() >= 0 ? value.toString() : token(name);
  }

  /**
   * Returns this member, which must be an integer from 0 to {@code max}, or its digits as a string.
   */
  public int integerOrDigits(String name, int max) {
    JsonNode value = get(name);
    if (value == null || !value.isString()) {
      return integer(name, 0, max);
    }
    String digits = value.stringValue();
    if (!digits.matches("[0-9]{1,10}") || Long.parseLong(digits) > max) {
      throw refusal(name, integerRule(0, max));
    }
    return (int) Long.parseLong(digits);
  }

  /** Returns the elements of this member, which must be an array of objects; it may be empty. */
  public List<JsonObject> objects(String name) {
    JsonNode list = value(name, JsonNode::isArray, "must be a list of objects");
    List<JsonObject> objects = new ArrayList<>();
    for (JsonNode element : list) {
      String at = child(at(name), Integer.toString(objects.size()));
      if (!(element instanceof ObjectNode each)) {
        throw errors.create(at, show(element), "must be an object");
      }
      objects.add(new JsonObject(each, at, errors, emptyIsAbsent));
    }
    return objects;
  }

  /** Returns this member, which must be an integer in this range; 3.0 is not an integer. */
  public int integer(String name, int min, int max) {
    String rule = integerRule(min, max);
    JsonNode number = value(name, JsonNode::isNumber, rule);
    if (!number.isIntegralNumber()) {
      throw refusal(name, rule + ", without fraction and exponent");
    }
    if (!number.isInt() || number.intValue() < min || number.intValue() > max) {
      throw refusal(name, rule);
    }
    return number.intValue();
  }

  private static String integerRule(int min, int max) {
    return "must be an integer from " + min + " to " + max;
  }

  /** Returns this member, which must be true or false. */
  public boolean bool(String name) {
    return value(name, JsonNode::isBoolean, "must be true or false").booleanValue();
  }

  /**
   * Returns the elements of this member, which must be an array with at least one element.
   *
   * @param ofWhat the elements, for a message
   */
  public List<JsonNode> list(String name, String ofWhat) {
    JsonNode list = value(name, found -> found.isArray() && !found.isEmpty(), oneOrMore(ofWhat));
    List<JsonNode> elements = new ArrayList<>();
    list.forEach(elements::add);
    return elements;
  }

  /** Returns the rule of {@link #list}. */
  public static String oneOrMore(String ofWhat) {
    return "must be a list of one or more " + ofWhat;
  }

  /** Creates the exception for a member that breaks a rule, or for its absence. */
  public RuntimeException refusal(String name, String rule) {
    JsonNode value = object.get(name);
    return errors.create(at(name), value == null ? "" : show(value), rule);
  }

  /** Creates the exception for the object as a whole. */
  public RuntimeException refusal(String rule) {
    return errors.create(pointer, "", rule);
  }

  /**
   * Refuses members that no method was asked for: a misspelt member must not pass for one that was
   * left out.
   *
   * @param what the object, for a message
   */
  public void refuseOthers(String what) {
    for (String name : object.propertyNames()) {
      if (!asked.contains(name)) {
        throw refusal(
            name, "is not a member of " + what + "; it may have " + String.join(", ", asked));
      }
    }
  }

  /** Returns the object as JSON text for a message, printable, cut visibly. */
  @Override
  public String toString() {
    return show(object);
  }
}
