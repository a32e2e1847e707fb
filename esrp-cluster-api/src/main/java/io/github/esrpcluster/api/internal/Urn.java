package io.github.esrpcluster.api.internal;

import static io.github.esrpcluster.api.internal.SipUri.require;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes URNs canonical (RFC 8141). Service URNs have a stricter grammar, and their comparison
 * ignores case.
 */
public final class Urn {
  private static final int MAX_TOP_LEVEL = 27;

  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9][a-z0-9-]{0,30}[a-z0-9]");
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
    require(parts.length == 3 && !parts[2].isEmpty(), "a URN must name something");
    String urn = prefix + parts[2];
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
