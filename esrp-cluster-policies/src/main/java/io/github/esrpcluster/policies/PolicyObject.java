package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.StatusPolicy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * One policy in JSON, as the reader of its type sees it. Every method that ends in {@code At} asks
 * for a member that must be there, and refuses what is not of its kind with a {@link
 * PolicyJsonException} that names the path; for one that may be missing, ask {@link #has} first. A
 * member that was never asked for is refused once the reader is done.
 *
 * <p>Used by one thread, for the time of the reading.
 */
public final class PolicyObject {
  static final String TWICE = "must not stand twice";

  private final JsonNode object;
  private final String path;
  private final PolicyTypes types;
  private final TreeSet<String> asked = new TreeSet<>();

  private PolicyObject(JsonNode object, String path, PolicyTypes types) {
    this.object = object;
    this.path = path;
    this.types = types;
  }

  static StatusPolicy read(JsonNode json, String path, PolicyTypes types) {
    if (!json.isObject()) {
      throw new PolicyJsonException(path, json.toString(), "must be an object with a \"type\"");
    }
    PolicyObject from = new PolicyObject(json, path, types);
    String name = from.textAt("type");
    PolicyType<?> type =
        types
            .named(name)
            .orElseThrow(() -> from.refusal("type", "must be one of " + types.names()));
    StatusPolicy policy = from.readAs(type);
    from.refuseUnasked(name);
    return policy;
  }

  private StatusPolicy readAs(PolicyType<?> type) {
    try {
      return Objects.requireNonNull(type.reader().apply(this), "its reader returned null");
    } catch (PolicyJsonException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new PolicyJsonException(
          path, object.toString(), "refused by type \"" + type.name() + "\": " + e.getMessage(), e);
    }
  }

  private void refuseUnasked(String type) {
    for (String name : object.propertyNames()) {
      if (!asked.contains(name)) {
        throw refusal(
            name, "is no member of this " + type + "; it may have " + String.join(", ", asked));
      }
    }
  }

  /** True if there is a member of this name. */
  public boolean has(String name) {
    asked.add(Objects.requireNonNull(name, "name"));
    return object.has(name);
  }

  /** An integer in {@code min..max}; one with a fraction, even {@code 3.0}, is none. */
  public int intAt(String name, int min, int max) {
    JsonNode value =
        require(
            name,
            found -> found.isInt() && found.intValue() >= min && found.intValue() <= max,
            "must be an integer in " + min + ".." + max);
    return value.intValue();
  }

  /** A share: a number above 0 and at most 1. */
  public double shareAt(String name) {
    return shareAt(name, 1);
  }

  /**
   * A share above 0 and at most {@code max}.
   *
   * @throws IllegalArgumentException if {@code max} is itself no share, above 0 and at most 1,
   *     whatever the member says
   */
  public double shareAt(String name, double max) {
    Share.of("max", max);
    JsonNode value =
        require(
            name,
            found -> found.isNumber() && isShare(found.decimalValue(), max),
            "must be a number above 0 and at most " + BigDecimal.valueOf(max).toPlainString());
    return value.doubleValue();
  }

  private static boolean isShare(BigDecimal value, double max) {
    return value.compareTo(Share.LEAST) >= 0 && value.compareTo(BigDecimal.valueOf(max)) <= 0;
  }

  /** {@code true} or {@code false}. */
  public boolean booleanAt(String name) {
    return require(name, JsonNode::isBoolean, "must be true or false").booleanValue();
  }

  /** A text, possibly empty. */
  public String textAt(String name) {
    return require(name, JsonNode::isString, "must be a text").stringValue();
  }

  /** A list of texts, at least one, none of which stands twice. */
  public List<String> textsAt(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode each : listAt(name, "texts")) {
      String at = child(child(path, name), Integer.toString(texts.size()));
      if (!each.isString()) {
        throw new PolicyJsonException(at, each.toString(), "must be a text");
      }
      if (texts.contains(each.stringValue())) {
        throw new PolicyJsonException(at, each.toString(), TWICE);
      }
      texts.add(each.stringValue());
    }
    return List.copyOf(texts);
  }

  /** A policy of any known type. */
  public StatusPolicy policyAt(String name) {
    return read(require(name, found -> true, "must be a policy"), child(path, name), types);
  }

  /** A list of policies of any known types, at least one. */
  public List<StatusPolicy> policiesAt(String name) {
    List<StatusPolicy> policies = new ArrayList<>();
    for (JsonNode each : listAt(name, "policies")) {
      String at = child(child(path, name), Integer.toString(policies.size()));
      policies.add(read(each, at, types));
    }
    return List.copyOf(policies);
  }

  /** The error to throw where a reader finds a member that breaks a rule of its own. */
  public PolicyJsonException refusal(String name, String rule) {
    JsonNode found = object.get(name);
    return new PolicyJsonException(child(path, name), found == null ? "" : found.toString(), rule);
  }

  private JsonNode listAt(String name, String ofWhat) {
    return require(name, found -> found.isArray() && !found.isEmpty(), oneOrMore(ofWhat));
  }

  static String oneOrMore(String ofWhat) {
    return "must be a list of one or more " + ofWhat;
  }

  private JsonNode require(String name, Predicate<JsonNode> fits, String rule) {
    if (!has(name)) {
      throw refusal(name, "is missing; it " + rule);
    }
    JsonNode found = object.get(name);
    if (!fits.test(found)) {
      throw refusal(name, rule);
    }
    return found;
  }

  /** A JSON pointer, one step longer (RFC 6901). */
  static String child(String path, String name) {
    return path + "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
