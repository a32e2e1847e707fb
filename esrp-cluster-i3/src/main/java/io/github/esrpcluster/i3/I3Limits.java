package io.github.esrpcluster.i3;

/**
 * How much of a body is read before it is refused. Bodies come from the network: what they cost is
 * bounded by these numbers, and not by the sender.
 *
 * @param length longest body, in characters, or in bytes where it is read from bytes
 * @param depth deepest nesting of objects and arrays
 * @param stringLength longest text value, in characters
 * @param numberLength longest number, in digits and signs
 */
public record I3Limits(int length, int depth, int stringLength, int numberLength) {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one of them is less than 1; it is named
   */
  public I3Limits {
    requirePositive("length", length);
    requirePositive("depth", depth);
    requirePositive("stringLength", stringLength);
    requirePositive("numberLength", numberLength);
  }

  /**
   * Ample for every body of this package: 131,072 characters, 16 levels, texts of 32,768
   * characters, numbers of 32 digits.
   */
  public static I3Limits standard() {
    return new I3Limits(131_072, 16, 32_768, 32);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " " + value + " (it must be at least 1)");
    }
  }
}
