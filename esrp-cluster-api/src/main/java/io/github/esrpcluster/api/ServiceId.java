package io.github.esrpcluster.api;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The identity of a service that a cluster stands for: the {@code sip:}, {@code sips:} or {@code
 * urn:} URI to which calls for it are routed, such as {@code sip:esrp.state.pa.us} or {@code
 * urn:service:sos}.
 *
 * <p>The URI is made canonical once. Equality, hash and order are those of the canonical form, so
 * that an id is a safe key; {@link SipUriMatcher} has the comparison of RFC 3261, which is none.
 *
 * <p>Of SIP and SIPS URIs (RFC 3261 section 19.1):
 *
 * <ul>
 *   <li>user and password are case-sensitive; scheme, host and parameters are in lower case;
 *   <li>a host name loses its trailing dot, an IPv6 address takes the form of RFC 5952 section 4;
 *   <li>a port is a number and never supplied: {@code sip:a.example} is not {@code
 *       sip:a.example:5060};
 *   <li>the parameters {@code maddr}, {@code method}, {@code transport}, {@code ttl} and {@code
 *       user} are kept, in that order; all others, {@code lr} included, are dropped, since RFC 3261
 *       section 19.1.4 ignores them when only one side has them;
 *   <li>headers are kept, sorted by name;
 *   <li>needless escapes are decoded, the others have upper-case digits.
 * </ul>
 *
 * <p>Of URNs (RFC 8141), the namespace is in lower case and the rest is left as it is. The service
 * URNs {@code urn:service:} (RFC 5031), {@code urn:emergency:service:} and {@code
 * urn:nena:service:} (NENA-STA-010.3) are all in lower case.
 *
 * <p>An id has at most 1,024 characters, all visible ASCII. Immutable. No name is ever looked up.
 */
public final class ServiceId implements Comparable<ServiceId> {

  private static final int MAX_LENGTH = 1_024;
  private static final int MAX_TOP_LEVEL = 27;

  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9][a-z0-9-]{0,30}[a-z0-9]");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
  // Labels of i3 may have an underscore.
  private static final Pattern I3_LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?");

  private final String text;
  private final int hash; // known here, so that a look-up finds the service without its text

  private ServiceId(String text) {
    this.text = text;
    this.hash = text.hashCode();
  }

  /**
   * Returns the id in canonical form. The canonical form of an id is an id, and the same one.
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
      case "urn" -> canonicalUrn(text);
      default -> throw new IllegalArgumentException("its scheme must be sip, sips or urn");
    };
  }

  /** Asked twice: an IPv6 address may grow by one character, and the outcome must be an id too. */
  private static String requireLength(String text) {
    SipUri.require(
        text.length() <= MAX_LENGTH, "it must have at most " + MAX_LENGTH + " characters");
    return text;
  }

  private static String canonicalUrn(String text) {
    String[] parts = text.split(":", 3);
    String namespace = parts[1].toLowerCase(Locale.ROOT);
    SipUri.require(
        NAMESPACE.matcher(namespace).matches(),
        "the namespace of a URN must be 2 to 32 letters, digits and inner hyphens");
    SipUri.require(parts.length == 3 && !parts[2].isEmpty(), "a URN must name something");
    String prefix = "urn:" + namespace + ":";
    String lowerCase = prefix + parts[2].toLowerCase(Locale.ROOT);
    if (lowerCase.startsWith("urn:service:")) {
      return serviceUrn(lowerCase, "urn:service:", LABEL);
    }
    if (lowerCase.startsWith("urn:emergency:service:")
        || lowerCase.startsWith("urn:nena:service:")) {
      return serviceUrn(lowerCase, prefix + "service:", I3_LABEL);
    }
    return prefix + parts[2];
  }

  private static String serviceUrn(String urn, String prefix, Pattern label) {
    String[] labels = urn.substring(prefix.length()).split("\\.", -1);
    for (String each : labels) {
      SipUri.require(
          label.matcher(each).matches(),
          "after " + prefix + " there must be labels of letters, digits and inner hyphens");
    }
    SipUri.require(
        !prefix.equals("urn:service:") || labels[0].length() <= MAX_TOP_LEVEL,
        "the first label of a service URN must have at most " + MAX_TOP_LEVEL + " characters");
    return urn;
  }

  /**
   * Returns the host of the URI where that is a fully qualified domain name. This is the default
   * {@code domain} of the service in i3 bodies (NENA-STA-010.3 section 2.4.2); for a URN, an IP
   * address or a single label it is empty, and the domain has to be configured.
   */
  public Optional<Fqdn> defaultDomain() {
    return SipUri.find(text).flatMap(uri -> Fqdn.find(uri.host()));
  }

  /** Compares the canonical forms, character by character. */
  @Override
  public int compareTo(ServiceId other) {
    return text.compareTo(other.text);
  }

  /** Whether {@code other} is the id of the same service. */
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
