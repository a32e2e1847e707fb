package io.github.esrpcluster.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.esrpcluster.api.TimeSource;
import io.github.esrpcluster.api.internal.InterruptFlag;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs an action after some time at most. A request sets a timer only if none fires by then. A
 * timer that is earlier than the latest request stays, and so does one that is later: the action
 * looks again. None is cancelled before {@link #stop}, because a scheduler may keep cancelled
 * timers until their time. Its lock is left before a timer is set. Thread-safe.
 */
final class CoalescingTimer {
  /** A timer that is set, or about to be. */
  private static final class Wakeup {
    final long at;
    @Nullable Future<?> timer;
    volatile boolean refused;

    Wakeup(long at) {
      this.at = at;
    }
  }

  private final TimeSource time;
  private final ScheduledExecutorService scheduler;
  private final Runnable action;
  private final Object lock = new Object();

  /** The earliest first. */
  @GuardedBy("lock")
  private final Deque<Wakeup> pending = new ArrayDeque<>(2);

  @GuardedBy("lock")
  private boolean stopped;

  CoalescingTimer(TimeSource time, ScheduledExecutorService scheduler, Runnable action) {
    this.time = time;
    this.scheduler = scheduler;
    this.action = action;
  }

  /**
   * Lets the action run after {@code delay} nanoseconds at most. No lock may be held.
   *
   * @return false if the scheduler refused the timer
   */
  boolean atMost(long delay) {
    Wakeup requested = new Wakeup(time.nanoTime() + delay);
    synchronized (lock) {
      pending.removeIf(each -> each.refused);
      Wakeup next = pending.peek();
      if (stopped || (next != null && next.at - requested.at <= 0)) {
        return true;
      }
      pending.push(requested);
    }
    boolean interrupted = InterruptFlag.get();
    try {
      keep(requested, scheduler.schedule(() -> fire(requested), delay, TimeUnit.NANOSECONDS));
      return true;
    } catch (Throwable e) { // refused, or no thread could be started
      requested.refused = true; // only a field: an error leaves no memory or stack for more
      return false;
    } finally {
      InterruptFlag.set(interrupted);
    }
  }

  /** Another thread may have stopped this object while the timer was being set. */
  private void keep(Wakeup requested, Future<?> timer) {
    synchronized (lock) {
      requested.timer = timer;
      if (stopped) {
        timer.cancel(false);
      }
    }
  }

  private void fire(Wakeup due) {
    forget(due);
    action.run();
  }

  private void forget(Wakeup over) {
    synchronized (lock) {
      pending.remove(over);
    }
  }

  /** Starts no action any more; one that runs is not interrupted. */
  void stop() {
    synchronized (lock) {
      stopped = true;
      for (Wakeup each : pending) {
        if (each.timer != null) {
          each.timer.cancel(false);
        }
      }
      pending.clear();
    }
  }
}
