package io.github.esrpcluster.policies;

import org.jspecify.annotations.Nullable;

/**
 * A text is no policy, or a policy has no JSON form: where, what was found, and the rule it breaks.
 */
public final class PolicyJsonException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final String value;
  private final String rule;

  PolicyJsonException(String path, String value, String rule) {
    this(path, value, rule, null);
  }

  PolicyJsonException(String path, String value, String rule, @Nullable Throwable cause) {
    super(message(Excerpt.of(path), Excerpt.of(value), Excerpt.of(rule)), cause);
    this.path = path;
    this.value = Excerpt.of(value);
    this.rule = Excerpt.of(rule);
  }

  private static String message(String path, String value, String rule) {
    String where = path.isEmpty() ? "policy" : "policy at " + path;
    return value.isEmpty() ? where + ": " + rule : where + ": " + value + ": " + rule;
  }

  /**
   * Where: a JSON pointer (RFC 6901) such as {@code /policies/1/up}; empty for the policy as a
   * whole.
   */
  public String path() {
    return path;
  }

  /** What was found there, shortened; empty where something is missing or the text is no JSON. */
  public String value() {
    return value;
  }

  /** What must be there instead. */
  public String rule() {
    return rule;
  }
}
