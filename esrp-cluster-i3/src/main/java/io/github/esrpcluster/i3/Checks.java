package io.github.esrpcluster.i3;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;

/** Refusals at the door: each names the value and the rule. */
final class Checks {
  private Checks() {}

  /** Any text that has a UTF-8 form, the empty one too. */
  static String text(String name, String value) {
    Objects.requireNonNull(value, name);
    if (!Foreign.isWellFormed(value)) {
      throw refusal(name, value, "half of a surrogate pair is missing");
    }
    return value;
  }

  /** A word of a registry, which may be newer than this library. */
  static void token(String name, String value) {
    if (text(name, value).isBlank()) {
      throw refusal(name, value, "it must not be blank");
    }
  }

  static String absoluteUri(String value) {
    Objects.requireNonNull(value, "uri");
    try {
      if (new URI(value).isAbsolute()) {
        return value;
      }
    } catch (URISyntaxException e) {
      throw refusal("not a URI:", value, e.getReason());
    }
    throw refusal("not a URI:", value, "it must have a scheme");
  }

  static void notNegative(String name, int value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " " + value + " (it must not be negative)");
    }
  }

  static IllegalArgumentException refusal(String name, String value, String rule) {
    return new IllegalArgumentException(name + " " + Foreign.quote(value) + " (" + rule + ")");
  }
}
