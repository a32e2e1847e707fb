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

/** Timers and their clock for Lincheck: one rings when some operation has it ring. */
final class StepTimers extends ScheduledThreadPoolExecutor implements TimeSource {
  private final Queue<Timer> timers = new PriorityQueue<>(); // guarded by this
  private final AtomicLong now = new AtomicLong();
  private boolean refusing; // guarded by this

  private static final class Timer extends CompletableFuture<Void>
      implements ScheduledFuture<Void> {
    private final Runnable task;
    private final long at;

    Timer(Runnable task, long at) {
      this.task = task;
      this.at = at;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(at, ((Timer) other).at);
    }
  }

  StepTimers() {
    super(0);
  }

  @Override
  public synchronized ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    if (refusing) {
      refusing = false;
      throw new RejectedExecutionException("as told");
    }
    Timer timer = new Timer(task, now.get() + unit.toNanos(delay));
    timers.add(timer);
    return timer;
  }

  synchronized void refuseNext() {
    refusing = true;
  }

  private synchronized Timer next() {
    return timers.poll();
  }

  /** The first timer rings, before its time; false if there is none. */
  boolean ringEarly() {
    return ring(next());
  }

  /** Time passes until the first timer rings; false if there is none. */
  boolean ring() {
    Timer timer = next();
    if (timer != null && !timer.isDone()) {
      now.accumulateAndGet(timer.at, Math::max);
    }
    return ring(timer);
  }

  private static boolean ring(Timer timer) {
    if (timer != null && timer.complete(null)) { // else it was cancelled
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

  /** What the rooms of a manager share. */
  ManagerContext context(Steps steps) {
    InMemoryClusterManagerBuilder builder =
        InMemoryClusterManager.builder()
            .statusPolicy(Rig.MAJORITY)
            .timeSource(this)
            .random(() -> 1L);
    return builder.context(builder.settings(), steps, this);
  }
}
