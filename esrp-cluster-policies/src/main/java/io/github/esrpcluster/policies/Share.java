package io.github.esrpcluster.policies;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A share of a whole, above 0 and at most 1, held as an integer so that comparing it is exact.
 *
 * <p>The rounding rule: a double is read with 15 significant digits, as a person would write it,
 * and cut after the ninth decimal. So 0.1 of 10 is 1 although the double is a little more, and
 * {@code 2.0 / 3} of 3 is 2.
 */
record Share(int billionths) implements Comparable<Share> {
  static final BigDecimal LEAST = BigDecimal.valueOf(1, 9);

  private static final int WHOLE = 1_000_000_000;
  private static final MathContext AS_WRITTEN = new MathContext(15, RoundingMode.HALF_EVEN);

  /**
   * The share nearest to this number.
   *
   * @throws IllegalArgumentException if it is NaN, less than a billionth or more than 1
   */
  static Share of(String name, double value) {
    int billionths = value > 0 && value <= 1 ? cut(value) : 0;
    if (billionths == 0) {
      throw new IllegalArgumentException(
          name + " " + value + " is not a share: it must be above 0 and at most 1");
    }
    return new Share(billionths);
  }

  private static int cut(double value) {
    BigDecimal written = new BigDecimal(value).round(AS_WRITTEN);
    return written.movePointRight(9).setScale(0, RoundingMode.DOWN).intValueExact();
  }

  /** The least integer that is this share of the whole, or more; exact for every whole. */
  long of(long whole) {
    long rest = whole % WHOLE * billionths;
    return whole / WHOLE * billionths + (rest + WHOLE - 1) / WHOLE;
  }

  double value() {
    return (double) billionths / WHOLE;
  }

  @Override
  public int compareTo(Share other) {
    return Integer.compare(billionths, other.billionths);
  }

  @Override
  public String toString() {
    return BigDecimal.valueOf(billionths, 9).stripTrailingZeros().toPlainString();
  }
}
