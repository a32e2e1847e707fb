package io.github.esrpcluster.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs an action after some time at the latest, with one timer however often it is asked. A timer
 * that comes sooner is left to look again; so a flood of requests sets no flood of timers, and none
 * that somebody waits for is put off. Its lock is left before the scheduler is called.
 */
final class CoalescingTimer {
  /** A timer, set or about to be. */
  private static final class Wake {
    final long at;
    @Nullable Future<?> timer;

    Wake(long at) {
      this.at = at;
    }
  }

  private final ManagerContext context;
  private final Runnable action;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private @Nullable Wake next;

  @GuardedBy("lock")
  private boolean stopped;

  CoalescingTimer(ManagerContext context, Runnable action) {
    this.context = context;
    this.action = action;
  }

  /** Has the action run after this time, in nanoseconds, at the latest. No lock may be held. */
  void within(long delay) {
    Wake mine = new Wake(context.now() + delay);
    synchronized (lock) {
      if (stopped || (next != null && next.at - mine.at <= 0)) {
        return;
      }
      cancelNext();
      next = mine;
    }
    try {
      keep(mine, context.scheduler().schedule(() -> ring(mine), delay, TimeUnit.NANOSECONDS));
    } catch (Throwable e) { // refused, or no thread could be started
      forget(mine); // perhaps no timers any more: whoever has something new acts at once
    }
  }

  /** Another thread may have found a need to wake sooner while this timer was being set. */
  private void keep(Wake mine, Future<?> timer) {
    synchronized (lock) {
      mine.timer = timer;
      if (next != mine) {
        timer.cancel(false);
      }
    }
  }

  private void ring(Wake mine) {
    forget(mine);
    action.run();
  }

  private void forget(Wake mine) {
    synchronized (lock) {
      if (next == mine) {
        next = null;
      }
    }
  }

  /** Begins nothing any more; what has begun runs on. */
  void stop() {
    synchronized (lock) {
      stopped = true;
      cancelNext();
    }
  }

  @GuardedBy("lock")
  private void cancelNext() {
    if (next != null && next.timer != null) {
      next.timer.cancel(false);
    }
    next = null;
  }
}
