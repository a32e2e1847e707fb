package io.github.esrpcluster.api.internal;

import java.util.Locale;
import java.util.Optional;

/**
 * Has the rules of host names: labels of letters, digits and hyphens (RFC 952, RFC 1123 section
 * 2.1), at most 253 characters (RFC 1035 section 2.3.4), a last label that begins with a letter
 * (RFC 3261 section 25.1, {@code toplabel}).
 */
public final class HostNames {
  private static final int MAX_LENGTH = 253;
  private static final int MAX_LABEL_LENGTH = 63;

  private HostNames() {}

  /** Returns the rule of fully qualified domain names that the text breaks; empty if none. */
  public static Optional<String> brokenFqdnRule(String text) {
    Optional<String> broken = brokenRule(text);
    if (broken.isEmpty() && withoutDot(text).indexOf('.') < 0) {
      return Optional.of("it must have at least two labels");
    }
    return broken;
  }

  /** Returns the rule of host names that the text breaks; a host name may be a single label. */
  static Optional<String> brokenRule(String text) {
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
    return isDigit(labels[labels.length - 1].charAt(0))
        ? Optional.of("its last label must begin with a letter")
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

  /** Returns the canonical form of a name that breaks no rule: lower case, no trailing dot. */
  public static String canonical(String name) {
    return withoutDot(name).toLowerCase(Locale.ROOT);
  }

  private static String withoutDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /** Returns whether {@code c} is an ASCII letter or digit. */
  static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
