package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Real time. The manager would make such threads by itself; it is given these so that the program
 * can see when they are idle, and stop the timer.
 */
final class RealClockwork implements Clockwork {
  private static final int WORKERS = 4;
  private static final long SETTLED_AFTER_SECONDS = 10;

  private final TimeSource time = TimeSource.system();
  private final ForkJoinPool workers =
      new ForkJoinPool(WORKERS, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true);
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(RealClockwork::timerThread);

  private static Thread timerThread(Runnable task) {
    Thread thread = new Thread(task, "timer");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public TimeSource time() {
    return time;
  }

  @Override
  public Executor executor() {
    return workers;
  }

  @Override
  public ScheduledExecutorService scheduler() {
    return timer;
  }

  @Override
  public void settle() {
    workers.awaitQuiescence(SETTLED_AFTER_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void pass(Duration duration) {
    time.await(new CompletableFuture<>(), duration);
  }

  /** Holds the manager's only timer thread, so that the manager misses its ticks in earnest. */
  @Override
  public void stall(Duration duration) {
    CompletableFuture.runAsync(() -> pass(duration), timer).join();
    CompletableFuture.runAsync(() -> {}, timer).join(); // behind the tick that is late
  }

  @Override
  public void close() {
    timer.shutdown();
    workers.shutdown();
  }
}
