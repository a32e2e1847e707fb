package io.github.esrpcluster.api;

import io.github.esrpcluster.api.internal.Texts;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Holds a fully qualified domain name in canonical form: lower case, without a trailing dot.
 *
 * <p>i3 identifies agencies, elements and services by such names (NENA-STA-010.3 sections 2.1.1,
 * 2.1.3 and 2.1.5). A name has at least two labels. Each label has 1 to 63 letters, digits and
 * hyphens, with no hyphen at either end (RFC 952, RFC 1123 section 2.1). The name has at most 253
 * characters (RFC 1035 section 2.3.4). The last label must not be all digits, so that no IPv4
 * address is a name. The class makes no DNS query.
 *
 * <p>Immutable. Two names are equal if they differ only in case or in one trailing dot (RFC 4343).
 */
public final class Fqdn implements Comparable<Fqdn> {

  private static final int MAX_LENGTH = 253;
  private static final int MAX_LABEL_LENGTH = 63;

  private final String text;

  private Fqdn(String text) {
    this.text = text;
  }

  /**
   * Returns the name in canonical form.
   *
   * @throws NullPointerException if {@code text} is null
   * @throws IllegalArgumentException if {@code text} is not a fully qualified domain name; the
   *     message quotes it and names the broken rule
   */
  public static Fqdn of(String text) {
    Objects.requireNonNull(text, "text");
    brokenRule(text)
        .ifPresent(
            rule -> {
              throw refusal("a fully qualified domain name", text, rule);
            });
    return new Fqdn(canonical(text));
  }

  /**
   * Returns the name in canonical form; empty if {@code text} is not a fully qualified domain name.
   *
   * @throws NullPointerException if {@code text} is null
   */
  public static Optional<Fqdn> find(String text) {
    Objects.requireNonNull(text, "text");
    return brokenRule(text).isPresent() ? Optional.empty() : Optional.of(new Fqdn(canonical(text)));
  }

  /** Returns the rule of fully qualified domain names that the text breaks; empty if none. */
  static Optional<String> brokenRule(String text) {
    Optional<String> broken = brokenHostRule(text);
    if (broken.isEmpty() && withoutDot(text).indexOf('.') < 0) {
      return Optional.of("it must have at least two labels");
    }
    return broken;
  }

  /** Returns the rule of host names that the text breaks; a host name may be a single label. */
  static Optional<String> brokenHostRule(String text) {
    String name = withoutDot(text);
    if (name.length() > MAX_LENGTH) {
      return Optional.of("it must have at most " + MAX_LENGTH + " characters");
    }
    String[] labels = name.split("\\.", -1);
    for (String label : labels) {
      Optional<String> broken = brokenLabelRule(label);
      if (broken.isPresent()) {
        return broken;
      }
    }
    return labels[labels.length - 1].chars().allMatch(Fqdn::isDigit)
        ? Optional.of("its last label must not be all digits")
        : Optional.empty();
  }

  private static Optional<String> brokenLabelRule(String label) {
    if (label.isEmpty()) {
      return Optional.of("a label must not be empty");
    }
    if (label.length() > MAX_LABEL_LENGTH) {
      return Optional.of("a label must have at most " + MAX_LABEL_LENGTH + " characters");
    }
    if (label.startsWith("-") || label.endsWith("-")) {
      return Optional.of("a label must not begin or end with a hyphen");
    }
    return label.chars().allMatch(c -> isLetterOrDigit(c) || c == '-')
        ? Optional.empty()
        : Optional.of("a label must consist of the letters a to z, digits and hyphens");
  }

  /** Returns the canonical form of a host name that breaks no rule. */
  static String canonical(String name) {
    return withoutDot(name).toLowerCase(Locale.ROOT);
  }

  private static String withoutDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /** Returns whether {@code c} is an ASCII letter or digit. */
  static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
  }

  /** Returns whether {@code c} is an ASCII digit. */
  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** Returns the exception for a value that may come from the network. */
  static IllegalArgumentException refusal(String kind, String value, String rule) {
    return new IllegalArgumentException(
        "not " + kind + ": " + Texts.quote(value) + " (" + rule + ")");
  }

  /**
   * Returns the exception for a value that may come from the network. The message of the cause is
   * the broken rule.
   */
  static IllegalArgumentException refusal(String kind, String value, Throwable cause) {
    IllegalArgumentException refusal = refusal(kind, value, String.valueOf(cause.getMessage()));
    refusal.initCause(cause);
    return refusal;
  }

  /** Compares the canonical forms character by character. */
  @Override
  public int compareTo(Fqdn other) {
    return text.compareTo(other.text);
  }

  /** Returns whether the other object is a name with the same canonical form. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Fqdn that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Returns the canonical form. */
  @Override
  public String toString() {
    return text;
  }
}
