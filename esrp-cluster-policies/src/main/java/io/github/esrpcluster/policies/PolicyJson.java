package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.json.JsonLimits;
import io.github.esrpcluster.json.JsonReader;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Reads and writes status policies as JSON: an object whose {@code "type"} names the policy, and
 * whose other members are that policy's own.
 *
 * <pre>{@code
 * {"type":"worst-of","policies":[
 *   {"type":"quorum","majority":true},
 *   {"type":"per-site","needed":2,"sites":["east","west"],"policy":{"type":"any-up"}}]}
 * }</pre>
 *
 * <p>Reading is strict. {@link #read} refuses an unknown member or type, a wrong JSON type, a value
 * out of its range, a name that occurs twice, NaN, text after the end, more than {@value
 * #MAX_LENGTH} characters and more than {@value #MAX_DEPTH} levels. The error names the path and
 * the rule. A policy that was written is read as an equal policy; options with their default value
 * are not written.
 *
 * <p>A vendor adds a type of policy by {@link #with}; the combining policies then take it as a
 * part. A policy whose type was not added, such as a lambda, has no JSON form.
 *
 * <p>Immutable and thread-safe.
 */
public final class PolicyJson {
  /** The longest text that is read or written, in characters. */
  public static final int MAX_LENGTH = 65_536;

  /** The deepest nesting of objects and lists. */
  public static final int MAX_DEPTH = 64;

  private static final int LONGEST_NUMBER = 100;

  private static final JsonReader READER =
      new JsonReader(new JsonLimits(MAX_LENGTH, MAX_DEPTH, MAX_LENGTH, LONGEST_NUMBER, MAX_LENGTH));

  private static final PolicyJson STANDARD = new PolicyJson(StandardTypes.all());

  private final PolicyTypes types;

  private PolicyJson(PolicyTypes types) {
    this.types = types;
  }

  /** Returns the form that knows the policies of this package. */
  public static PolicyJson standard() {
    return STANDARD;
  }

  /**
   * Returns a form that knows one more type of policy.
   *
   * @param type the value of the member {@code "type"}: 1 to 64 letters, digits, {@code -}, {@code
   *     .} or {@code _}
   * @param policyClass the class of the policies; subclasses are not included
   * @param reader creates a policy from a JSON object. Its exceptions become a {@link
   *     PolicyJsonException} that names the object; members that it does not ask for are refused
   * @param writer writes the members from which the reader creates an equal policy. Its exceptions
   *     become a {@link PolicyJsonException} that names the place of the policy
   * @throws IllegalArgumentException if the type or the class is known already, or the type has
   *     other characters
   */
  public <P extends StatusPolicy> PolicyJson with(
      String type,
      Class<P> policyClass,
      Function<PolicyObject, ? extends StatusPolicy> reader,
      BiConsumer<P, PolicyMembers> writer) {
    return new PolicyJson(types.with(new PolicyType<>(type, policyClass, reader, writer)));
  }

  /**
   * Reads a policy.
   *
   * @return the policy, never null; two texts of the same policy give equal policies
   * @throws PolicyJsonException if the text is not a policy; the exception names the path and the
   *     rule
   */
  public StatusPolicy read(String text) {
    return PolicyObject.read(
        READER.read(Objects.requireNonNull(text, "text"), PolicyJsonException::new), "", types);
  }

  /**
   * Writes a policy as one line of JSON, in the order in which its type writes its members.
   *
   * @throws PolicyJsonException if the type of the policy or of a part is not known here, or
   *     refuses to write it, or the text would be longer or deeper than a text that can be read
   */
  public String write(StatusPolicy policy) {
    String text = PolicyMembers.write(policy, "", 1, types).toString();
    if (text.length() > MAX_LENGTH) {
      throw new PolicyJsonException(
          "", text.length() + " characters", "must have at most " + MAX_LENGTH + " characters");
    }
    return text;
  }
}
