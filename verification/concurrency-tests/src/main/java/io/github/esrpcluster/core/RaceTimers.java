package io.github.esrpcluster.core;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Timers that a race fires. Unlike those of core's tests they hold no lock. */
final class RaceTimers extends ScheduledThreadPoolExecutor {
  /** All timers that were ever set. */
  final Queue<Timer> set = new ConcurrentLinkedQueue<>();

  RaceTimers() {
    super(0);
  }

  /** Fires once, unless it was cancelled before; done when it fires. */
  static final class Timer extends CompletableFuture<Void> implements ScheduledFuture<Void> {
    final long delay;
    private final Runnable task;

    Timer(Runnable task, long delay) {
      this.task = task;
      this.delay = delay;
    }

    void fire() {
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

  /** Returns how many are still set. */
  int pending() {
    return (int) set.stream().filter(timer -> !timer.isDone()).count();
  }

  /** Returns the delay of the first of them; 0 if none is set. */
  int first() {
    return (int) set.stream().filter(t -> !t.isDone()).mapToLong(t -> t.delay).min().orElse(0);
  }

  void fireAll() {
    set.forEach(Timer::fire);
  }
}
