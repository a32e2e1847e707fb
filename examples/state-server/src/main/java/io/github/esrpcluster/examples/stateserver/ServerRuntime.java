package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.api.TimeSource;
import io.github.esrpcluster.examples.quickstart.ManagerRuntime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of the server. Unlike the quick start it has as many workers as callbacks block, so
 * that standard error that nothing reads delays no notification.
 */
final class ServerRuntime implements ManagerRuntime {
  private static final Duration LAST_EVENTS = Duration.ofSeconds(1);
  private static final int MOST_WAITING = 10_000;

  private final TimeSource time = TimeSource.system();
  private final ExecutorService workers =
      Executors.newCachedThreadPool(task -> thread(task, "worker"));
  private final ThreadPoolExecutor printer =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(MOST_WAITING),
          task -> thread(task, "printer"));
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, task -> thread(task, "timer"));

  ServerRuntime() {
    timer.setRemoveOnCancelPolicy(true);
  }

  private static Thread thread(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public TimeSource time() {
    return time;
  }

  @Override
  public ExecutorService executor() {
    return workers;
  }

  /**
   * Returns the executor of hooks: one after the other. It refuses tasks if too many wait, which
   * the callers count.
   */
  Executor printer() {
    return printer;
  }

  @Override
  public ScheduledExecutorService scheduler() {
    return timer;
  }

  /** Does nothing: the next line need not wait until its events are printed. */
  @Override
  public void settle() {}

  @Override
  public void advance(Duration duration) {
    time.await(new CompletableFuture<>(), duration);
  }

  /** Blocks the only timer thread, so that the manager misses its sweeps. */
  @Override
  public void stall(Duration duration) {
    CompletableFuture.runAsync(() -> advance(duration), timer).join();
  }

  /** Ends the threads. Waits until the last events are printed, unless nothing reads them. */
  @Override
  public void close() {
    timer.shutdownNow();
    end(printer);
    end(workers);
  }

  private static void end(ExecutorService threads) {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(LAST_EVENTS.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
