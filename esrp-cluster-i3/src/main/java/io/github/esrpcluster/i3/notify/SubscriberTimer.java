package io.github.esrpcluster.i3.notify;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.esrpcluster.api.TimeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Wakes all subscriptions with one timer: the earliest deadline counts. Thread-safe. */
final class SubscriberTimer {
  private record Deadline(long at, SubscriberTask task) {}

  private final TimeSource time;
  private final ScheduledExecutorService scheduler;
  private final LongAdder failures;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final PriorityQueue<Deadline> deadlines =
      new PriorityQueue<>((one, other) -> Long.signum(one.at - other.at));

  /** The deadline that counts of each task; a later one in the queue does not. */
  @GuardedBy("lock")
  private final Map<SubscriberTask, Long> earliest = new HashMap<>();

  /** When the timer fires; null if none is set. */
  @GuardedBy("lock")
  private @Nullable Long armedAt;

  @GuardedBy("lock")
  private boolean stopped;

  SubscriberTimer(TimeSource time, ScheduledExecutorService scheduler, LongAdder failures) {
    this.time = time;
    this.scheduler = scheduler;
    this.failures = failures;
  }

  /** Lets the task be woken at this time at the latest. No lock may be held. */
  void wake(SubscriberTask task, long at) {
    synchronized (lock) {
      Long known = earliest.get(task);
      if (stopped || (known != null && known - at <= 0)) {
        return;
      }
      deadlines.add(new Deadline(at, task));
      earliest.put(task, at);
    }
    arm();
  }

  private void arm() {
    long at;
    synchronized (lock) {
      Deadline next = deadlines.peek();
      if (stopped || next == null || (armedAt != null && armedAt - next.at <= 0)) {
        return;
      }
      at = next.at;
      armedAt = at;
    }
    try {
      long delay = Math.max(0, at - time.nanoTime());
      Future<?> unused = scheduler.schedule(() -> fire(at), delay, TimeUnit.NANOSECONDS);
    } catch (RuntimeException e) { // the next deadline tries again
      disarm(at);
      failures.increment();
    }
  }

  private void disarm(long at) {
    synchronized (lock) {
      if (armedAt != null && armedAt == at) {
        armedAt = null;
      }
    }
  }

  private void fire(long at) {
    disarm(at);
    try {
      takeDue().forEach(this::wake);
    } finally {
      arm();
    }
  }

  private List<SubscriberTask> takeDue() {
    long now = time.nanoTime();
    List<SubscriberTask> due = new ArrayList<>();
    synchronized (lock) {
      for (Deadline next = deadlines.peek();
          next != null && next.at - now <= 0;
          next = deadlines.peek()) {
        deadlines.remove();
        if (earliest.remove(next.task, next.at)) {
          due.add(next.task);
        }
      }
    }
    return due;
  }

  private void wake(SubscriberTask task) {
    try {
      task.timePassed();
    } catch (Throwable e) { // the others must be woken all the same
      failures.increment();
      wake(task, time.nanoTime() + SubscriberRules.SHORTEST_INTERVAL);
    }
  }

  /** Wakes no task any more. */
  void stop() {
    synchronized (lock) {
      stopped = true;
      deadlines.clear();
      earliest.clear();
    }
  }
}
