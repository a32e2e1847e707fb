package io.github.esrpcluster.i3;

/**
 * A text that is not the i3 JSON body it was read as. The message names the body, the place, the
 * value found there (cut where it is long, control characters made visible) and the rule it breaks.
 * Nothing of the sender's text appears in another form, so the message is safe to log.
 */
public final class I3FormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String pointer;
  private final String rule;

  private I3FormatException(String document, String pointer, String value, String rule) {
    super(
        "not "
            + document
            + ": "
            + (pointer.isEmpty() ? "the whole" : pointer)
            + (value.isEmpty() ? " " : " is " + value + ": ")
            + rule);
    this.pointer = pointer;
    this.rule = rule;
  }

  /** A value that breaks a rule. */
  static I3FormatException wrong(String document, String pointer, String value, String rule) {
    return new I3FormatException(document, pointer, value, rule);
  }

  /** Where there is no value to show: the rule is the rest of the sentence. */
  static I3FormatException wrong(String document, String pointer, String rule) {
    return new I3FormatException(document, pointer, "", rule);
  }

  /**
   * Where the fault is, as a JSON pointer (RFC 6901) such as {@code /service/domain}; the empty
   * pointer is the whole body. For text that is no JSON, where reading stopped.
   */
  public String pointer() {
    return pointer;
  }

  /** The rule that is broken, in words. */
  public String rule() {
    return rule;
  }
}
