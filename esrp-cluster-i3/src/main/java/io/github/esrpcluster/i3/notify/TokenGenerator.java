package io.github.esrpcluster.i3.notify;

import java.util.random.RandomGenerator;

/** Generates tags and parts of Call-IDs: 128 random bits (RFC 3261 section 19.3 asks for 32). */
final class TokenGenerator {
  private static final int RADIX = 36;

  private final RandomGenerator random;

  TokenGenerator(RandomGenerator random) {
    this.random = random;
  }

  String next() {
    return Long.toUnsignedString(random.nextLong(), RADIX)
        + Long.toUnsignedString(random.nextLong(), RADIX);
  }
}
