package io.github.esrpcluster.core;

import io.github.esrpcluster.api.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A scheduler and its clock without threads: a timer fires when a test fires it. */
final class StepTimers extends ScheduledThreadPoolExecutor implements TimeSource {
  private final Queue<StepTimer> timers = new PriorityQueue<>(); // guarded by this
  private final AtomicLong now = new AtomicLong();
  private boolean refusing; // guarded by this

  private static final class StepTimer extends CompletableFuture<Void>
      implements ScheduledFuture<Void> {
    private final Runnable task;
    private final long at;

    StepTimer(Runnable task, long at) {
      this.task = task;
      this.at = at;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(at, ((StepTimer) other).at);
    }
  }

  StepTimers() {
    super(0);
  }

  @Override
  public synchronized ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    if (refusing) {
      refusing = false;
      throw new RejectedExecutionException("refused by the test");
    }
    StepTimer timer = new StepTimer(task, now.get() + unit.toNanos(delay));
    timers.add(timer);
    return timer;
  }

  synchronized void refuseNext() {
    refusing = true;
  }

  private synchronized StepTimer next() {
    return timers.poll();
  }

  /** Lets the time pass. */
  void pass(long nanos) {
    now.addAndGet(nanos);
  }

  /** Fires the first timer before its time; returns false if there is none. */
  boolean fireEarly() {
    return fire(next());
  }

  /** Lets the time pass until the first timer fires; returns false if there is none. */
  boolean fire() {
    StepTimer timer = next();
    if (timer != null && !timer.isDone()) {
      now.accumulateAndGet(timer.at, Math::max);
    }
    return fire(timer);
  }

  private static boolean fire(StepTimer timer) {
    if (timer != null && timer.complete(null)) { // otherwise it was cancelled
      timer.task.run();
    }
    return timer != null;
  }

  @Override
  public long nanoTime() {
    return now.get();
  }

  @Override
  public Instant now() {
    return Instant.EPOCH;
  }

  @Override
  public boolean await(CompletableFuture<?> future, Duration atMost) {
    throw new UnsupportedOperationException();
  }

  /** Returns the context of a manager with this scheduler and clock, and with that executor. */
  ManagerContext context(StepExecutor executor) {
    InMemoryClusterManagerBuilder builder =
        InMemoryClusterManager.builder()
            .statusPolicy(Rig.MAJORITY)
            .timeSource(this)
            .generation(0)
            .random(() -> 1L);
    return builder.context(builder.settings(), executor, this);
  }
}
