package io.github.esrpcluster.api;

import io.github.esrpcluster.api.internal.HostNames;
import io.github.esrpcluster.api.internal.Texts;
import java.util.Objects;
import java.util.Optional;

/**
 * Holds a fully qualified domain name in canonical form: lower case, without a trailing dot.
 *
 * <p>i3 identifies agencies, elements and services by such names (NENA-STA-010.3 sections 2.1.1,
 * 2.1.3 and 2.1.5). A name has at least two labels. Each label has 1 to 63 letters, digits and
 * hyphens, with no hyphen at either end (RFC 952, RFC 1123 section 2.1). The name has at most 253
 * characters (RFC 1035 section 2.3.4). The last label begins with a letter (RFC 1123 section 2.1,
 * RFC 3261 section 25.1), so that no IPv4 address is a name, and every name is the host of a SIP
 * URI. The class makes no DNS query.
 *
 * <p>Immutable. Two names are equal if they differ only in case or in one trailing dot (RFC 4343).
 */
public final class Fqdn implements Comparable<Fqdn> {

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
    HostNames.brokenFqdnRule(text)
        .ifPresent(
            rule -> {
              throw refusal("a fully qualified domain name", text, rule);
            });
    return new Fqdn(HostNames.canonical(text));
  }

  /**
   * Returns the name in canonical form; empty if {@code text} is not a fully qualified domain name.
   *
   * @throws NullPointerException if {@code text} is null
   */
  public static Optional<Fqdn> find(String text) {
    Objects.requireNonNull(text, "text");
    return HostNames.brokenFqdnRule(text).isPresent()
        ? Optional.empty()
        : Optional.of(new Fqdn(HostNames.canonical(text)));
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
