package io.github.esrpcluster.api.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Objects;

/** Refusals at the door: each names the parameter, the value and the rule. */
public final class Checks {
  private static final int LONGEST_NAME = 255;

  private Checks() {}

  public static int inRange(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(name + " " + value + " is not in " + min + ".." + max);
    }
    return value;
  }

  public static long notNegative(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " " + value + " is negative");
    }
    return value;
  }

  /** A name that people gave: some text, and not a novel, since it is kept for each member. */
  public static String name(String name, String value) {
    if (Objects.requireNonNull(value, name).isBlank()) {
      throw new IllegalArgumentException(name + " " + Texts.quote(value) + " is blank");
    }
    return notLonger(name, value, LONGEST_NAME);
  }

  public static String notLonger(String name, String value, int longest) {
    if (value.length() > longest) {
      throw new IllegalArgumentException(
          name + " " + Texts.quote(value) + " is longer than " + longest + " characters");
    }
    return value;
  }

  public static Duration positive(String name, Duration value, Duration max) {
    Objects.requireNonNull(value, name);
    if (value.isZero() || value.isNegative() || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          name + " " + value + " must be above zero and at most " + max);
    }
    return value;
  }

  /**
   * Returns the text.
   *
   * @throws IllegalArgumentException if it has half of a surrogate pair, and so no UTF-8 form
   */
  public static String wellFormed(String name, String value) {
    if (!Texts.isWellFormed(Objects.requireNonNull(value, name))) {
      throw refusal(name, value, "has half of a surrogate pair: use text that has a UTF-8 form");
    }
    return value;
  }

  /**
   * Returns the text, such as a token of a registry.
   *
   * @throws IllegalArgumentException if it is blank, or has half of a surrogate pair
   */
  public static String token(String name, String value) {
    if (wellFormed(name, value).isBlank()) {
      throw refusal(name, value, "is blank: use at least one visible character");
    }
    return value;
  }

  /**
   * Returns the text.
   *
   * @throws IllegalArgumentException if it is not an absolute URI
   */
  public static String absoluteUri(String name, String value) {
    try {
      if (new URI(Objects.requireNonNull(value, name)).isAbsolute()) {
        return value;
      }
    } catch (URISyntaxException e) {
      throw refusal(name, value, "is not an absolute URI: " + e.getReason());
    }
    throw refusal(name, value, "is not an absolute URI: it has no scheme");
  }

  /** Creates the exception for an argument: its name, its value in quotes, the rule. */
  public static IllegalArgumentException refusal(String name, String value, String rule) {
    return new IllegalArgumentException(name + " " + Texts.quote(value) + " " + rule);
  }
}
