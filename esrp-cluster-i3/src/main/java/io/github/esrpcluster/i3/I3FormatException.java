package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.internal.Texts;

/**
 * Thrown if a text is not the i3 JSON body that it was read as. The message names the body, the
 * place, the value found there and the broken rule. It is safe to log: long texts are cut and
 * hidden characters are written as escapes.
 */
public final class I3FormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_PART = 320;

  private final String pointer;
  private final String rule;

  /**
   * @param document the body, such as {@code a ServiceState body}
   * @param value the value, printable; empty if there is none to show
   * @param rule the broken rule, a predicate such as {@code must be a text}
   */
  I3FormatException(String document, String pointer, String value, String rule) {
    super(
        "not "
            + document
            + ": "
            + (pointer.isEmpty() ? "the whole" : Texts.printable(pointer, LONGEST_PART))
            + (value.isEmpty() ? " " : " is " + value + ": it ")
            + Texts.printable(rule, LONGEST_PART));
    this.pointer = pointer;
    this.rule = rule;
  }

  /**
   * Returns the place as a JSON pointer (RFC 6901) such as {@code /service/domain}; empty for the
   * whole body. For a text that is not JSON, the place where reading stopped.
   */
  public String pointer() {
    return pointer;
  }

  /**
   * Returns the broken rule; for a text that is not JSON also the line, the column and a remedy.
   */
  public String rule() {
    return rule;
  }
}
