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
 * Runs the manager in real time. The manager can create its own threads; these let the program wait
 * until they are idle, and block the timer. A single worker prints each event before the message
 * that results from it.
 */
final class RealTimeRuntime implements ManagerRuntime {
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

  /** Checks the queue on the worker, so that no other task runs at that moment. */
  @Override
  public void settle() {
    boolean idle;
    do {
      idle = CompletableFuture.supplyAsync(waiting::isEmpty, worker).join();
    } while (!idle);
  }

  @Override
  public void advance(Duration duration) {
    time.await(new CompletableFuture<>(), duration);
  }

  /** Blocks the manager's only timer thread, so that the manager misses its sweeps. */
  @Override
  public void stall(Duration duration) {
    CompletableFuture.runAsync(() -> advance(duration), timer).join();
    CompletableFuture.runAsync(() -> {}, timer).join(); // after the late sweep
  }

  @Override
  public void close() {
    timer.shutdown();
    worker.shutdown();
  }
}
