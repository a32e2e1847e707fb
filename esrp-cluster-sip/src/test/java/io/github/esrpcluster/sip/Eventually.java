package io.github.esrpcluster.sip;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread is about to do. */
final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration INTERVAL = Duration.ofMillis(2);

  private Eventually() {}

  /** Returns when the condition holds; fails if it does not in 5 s. */
  static void holds(String what, BooleanSupplier condition) {
    long tries = PATIENCE.dividedBy(INTERVAL);
    for (long i = 0; i < tries; i++) {
      if (condition.getAsBoolean()) {
        return;
      }
      LockSupport.parkNanos(INTERVAL.toNanos());
    }
    throw new AssertionError("does not happen: " + what);
  }
}
