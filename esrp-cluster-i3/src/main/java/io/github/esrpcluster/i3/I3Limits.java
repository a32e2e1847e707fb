package io.github.esrpcluster.i3;

import io.github.esrpcluster.json.JsonLimits;

/**
 * Limits for reading a body. Bodies come from the network: these limits bound what a body costs,
 * whatever its sender wrote. Immutable; change single limits of the standard ones:
 *
 * <pre>{@code
 * I3Limits limits = I3Limits.standard().withLength(10_000).withDepth(8);
 * }</pre>
 */
public final class I3Limits {
  /** The greatest depth. */
  public static final int MAX_DEPTH = JsonLimits.MAX_DEPTH;

  private static final int LONGEST_NAME = 256;

  private static final I3Limits STANDARD =
      new I3Limits(new JsonLimits(131_072, 16, 32_768, 32, LONGEST_NAME));

  private final JsonLimits limits;

  private I3Limits(JsonLimits limits) {
    this.limits = limits;
  }

  /**
   * Returns the standard limits, ample for every body of this package: 131,072 characters, 16
   * levels, texts of 32,768 characters, numbers of 32 characters.
   */
  public static I3Limits standard() {
    return STANDARD;
  }

  /** Returns the longest body, in characters, or in bytes if it is read from bytes. */
  public int length() {
    return limits.length();
  }

  /** Returns the deepest nesting of objects and arrays. */
  public int depth() {
    return limits.depth();
  }

  /** Returns the longest text value, in characters. */
  public int stringLength() {
    return limits.stringLength();
  }

  /** Returns the longest number, in characters. */
  public int numberLength() {
    return limits.numberLength();
  }

  /**
   * Returns these limits with another longest body.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public I3Limits withLength(int length) {
    return with(length, depth(), stringLength(), numberLength());
  }

  /**
   * Returns these limits with another deepest nesting.
   *
   * @throws IllegalArgumentException if it is less than 1, or more than {@link #MAX_DEPTH}
   */
  public I3Limits withDepth(int depth) {
    return with(length(), depth, stringLength(), numberLength());
  }

  /**
   * Returns these limits with another longest text value.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public I3Limits withStringLength(int stringLength) {
    return with(length(), depth(), stringLength, numberLength());
  }

  /**
   * Returns these limits with another longest number.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public I3Limits withNumberLength(int numberLength) {
    return with(length(), depth(), stringLength(), numberLength);
  }

  private static I3Limits with(int length, int depth, int stringLength, int numberLength) {
    return new I3Limits(new JsonLimits(length, depth, stringLength, numberLength, LONGEST_NAME));
  }

  JsonLimits json() {
    return limits;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof I3Limits that && limits.equals(that.limits);
  }

  @Override
  public int hashCode() {
    return limits.hashCode();
  }

  @Override
  public String toString() {
    return "I3Limits[length="
        + length()
        + ", depth="
        + depth()
        + ", stringLength="
        + stringLength()
        + ", numberLength="
        + numberLength()
        + "]";
  }
}
