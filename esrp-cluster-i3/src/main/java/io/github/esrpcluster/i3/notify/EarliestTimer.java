package io.github.esrpcluster.i3.notify;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.esrpcluster.api.TimeSource;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A timer for many deadlines: runs a task at the earliest of them. Thread-safe. */
final class EarliestTimer {
  private final ScheduledExecutorService scheduler;
  private final TimeSource time;
  private final Runnable task;

  private final Object lock = new Object();

  @GuardedBy("lock")
  private boolean armed;

  @GuardedBy("lock")
  private long armedAt;

  @GuardedBy("lock")
  private @Nullable Future<?> scheduled;

  @GuardedBy("lock")
  private long lost;

  EarliestTimer(ScheduledExecutorService scheduler, TimeSource time, Runnable task) {
    this.scheduler = scheduler;
    this.time = time;
    this.task = task;
  }

  /**
   * Runs the task at this time, or earlier if an earlier time was set before; not at all if there
   * is no time.
   */
  void set(OptionalLong next) {
    if (next.isEmpty()) {
      cancel();
      return;
    }
    long at = next.getAsLong();
    synchronized (lock) {
      if (armed && armedAt - at <= 0) {
        return;
      }
      armed = true;
      armedAt = at;
    }
    cancel(schedule(at));
  }

  /** Returns a future that is not needed any more; null if there is none. */
  private @Nullable Future<?> schedule(long at) {
    Future<?> next;
    try {
      long delay = Math.max(0, at - time.nanoTime());
      next = scheduler.schedule(this::run, delay, TimeUnit.NANOSECONDS);
    } catch (RuntimeException | Error refused) { // full, shut down, or no thread can start
      return lose(at);
    }
    synchronized (lock) {
      if (!armed || armedAt != at) {
        return next; // meanwhile another thread has set an earlier time
      }
      Future<?> before = scheduled;
      scheduled = next;
      return before;
    }
  }

  private @Nullable Future<?> lose(long at) {
    synchronized (lock) {
      lost++;
      armed &= armedAt != at;
      return null;
    }
  }

  private void run() {
    synchronized (lock) {
      armed = false;
      scheduled = null;
    }
    task.run();
  }

  /** Cancels what is scheduled. */
  void cancel() {
    Future<?> before;
    synchronized (lock) {
      armed = false;
      before = scheduled;
      scheduled = null;
    }
    cancel(before);
  }

  private static void cancel(@Nullable Future<?> future) {
    if (future != null) {
      future.cancel(false);
    }
  }

  long lost() {
    synchronized (lock) {
      return lost;
    }
  }
}
