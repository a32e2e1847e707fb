package io.github.esrpcluster.i3.notify;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.esrpcluster.api.TimeSource;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A timer for all subscriptions together: runs a task when the next of them needs attention. */
final class NotifierTimer {
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

  NotifierTimer(ScheduledExecutorService scheduler, TimeSource time, Runnable task) {
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

  /** Returns the earlier future, if there is one. A task that still runs finds nothing to do. */
  private @Nullable Future<?> schedule(long at) {
    Future<?> next = null;
    boolean refused = false;
    try {
      long delay = Math.max(0, at - time.nanoTime());
      next = scheduler.schedule(this::run, delay, TimeUnit.NANOSECONDS);
    } catch (RuntimeException e) {
      refused = true;
    }
    synchronized (lock) {
      armed &= !refused;
      lost += refused ? 1 : 0;
      Future<?> before = scheduled;
      scheduled = next;
      return before;
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
