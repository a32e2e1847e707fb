package io.github.esrpcluster.balancing;

import java.math.BigInteger;

/**
 * The arithmetic of walking a cycle in strides. How evenly a walk covers the cycle at any time
 * depends on the quotients in Euclid's algorithm for stride and cycle: the smaller the greatest of
 * them, the more evenly. For the golden section they all are 1, so the search starts there.
 */
final class Strides {
  private static final double GOLDEN_SECTION = 0.618_033_988_749_894_8;

  /** Small enough for an even walk, and met within a few steps for nearly every cycle. */
  private static final long SMALL_QUOTIENT = 5;

  /** The square of a longer cycle may not fit a long. */
  private static final long LONGEST_SQUARED = 3_037_000_499L;

  private Strides() {}

  /**
   * A stride that visits every point of the cycle, and does so evenly. The search settles for less
   * with every step, so it ends.
   */
  static long of(long cycle) {
    long stride = Math.max(1, (long) (cycle * GOLDEN_SECTION));
    for (long settledFor = SMALL_QUOTIENT; greatestQuotient(stride, cycle) > settledFor; ) {
      stride++;
      settledFor++;
    }
    return stride % cycle;
  }

  /**
   * The greatest quotient in Euclid's algorithm; beyond all bounds if there is a common divisor.
   */
  private static long greatestQuotient(long stride, long cycle) {
    long a = cycle;
    long b = stride;
    long greatest = 0;
    while (b != 0) {
      greatest = Math.max(greatest, a / b);
      long rest = a % b;
      a = b;
      b = rest;
    }
    return a == 1 ? greatest : Long.MAX_VALUE;
  }

  /** The product, modulo the cycle, of two factors below it; exact where it passes 64 bits. */
  static long product(long a, long b, long cycle) {
    if (cycle <= LONGEST_SQUARED) {
      return a * b % cycle;
    }
    return BigInteger.valueOf(a)
        .multiply(BigInteger.valueOf(b))
        .mod(BigInteger.valueOf(cycle))
        .longValueExact();
  }
}
