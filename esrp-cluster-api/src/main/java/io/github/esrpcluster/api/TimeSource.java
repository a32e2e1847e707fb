package io.github.esrpcluster.api;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The clocks of a manager: everything in it that reads a time reads it here.
 *
 * <p>Two clocks, not to be mixed. {@link #nanoTime()} is monotonic and serves durations: leases,
 * rates, deadlines. {@link #now()} is the wall clock, which may jump; it only appears in messages
 * and events.
 *
 * <p>Both are called by any thread, also while the manager holds a lock: an implementation must be
 * thread-safe and must neither throw nor block.
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
   * Waits for a future. By default blocks the thread in real time; a virtual clock lets its time
   * pass instead.
   *
   * @return whether the future has completed, in whatever way; false if the time ran out or the
   *     thread was interrupted (its interrupt flag stays set)
   */
  default boolean await(CompletableFuture<?> future, Duration atMost) {
    try {
      future.handle((value, failure) -> true).get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new AssertionError("handle() never fails", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return future.isDone();
  }

  /** The system's clocks. */
  static TimeSource system() {
    return SystemTimeSource.INSTANCE;
  }
}
