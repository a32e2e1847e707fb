package io.github.esrpcluster.api;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Supplies the time to a manager. Production code uses {@link #system()}; a test or simulation
 * supplies a virtual clock.
 *
 * <p>Rules for the implementer:
 *
 * <ol>
 *   <li>Let {@link #nanoTime()} be monotonic. Leases, rates and deadlines depend on it.
 *   <li>Return the wall clock from {@link #now()}; it may jump. Only the times of statuses and
 *       events depend on it.
 *   <li>Do not throw, block or call the manager in these two methods: the manager calls them while
 *       it holds a lock.
 *   <li>Be thread-safe: any thread may call, several at the same time.
 * </ol>
 *
 * <p>Promises of the manager:
 *
 * <ol>
 *   <li>The manager reads no other clock.
 *   <li>The manager compares values of {@link #nanoTime()} by subtraction, so any origin works.
 *   <li>The manager calls {@link #await} only in {@link ClusterManager#close()}, with no lock held.
 * </ol>
 *
 * <p>Example, a clock that a test moves by hand:
 *
 * <pre>{@code
 * final class ManualTime implements TimeSource {
 *   private final AtomicLong nanos = new AtomicLong();
 *
 *   void advance(Duration by) {
 *     nanos.addAndGet(by.toNanos());
 *   }
 *
 *   public long nanoTime() {
 *     return nanos.get();
 *   }
 *
 *   public Instant now() {
 *     return Instant.EPOCH.plusNanos(nanos.get());
 *   }
 * }
 * }</pre>
 */
public interface TimeSource {
  /**
   * Returns monotonic nanoseconds from an arbitrary origin; may be negative, and may overflow.
   * Callers compare by subtraction: {@code a - b < 0}, never {@code a < b}.
   */
  long nanoTime();

  /** Returns the wall-clock time, never null. */
  Instant now();

  /**
   * Waits until a future has completed. The default implementation blocks the thread in real time;
   * a virtual clock advances its time instead. Returns at once if the future is complete.
   *
   * @param atMost the longest wait, at most 292 years; zero or negative means no wait
   * @return true if the future has completed, normally or exceptionally; false if the time ran out
   *     or the thread was interrupted (its interrupt flag stays set)
   * @throws ArithmeticException if {@code atMost} exceeds 292 years
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

  /** Returns the clocks of the Java runtime. */
  static TimeSource system() {
    return SystemTimeSource.INSTANCE;
  }
}
