package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.internal.Texts;
import io.github.esrpcluster.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes the members of one policy in JSON from the writer of its type, and keeps their order. The
 * member {@code "type"} is there already. {@link PolicyObject} returns the same values.
 *
 * <p>Every method throws {@link IllegalArgumentException} for a member that is there already. Used
 * by one thread, while the policy is written.
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
                        "must be of a known type: " + types.names()));
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
      throw PolicyJsonException.refused(path, policy.getClass().getName(), type.name(), e);
    }
  }

  /** Writes an integer. */
  public PolicyMembers putInt(String name, int value) {
    unused(name).put(name, value);
    return this;
  }

  /**
   * Writes a share.
   *
   * @throws IllegalArgumentException if it is not above 0 and at most 1
   */
  public PolicyMembers putShare(String name, double value) {
    Share.of(name, value);
    unused(name).put(name, value);
    return this;
  }

  /** Writes {@code true} or {@code false}. */
  public PolicyMembers putBoolean(String name, boolean value) {
    unused(name).put(name, value);
    return this;
  }

  /**
   * Writes a text.
   *
   * @throws PolicyJsonException if it has no UTF-8 form
   */
  public PolicyMembers putText(String name, String value) {
    PolicyObject.requireText(Objects.requireNonNull(value, name), JsonObject.child(path, name));
    unused(name).put(name, value);
    return this;
  }

  /**
   * Writes a list of texts: at least one, and none of them twice.
   *
   * @throws PolicyJsonException if it is empty, or a text occurs twice or has no UTF-8 form
   */
  public PolicyMembers putTexts(String name, List<String> values) {
    String list = JsonObject.child(path, name);
    requireDepth(list, depth + 1);
    Set<String> texts = new LinkedHashSet<>();
    for (String value : values) {
      String at = PolicyObject.child(list, texts.size());
      PolicyObject.requireText(Objects.requireNonNull(value, name), at);
      if (!texts.add(value)) {
        throw new PolicyJsonException(at, Texts.quote(value), PolicyObject.TWICE);
      }
    }
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    texts.forEach(array::add);
    return putList(name, array, "texts");
  }

  /**
   * Writes a policy.
   *
   * @throws PolicyJsonException if its type is not known
   */
  public PolicyMembers putPolicy(String name, StatusPolicy policy) {
    unused(name).set(name, write(policy, JsonObject.child(path, name), depth + 1, types));
    return this;
  }

  /**
   * Writes a list of policies, at least one.
   *
   * @throws PolicyJsonException if it is empty, or the type of a policy is not known
   */
  public PolicyMembers putPolicies(String name, List<? extends StatusPolicy> policies) {
    String at = JsonObject.child(path, name);
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (StatusPolicy policy : policies) {
      list.add(write(policy, PolicyObject.child(at, list.size()), depth + 2, types));
    }
    return putList(name, list, "policies");
  }

  private PolicyMembers putList(String name, ArrayNode list, String ofWhat) {
    if (list.isEmpty()) {
      throw new PolicyJsonException(
          JsonObject.child(path, name), "[]", JsonObject.oneOrMore(ofWhat));
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
