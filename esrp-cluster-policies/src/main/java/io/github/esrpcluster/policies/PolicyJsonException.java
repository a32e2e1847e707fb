package io.github.esrpcluster.policies;

import io.github.esrpcluster.api.internal.Texts;

/**
 * Thrown if a text is not a policy, or a policy has no JSON form. Names the place, the value found
 * there, as it was written, and the broken rule. The message is safe to log: long texts are cut and
 * hidden characters are written as escapes. It has no cause, because the message of a cause may
 * have the text as it came.
 */
public final class PolicyJsonException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_PART = 300;

  private final String path;
  private final String value;
  private final String rule;

  PolicyJsonException(String path, String value, String rule) {
    super(message(path, value, rule));
    this.path = path;
    this.value = value;
    this.rule = rule;
  }

  /**
   * Returns the exception for a reader or writer that failed, with its stack, which has no text.
   */
  static PolicyJsonException refused(
      String path, String value, String type, RuntimeException failure) {
    String rule = "refused by type \"" + type + "\": " + Texts.describe(failure);
    PolicyJsonException refusal = new PolicyJsonException(path, value, rule);
    refusal.setStackTrace(failure.getStackTrace());
    return refusal;
  }

  private static String message(String path, String value, String rule) {
    String where = path.isEmpty() ? "policy" : "policy at " + Texts.printable(path, LONGEST_PART);
    String found = value.isEmpty() ? where : where + ": " + value;
    return found + ": " + Texts.printable(rule, LONGEST_PART);
  }

  /**
   * Returns the place: a JSON pointer (RFC 6901) such as {@code /policies/1/up}; empty for the
   * policy as a whole.
   */
  public String path() {
    return path;
  }

  /**
   * Returns what was found there, printable and shortened; empty if a value is missing or the text
   * ends too early.
   */
  public String value() {
    return value;
  }

  /**
   * Returns the rule that is broken; for a text that is not JSON also the line, the column and a
   * remedy.
   */
  public String rule() {
    return rule;
  }
}
