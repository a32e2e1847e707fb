package io.github.esrpcluster.api.internal;

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
}
