package io.github.esrpcluster.core;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Timers that ring when a race has them ring. Not those of core's tests: these hold no lock. */
final class Timers extends ScheduledThreadPoolExecutor {
  /** All that were ever set. */
  final Queue<Timer> set = new ConcurrentLinkedQueue<>();

  Timers() {
    super(0);
  }

  /** Rings once, unless it was cancelled before; done when it rings. */
  static final class Timer extends CompletableFuture<Void> implements ScheduledFuture<Void> {
    final long delay;
    private final Runnable task;

    Timer(Runnable task, long delay) {
      this.task = task;
      this.delay = delay;
    }

    void ring() {
      if (complete(null)) {
        task.run();
      }
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return delay;
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(delay, ((Timer) other).delay);
    }
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    Timer timer = new Timer(task, delay);
    set.add(timer);
    return timer;
  }

  /** How many would still ring. */
  int pending() {
    return (int) set.stream().filter(timer -> !timer.isDone()).count();
  }

  /** When the first of them would; 0 if none does. */
  int first() {
    return (int) set.stream().filter(t -> !t.isDone()).mapToLong(t -> t.delay).min().orElse(0);
  }

  void ringAll() {
    set.forEach(Timer::ring);
  }
}
