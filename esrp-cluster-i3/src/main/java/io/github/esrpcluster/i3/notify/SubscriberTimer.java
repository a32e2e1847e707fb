package io.github.esrpcluster.i3.notify;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.esrpcluster.api.TimeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.LongAdder;

/** Wakes all subscriptions with one timer: the earliest deadline counts. Thread-safe. */
final class SubscriberTimer {
  private record Deadline(long at, SubscriberTask task) {}

  private final TimeSource time;
  private final EarliestTimer timer;
  private final LongAdder failures;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final PriorityQueue<Deadline> deadlines =
      new PriorityQueue<>((one, other) -> Long.signum(one.at - other.at));

  /** The deadline that counts of each task; a later one in the queue does not. */
  @GuardedBy("lock")
  private final Map<SubscriberTask, Long> earliest = new HashMap<>();

  @GuardedBy("lock")
  private boolean stopped;

  SubscriberTimer(TimeSource time, ScheduledExecutorService scheduler, LongAdder failures) {
    this.time = time;
    this.timer = new EarliestTimer(scheduler, time, this::fire);
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
    OptionalLong next;
    synchronized (lock) {
      Deadline earliestDeadline = deadlines.peek();
      next = earliestDeadline == null ? OptionalLong.empty() : OptionalLong.of(earliestDeadline.at);
    }
    timer.set(next);
  }

  private void fire() {
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
    timer.cancel();
  }

  /** Returns how often the scheduler refused the timer. */
  long lost() {
    return timer.lost();
  }
}
