package io.github.esrpcluster.balancing;

import java.math.BigInteger;

/** The arithmetic of walking a cycle in strides. */
final class Strides {
  private static final double GOLDEN_SECTION = 0.618_033_988_749_894_8;

  /** The square of a longer cycle may not fit a long. */
  private static final long LONGEST_SQUARED = 3_037_000_499L;

  private Strides() {}

  /** A stride that visits every point of the cycle, near its golden section; 1 if it is short. */
  static long of(long cycle) {
    long stride = Math.max(1, (long) (cycle * GOLDEN_SECTION));
    while (greatestCommonDivisor(stride, cycle) != 1) {
      stride++;
    }
    return stride;
  }

  private static long greatestCommonDivisor(long a, long b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
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
