package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.StatusPolicy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The members of one policy in JSON, as the writer of its type puts them down, in that order. The
 * member {@code "type"} is there already. What is put down, {@link PolicyObject} gives back.
 *
 * <p>Every method throws {@link IllegalArgumentException} for a member that was put down before.
 * Used by one thread, for the time of the writing.
 */
public final class PolicyMembers {
  private final ObjectNode object = JsonNodeFactory.instance.objectNode();
  private final String path;
  private final int depth;
  private final PolicyTypes types;

  private PolicyMembers(String path, int depth, PolicyTypes types) {
    this.path = path;
    this.depth = depth;
    this.types = types;
  }

  static ObjectNode write(StatusPolicy policy, String path, int depth, PolicyTypes types) {
    Objects.requireNonNull(policy, "policy");
    PolicyType<?> type =
        types
            .of(policy)
            .orElseThrow(
                () ->
                    new PolicyJsonException(
                        path,
                        policy.getClass().getName(),
                        "must be of a type that is known: " + types.names()));
    PolicyMembers to = new PolicyMembers(path, depth, types);
    to.requireDepth(path, depth);
    to.putText("type", type.name());
    to.writeAs(type, policy);
    return to.object;
  }

  private void writeAs(PolicyType<?> type, StatusPolicy policy) {
    try {
      type.write(policy, this);
    } catch (PolicyJsonException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new PolicyJsonException(
          path,
          policy.getClass().getName(),
          "refused by type \"" + type.name() + "\": " + e.getMessage(),
          e);
    }
  }

  /** An integer. */
  public PolicyMembers putInt(String name, int value) {
    unused(name).put(name, value);
    return this;
  }

  /**
   * A share.
   *
   * @throws IllegalArgumentException if it is not above 0 and at most 1
   */
  public PolicyMembers putShare(String name, double value) {
    Share.of(name, value);
    unused(name).put(name, value);
    return this;
  }

  /** {@code true} or {@code false}. */
  public PolicyMembers putBoolean(String name, boolean value) {
    unused(name).put(name, value);
    return this;
  }

  /** A text. */
  public PolicyMembers putText(String name, String value) {
    unused(name).put(name, Objects.requireNonNull(value, name));
    return this;
  }

  /**
   * A list of texts, at least one, none of which stands twice.
   *
   * @throws PolicyJsonException if it is empty, or one stands twice
   */
  public PolicyMembers putTexts(String name, List<String> values) {
    String at = PolicyObject.child(path, name);
    requireDepth(at, depth + 1);
    Set<String> texts = new LinkedHashSet<>();
    for (String value : values) {
      if (!texts.add(Objects.requireNonNull(value, name))) {
        String again = PolicyObject.child(at, Integer.toString(texts.size()));
        throw new PolicyJsonException(again, value, PolicyObject.TWICE);
      }
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    texts.forEach(list::add);
    return putList(name, list, "texts");
  }

  /**
   * A policy.
   *
   * @throws PolicyJsonException if it is of no type that is known
   */
  public PolicyMembers putPolicy(String name, StatusPolicy policy) {
    unused(name).set(name, write(policy, PolicyObject.child(path, name), depth + 1, types));
    return this;
  }

  /**
   * A list of policies, at least one.
   *
   * @throws PolicyJsonException if it is empty, or one is of no type that is known
   */
  public PolicyMembers putPolicies(String name, List<? extends StatusPolicy> policies) {
    String at = PolicyObject.child(path, name);
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (StatusPolicy policy : policies) {
      String each = PolicyObject.child(at, Integer.toString(list.size()));
      list.add(write(policy, each, depth + 2, types));
    }
    return putList(name, list, "policies");
  }

  private PolicyMembers putList(String name, ArrayNode list, String ofWhat) {
    if (list.isEmpty()) {
      String at = PolicyObject.child(path, name);
      throw new PolicyJsonException(at, "[]", PolicyObject.oneOrMore(ofWhat));
    }
    unused(name).set(name, list);
    return this;
  }

  private ObjectNode unused(String name) {
    if (object.has(Objects.requireNonNull(name, "name"))) {
      throw new IllegalArgumentException("member \"" + name + "\" is there already");
    }
    return object;
  }

  private void requireDepth(String at, int levels) {
    if (levels > PolicyJson.MAX_DEPTH) {
      throw new PolicyJsonException(
          at, "", "must be at most " + PolicyJson.MAX_DEPTH + " levels deep");
    }
  }
}
