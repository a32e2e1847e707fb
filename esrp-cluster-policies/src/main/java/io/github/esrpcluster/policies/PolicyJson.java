package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.StatusPolicy;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The JSON form of status policies: an object whose {@code "type"} names the policy, and whose
 * other members are that policy's own.
 *
 * <pre>{@code
 * {"type":"worst-of","policies":[
 *   {"type":"quorum","majority":true},
 *   {"type":"per-site","needed":2,"sites":["east","west"],"policy":{"type":"any-up"}}]}
 * }</pre>
 *
 * <p>Reading is strict: an unknown member or type, a wrong JSON type, a value out of its range, a
 * name that stands twice, NaN, text behind the end, more than {@value #MAX_LENGTH} characters or
 * more than {@value #MAX_DEPTH} levels are refused, with an error that names the path and the rule.
 * What is written is read back as an equal policy; options that have their default are not written.
 *
 * <p>A vendor registers a type of policy by {@link #with}; the combining policies then take it as a
 * part. A policy that registered no type, a lambda for instance, has no JSON form.
 *
 * <p>Immutable and thread-safe.
 */
public final class PolicyJson {
  /** The longest text that is read or written, in characters. */
  public static final int MAX_LENGTH = 65_536;

  /** How deep objects and lists may stand within each other. */
  public static final int MAX_DEPTH = 64;

  private static final PolicyJson STANDARD = new PolicyJson(StandardTypes.all());

  private final PolicyTypes types;

  private PolicyJson(PolicyTypes types) {
    this.types = types;
  }

  /** Knows the policies of this package. */
  public static PolicyJson standard() {
    return STANDARD;
  }

  /**
   * Knows one more type of policy.
   *
   * @param type what the member {@code "type"} says: 1 to 64 letters, digits, {@code -}, {@code .}
   *     or {@code _}
   * @param policyClass the class of the policies; those of a subclass are not meant
   * @param reader makes a policy of a JSON object. What it throws becomes a {@link
   *     PolicyJsonException} that names the object; members it does not ask for are refused
   * @param writer writes down the members from which the reader makes an equal policy. What it
   *     throws becomes a {@link PolicyJsonException} that names the place of the policy
   * @throws IllegalArgumentException if the type or the class is known already, or the type is not
   *     a name as told
   */
  public <P extends StatusPolicy> PolicyJson with(
      String type,
      Class<P> policyClass,
      Function<PolicyObject, ? extends StatusPolicy> reader,
      BiConsumer<P, PolicyMembers> writer) {
    return new PolicyJson(types.with(new PolicyType<>(type, policyClass, reader, writer)));
  }

  /**
   * The policy that this text describes.
   *
   * @throws PolicyJsonException if it describes none, naming the path and the rule
   */
  public StatusPolicy read(String text) {
    return PolicyObject.read(JsonText.parse(Objects.requireNonNull(text, "text")), "", types);
  }

  /**
   * The policy as one line of JSON, in the order in which its type writes its members.
   *
   * @throws PolicyJsonException if the policy, or a part of it, is of no type that is known here,
   *     or its type refuses to write it, or the text would be longer or deeper than what is read
   */
  public String write(StatusPolicy policy) {
    return JsonText.print(PolicyMembers.write(policy, "", 1, types));
  }
}
