package io.github.esrpcluster.testkit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The virtual time that all clocks share, and the pending tasks in its order. Counts nanoseconds
 * from zero, so that it does not overflow within 292 years. Thread-safe.
 */
final class Timeline {
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final TreeSet<VirtualTask<?>> waiting = new TreeSet<>(VirtualTask.IN_TIME_ORDER);

  @GuardedBy("lock")
  private long now;

  // Orders tasks with the same due time by submission.
  @GuardedBy("lock")
  private long placed;

  @GuardedBy("lock")
  private boolean closed;

  /** Returns the sum, at most {@link Long#MAX_VALUE}. */
  static long sum(long nanos, long more) {
    long sum = nanos + more;
    return more > 0 && sum < nanos ? Long.MAX_VALUE : sum;
  }

  long now() {
    synchronized (lock) {
      return now;
    }
  }

  /** Moves time forward without running anything. */
  void moveTo(long then) {
    synchronized (lock) {
      now = Math.max(now, then);
    }
  }

  void add(VirtualTask<?> task, long delay) {
    synchronized (lock) {
      if (closed) {
        throw new RejectedExecutionException("virtual time is shut down and refuses " + task);
      }
      place(task, sum(now, Math.max(delay, 0)));
    }
  }

  /** Adds a periodic task again after a run. */
  void addAgain(VirtualTask<?> task, long due) {
    synchronized (lock) {
      place(task, due);
    }
  }

  @GuardedBy("lock")
  private void place(VirtualTask<?> task, long due) {
    task.place(due, ++placed);
    waiting.add(task);
  }

  void remove(VirtualTask<?> task) {
    synchronized (lock) {
      waiting.remove(task);
    }
  }

  /** Removes the first task that is due by then and moves time to it; null if there is none. */
  @Nullable VirtualTask<?> takeDueBy(long then) {
    synchronized (lock) {
      if (waiting.isEmpty() || waiting.first().due() > then) {
        return null;
      }
      VirtualTask<?> task = waiting.first();
      waiting.remove(task);
      now = Math.max(now, task.due());
      return task;
    }
  }

  /** Returns when the first task is due; may be in the past. */
  OptionalLong nextDue() {
    synchronized (lock) {
      return waiting.isEmpty() ? OptionalLong.empty() : OptionalLong.of(waiting.first().due());
    }
  }

  List<VirtualTask<?>> waiting() {
    synchronized (lock) {
      return new ArrayList<>(waiting);
    }
  }

  List<Duration> delays() {
    synchronized (lock) {
      long present = now;
      return waiting.stream()
          .map(task -> Duration.ofNanos(Math.max(task.due() - present, 0)))
          .toList();
    }
  }

  int size() {
    synchronized (lock) {
      return waiting.size();
    }
  }

  void close() {
    synchronized (lock) {
      closed = true;
    }
  }

  boolean closed() {
    synchronized (lock) {
      return closed;
    }
  }
}
