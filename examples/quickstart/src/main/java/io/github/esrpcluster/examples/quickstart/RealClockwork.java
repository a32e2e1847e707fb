package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.TimeSource;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Real time. The manager would make threads by itself; it is given these so that the program can
 * see when they are idle, and stop the timer. One worker is enough for guests that only print, and
 * tells what happens before it prints what is transmitted of it.
 */
final class RealClockwork implements Clockwork {
  private final TimeSource time = TimeSource.system();
  private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
  private final ExecutorService worker =
      new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, waiting, task -> thread(task, "worker"));
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> thread(task, "timer"));

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
  public Executor executor() {
    return worker;
  }

  @Override
  public ScheduledExecutorService scheduler() {
    return timer;
  }

  /** Asks the worker itself, which does nothing else then. */
  @Override
  public void settle() {
    boolean idle;
    do {
      idle = CompletableFuture.supplyAsync(waiting::isEmpty, worker).join();
    } while (!idle);
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
    worker.shutdown();
  }
}
