package io.github.esrpcluster.api.internal;

import static io.github.esrpcluster.api.internal.SipUri.require;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes URNs canonical: two canonical forms are equal exactly if the URNs are equivalent (RFC 8141
 * section 3.1). Service URNs have a stricter grammar, and their comparison ignores case.
 */
public final class Urn {
  private static final int MAX_TOP_LEVEL = 27;

  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9][a-z0-9-]{0,30}[a-z0-9]");
  private static final String PCHAR = "[a-zA-Z0-9._~!$&'()*+,;=:@-]|%[0-9a-fA-F]{2}";
  private static final Pattern NAME = Pattern.compile("(?!/)(?:" + PCHAR + "|/)++");
  private static final String COMPONENT = "(?:" + PCHAR + "|[/?])";
  private static final Pattern COMPONENTS =
      Pattern.compile("(?:\\?[+=](?![/?])" + COMPONENT + "++)?(?:#" + COMPONENT + "*+)?");
  private static final Pattern ESCAPE = Pattern.compile("%..");

  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
  // Labels of i3 may have an underscore.
  private static final Pattern I3_LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?");

  private Urn() {}

  /**
   * Returns the canonical form of a text that begins with {@code urn:} in any case.
   *
   * @throws IllegalArgumentException if it is not a URN; the message is the broken rule
   */
  public static String canonical(String text) {
    String[] parts = text.split(":", 3);
    String namespace = parts[1].toLowerCase(Locale.ROOT);
    require(
        NAMESPACE.matcher(namespace).matches(),
        "the namespace of a URN must be 2 to 32 letters, digits and inner hyphens");
    String prefix = "urn:" + namespace + ":";
    String urn = prefix + name(parts.length == 3 ? parts[2] : "");
    String lowerCase = urn.toLowerCase(Locale.ROOT);
    if (lowerCase.startsWith("urn:service:")) {
      return serviceUrn(lowerCase, prefix, LABEL);
    }
    if (lowerCase.startsWith("urn:emergency:service:")
        || lowerCase.startsWith("urn:nena:service:")) {
      return serviceUrn(lowerCase, prefix + "service:", I3_LABEL);
    }
    return urn;
  }

  /** Returns the namespace-specific string without the components that may follow it. */
  private static String name(String raw) {
    String name = raw.split("[?#]", 2)[0];
    require(!name.isEmpty(), "a URN must name something");
    require(
        NAME.matcher(name).matches(),
        "the name in a URN must consist of letters, digits, -._~!$&'()*+,;=:@/ and escapes such as"
            + " %20, and must not begin with '/'");
    require(
        COMPONENTS.matcher(raw.substring(name.length())).matches(),
        "only a component after '?+', '?=' or '#' may follow the name in a URN: leave it out");
    return ESCAPE.matcher(name).replaceAll(escape -> escape.group().toUpperCase(Locale.ROOT));
  }

  private static String serviceUrn(String urn, String prefix, Pattern label) {
    String[] labels = urn.substring(prefix.length()).split("\\.", -1);
    for (String each : labels) {
      require(
          label.matcher(each).matches(),
          "after " + prefix + " there must be labels of letters, digits and inner hyphens");
    }
    require(
        !prefix.equals("urn:service:") || labels[0].length() <= MAX_TOP_LEVEL,
        "the first label of a service URN must have at most " + MAX_TOP_LEVEL + " characters");
    return urn;
  }
}
