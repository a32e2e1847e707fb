package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.internal.Texts;
import io.github.esrpcluster.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gives the reader of a type the members of a policy in JSON. Every method that ends in {@code At}
 * reads a required member, and throws a {@link PolicyJsonException} that names the path if the
 * member is missing or of another kind. For an optional member, call {@link #has} first. When the
 * reader returns, members that it did not read are refused.
 *
 * <p>Used by one thread, while the policy is read.
 */
public final class PolicyObject {
  static final String TWICE = "must not occur twice";

  private final JsonObject json;
  private final PolicyTypes types;

  private PolicyObject(JsonObject json, PolicyTypes types) {
    this.json = json;
    this.types = types;
  }

  static StatusPolicy read(JsonNode value, String path, PolicyTypes types) {
    if (!(value instanceof ObjectNode object)) {
      throw new PolicyJsonException(
          path, JsonObject.show(value), "must be an object with a \"type\"");
    }
    PolicyObject from =
        new PolicyObject(new JsonObject(object, path, PolicyJsonException::new), types);
    String name = from.textAt("type");
    PolicyType<?> type =
        types
            .named(name)
            .orElseThrow(() -> from.refusal("type", "must be one of " + types.names()));
    StatusPolicy policy = from.readAs(type);
    from.json.refuseOthers("this " + name);
    return policy;
  }

  private StatusPolicy readAs(PolicyType<?> type) {
    StatusPolicy policy;
    try {
      policy = type.reader().apply(this);
    } catch (PolicyJsonException e) {
      throw e;
    } catch (RuntimeException e) {
      throw PolicyJsonException.refused(json.pointer(), json.toString(), type.name(), e);
    }
    if (policy == null) {
      throw new PolicyJsonException(
          json.pointer(),
          json.toString(),
          "the reader of type \"" + type.name() + "\" returned null");
    }
    return policy;
  }

  /** Returns whether there is a member of this name. */
  public boolean has(String name) {
    return json.has(name);
  }

  /** Returns an integer from {@code min} to {@code max}; {@code 3.0} is not an integer. */
  public int intAt(String name, int min, int max) {
    return json.integer(name, min, max);
  }

  /** Returns a share: a number above 0 and at most 1. */
  public double shareAt(String name) {
    return shareAt(name, 1);
  }

  /**
   * Returns a share above 0 and at most {@code max}.
   *
   * @throws IllegalArgumentException if {@code max} is not above 0 and at most 1
   */
  public double shareAt(String name, double max) {
    Share.of("max", max);
    return json.value(
            name,
            found -> found.isNumber() && isShare(found.decimalValue(), max),
            "must be a number above 0 and at most " + BigDecimal.valueOf(max).toPlainString())
        .doubleValue();
  }

  private static boolean isShare(BigDecimal value, double max) {
    return value.compareTo(Share.LEAST) >= 0 && value.compareTo(BigDecimal.valueOf(max)) <= 0;
  }

  /** Returns {@code true} or {@code false}. */
  public boolean booleanAt(String name) {
    return json.bool(name);
  }

  /** Returns a text, which may be empty. */
  public String textAt(String name) {
    return json.text(name);
  }

  /** Returns a list of texts: at least one, and none of them twice. */
  public List<String> textsAt(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode each : json.list(name, "texts")) {
      texts.add(text(each, child(json.at(name), texts.size()), texts));
    }
    return List.copyOf(texts);
  }

  private static String text(JsonNode value, String at, List<String> before) {
    if (!value.isString()) {
      throw new PolicyJsonException(at, JsonObject.show(value), "must be a text");
    }
    requireText(value.stringValue(), at);
    if (before.contains(value.stringValue())) {
      throw new PolicyJsonException(at, JsonObject.show(value), TWICE);
    }
    return value.stringValue();
  }

  /** Refuses a text without a UTF-8 form, for reading and for writing. */
  static void requireText(String text, String at) {
    if (!Texts.isWellFormed(text)) {
      throw new PolicyJsonException(at, Texts.quote(text), JsonObject.HALF_OF_PAIR);
    }
  }

  /** Returns a policy of any known type. */
  public StatusPolicy policyAt(String name) {
    return read(json.value(name, found -> true, "must be a policy"), json.at(name), types);
  }

  /** Returns a list of policies of any known types, at least one. */
  public List<StatusPolicy> policiesAt(String name) {
    List<StatusPolicy> policies = new ArrayList<>();
    for (JsonNode each : json.list(name, "policies")) {
      policies.add(read(each, child(json.at(name), policies.size()), types));
    }
    return List.copyOf(policies);
  }

  /** Creates the exception that a reader throws if a member breaks a rule of its own. */
  public PolicyJsonException refusal(String name, String rule) {
    return (PolicyJsonException) json.refusal(name, rule);
  }

  static String child(String list, int index) {
    return JsonObject.child(list, Integer.toString(index));
  }
}
