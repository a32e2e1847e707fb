package io.github.esrpcluster.api;

import io.github.esrpcluster.api.internal.SipUri;
import io.github.esrpcluster.api.internal.Urn;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Identifies a service, and so the cluster that provides it, by the {@code sip:}, {@code sips:} or
 * {@code urn:} URI to which calls are routed, for example {@code sip:esrp.state.pa.us} or {@code
 * urn:service:sos}.
 *
 * <p>{@link #of} makes the URI canonical. Equality, hash and order are those of the canonical form,
 * so an id is a safe key of a map. The comparison of RFC 3261 section 19.1.4 is not transitive and
 * therefore no equality; URIs that match by it have equal ids.
 *
 * <p>Rules for SIP and SIPS URIs (RFC 3261 section 19.1):
 *
 * <ul>
 *   <li>user and password are case-sensitive; scheme, host and parameters are in lower case;
 *   <li>a host name loses its trailing dot, an IPv6 address takes the form of RFC 5952 section 4;
 *   <li>a missing port stays missing: {@code sip:a.example} is not {@code sip:a.example:5060};
 *   <li>the parameters {@code maddr}, {@code method}, {@code transport}, {@code ttl} and {@code
 *       user} are kept, in that order; all others, {@code lr} included, are dropped, because RFC
 *       3261 section 19.1.4 ignores them if only one side has them;
 *   <li>headers are kept, sorted by name;
 *   <li>escapes of characters that need none are decoded; the others have upper-case digits.
 * </ul>
 *
 * <p>Rules for URNs, which are the equivalence of RFC 8141 section 3.1:
 *
 * <ul>
 *   <li>the namespace is in lower case, the rest of the name is case-sensitive;
 *   <li>escapes have upper-case digits and are never decoded;
 *   <li>the r-, q- and f-component ({@code ?+}, {@code ?=} and {@code #}) are dropped, because a
 *       comparison ignores them;
 *   <li>the service URNs {@code urn:service:} are completely in lower case (RFC 5031 section 3).
 *       Those of NENA-STA-010.3, {@code urn:emergency:service:} and {@code urn:nena:service:}, too;
 *       the rule of their comparison could not be verified.
 * </ul>
 *
 * <p>An id has at most 1,024 characters, all visible ASCII. Immutable. The class makes no DNS
 * query.
 */
public final class ServiceId implements Comparable<ServiceId> {

  private static final int MAX_LENGTH = 1_024;

  private final String text;
  private final int hash; // kept here, so that a look-up does not load the text

  private ServiceId(String text) {
    this.text = text;
    this.hash = text.hashCode();
  }

  /**
   * Returns the id in canonical form. The canonical form of an id gives an equal id.
   *
   * @throws NullPointerException if {@code text} is null
   * @throws IllegalArgumentException if {@code text} is not a SIP, SIPS or URN URI; the message
   *     quotes it and names the broken rule
   */
  public static ServiceId of(String text) {
    Objects.requireNonNull(text, "text");
    try {
      return new ServiceId(canonical(text));
    } catch (IllegalArgumentException e) {
      throw Fqdn.refusal("a service id", text, e);
    }
  }

  private static String canonical(String text) {
    requireLength(text);
    SipUri.requireVisibleAscii(text);
    String scheme = text.substring(0, Math.max(text.indexOf(':'), 0)).toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "sip", "sips" -> requireLength(SipUri.parse(text).key());
      case "urn" -> Urn.canonical(text);
      default -> throw new IllegalArgumentException("its scheme must be sip, sips or urn");
    };
  }

  // Checked before and after: the canonical form of an IPv6 address may be one character longer.
  private static String requireLength(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("it must have at most " + MAX_LENGTH + " characters");
    }
    return text;
  }

  /**
   * Returns the host of the URI if it is a fully qualified domain name. It is the default {@code
   * domain} of the service in i3 bodies (NENA-STA-010.3 section 2.4.2). Empty for a URN, an IP
   * address or a single label; the domain must then be configured.
   */
  public Optional<Fqdn> defaultDomain() {
    return SipUri.find(text).flatMap(uri -> Fqdn.find(uri.host()));
  }

  /** Compares the canonical forms character by character. */
  @Override
  public int compareTo(ServiceId other) {
    return text.compareTo(other.text);
  }

  /** Returns whether the other object is an id with the same canonical form. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ServiceId that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** Returns the canonical form. */
  @Override
  public String toString() {
    return text;
  }
}
