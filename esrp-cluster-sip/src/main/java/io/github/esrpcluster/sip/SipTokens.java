package io.github.esrpcluster.sip;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Makes branches and tags that are unique and that no other element guesses. Thread-safe. */
final class SipTokens {
  private final AtomicLong count = new AtomicLong();
  private final RandomGenerator random;

  SipTokens() {
    this(new SecureRandom());
  }

  SipTokens(RandomGenerator random) {
    this.random = random;
  }

  /** Returns a branch (RFC 3261 section 8.1.1.7). */
  String branch() {
    return "z9hG4bK" + tag();
  }

  /** Returns a tag (RFC 3261 section 19.3). */
  String tag() {
    return Long.toHexString(random.nextLong()) + "." + Long.toHexString(count.getAndIncrement());
  }
}
