package io.github.esrpcluster.api.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks arguments. Each message names the argument, its value, the rule and what to do. */
public final class Checks {
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_URI = 1_024;

  private Checks() {}

  /**
   * Returns the value.
   *
   * @throws IllegalArgumentException if it is outside {@code min} to {@code max}
   */
  public static int inRange(String name, int value, int min, int max) {
    return (int) inRange(name, (long) value, min, max);
  }

  /**
   * Returns the value.
   *
   * @throws IllegalArgumentException if it is outside {@code min} to {@code max}
   */
  public static long inRange(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " " + value + " is out of range: use " + min + " to " + max);
    }
    return value;
  }

  /**
   * Returns the value.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public static long notNegative(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " " + value + " is negative: use 0 or more");
    }
    return value;
  }

  /**
   * Returns the value; {@code 0.0} for {@code -0.0}.
   *
   * @throws IllegalArgumentException if it is negative, infinite or not a number
   */
  public static double finiteNotNegative(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          name + " " + value + " is out of range: use a finite number of 0 or more");
    }
    return value + 0.0;
  }

  /**
   * Returns a name that a person gave. Its length is limited because it is kept for each member.
   * Its characters are, because two names that differ must look different.
   *
   * @throws IllegalArgumentException if it is blank or longer than 255 characters, or has a
   *     character that is not {@linkplain Texts#isVisible visible}
   */
  public static String name(String name, String value) {
    if (Objects.requireNonNull(value, name).isBlank()) {
      throw refusal(name, value, "is blank: use at least one visible character");
    }
    notLonger(name, value, LONGEST_NAME);
    if (!Texts.isVisible(value)) {
      throw refusal(
          name,
          value,
          "has a hidden character, or a space at an end: use letters, digits, punctuation and"
              + " symbols, with plain spaces between them");
    }
    return value;
  }

  /**
   * Returns the value.
   *
   * @throws IllegalArgumentException if it is longer than {@code longest} characters
   */
  public static String notLonger(String name, String value, int longest) {
    if (value.length() > longest) {
      throw new IllegalArgumentException(
          name
              + " "
              + Texts.quote(value)
              + " has "
              + value.length()
              + " characters: use at most "
              + longest);
    }
    return value;
  }

  /**
   * Returns the value.
   *
   * @throws IllegalArgumentException if it is zero, negative, or longer than {@code max}
   */
  public static Duration positive(String name, Duration value, Duration max) {
    Objects.requireNonNull(value, name);
    if (value.isZero() || value.isNegative() || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          name
              + " "
              + Texts.duration(value)
              + " is out of range: use more than 0 s and at most "
              + Texts.duration(max));
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
   * Returns the URI to which calls go. A SIP or SIPS URI follows the grammar of RFC 3261 section
   * 25.1; another URI has a scheme and is one for {@link URI}.
   *
   * @throws IllegalArgumentException if it breaks these rules, has more than 1,024 characters, or a
   *     character that is not visible ASCII (RFC 3986 section 2)
   */
  public static String contactUri(String name, String value) {
    notLonger(name, Objects.requireNonNull(value, name), LONGEST_URI);
    try {
      SipUri.requireVisibleAscii(value);
      if (SipUri.hasScheme(value)) {
        SipUri.parse(value);
      } else {
        SipUri.require(new URI(value).isAbsolute(), "it has no scheme");
      }
      return value;
    } catch (URISyntaxException e) {
      throw noUri(name, value, e.getReason());
    } catch (IllegalArgumentException e) {
      throw noUri(name, value, e.getMessage());
    }
  }

  /**
   * Checks a URI for SIP requests other than calls, as {@link #contactUri} does, and that it has
   * the scheme {@code sip} or {@code sips}.
   *
   * @throws IllegalArgumentException if it is no SIP or SIPS URI of RFC 3261
   */
  public static String sipUri(String name, String value) {
    contactUri(name, value);
    if (!SipUri.hasScheme(value)) {
      throw refusal(name, value, "has another scheme: use a SIP or SIPS URI");
    }
    return value;
  }

  private static IllegalArgumentException noUri(String name, String value, @Nullable String rule) {
    return refusal(
        name, value, "is not a URI for calls (" + rule + "): use one such as sip:10.0.0.1:5060");
  }

  /** Creates the exception for an argument: its name, its value in quotes, the rule. */
  public static IllegalArgumentException refusal(String name, String value, String rule) {
    return new IllegalArgumentException(name + " " + Texts.quote(value) + " " + rule);
  }
}
