package io.github.esrpcluster.api;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * The one door to time: everything in a manager that asks what time it is, asks here.
 *
 * <p>Two clocks, not to be mixed. {@link #nanoTime()} is monotonic and serves durations: leases,
 * rates, deadlines. {@link #now()} is the wall clock, which may jump; it only stands in messages
 * and events.
 */
public interface TimeSource {
  /**
   * Monotonic nanoseconds from an arbitrary origin. Compare by subtraction: {@code a - b < 0},
   * never {@code a < b}.
   */
  long nanoTime();

  /** The wall clock. */
  Instant now();

  /**
   * Waits for a future: blocks the thread in real time, or lets virtual time go on.
   *
   * @return true if it has completed, in whatever way; false if the time ran out or the thread was
   *     interrupted (whose interrupt flag stays set)
   */
  boolean await(CompletableFuture<?> future, Duration atMost);

  /** The system's clocks. */
  static TimeSource system() {
    return SystemTimeSource.INSTANCE;
  }
}
