package io.github.esrpcluster.i3.notify;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The scheduler and the executor of hooks: given by the vendor, or own threads. */
final class NotifyThreads {
  private static final int MOST_WAITING = 10_000;

  private final ScheduledExecutorService scheduler;
  private final Executor executor;
  private final @Nullable ExecutorService ownScheduler;
  private final @Nullable ExecutorService ownExecutor;

  NotifyThreads(@Nullable ScheduledExecutorService scheduler, @Nullable Executor executor) {
    ScheduledExecutorService timers =
        scheduler == null
            ? Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "esrp-notify-timer"))
            : scheduler;
    this.scheduler = timers;
    ownScheduler = scheduler == null ? timers : null;
    ownExecutor = executor == null ? hookThread() : null;
    this.executor = executor == null ? Objects.requireNonNull(ownExecutor) : executor;
  }

  private static ExecutorService hookThread() {
    return new ThreadPoolExecutor(
        0,
        1,
        1,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(MOST_WAITING),
        task -> daemon(task, "esrp-notify-hooks"));
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  ScheduledExecutorService scheduler() {
    return scheduler;
  }

  Executor executor() {
    return executor;
  }

  /** Ends the own threads, after the hooks that wait. */
  void end() {
    if (ownScheduler != null) {
      ownScheduler.shutdownNow();
    }
    if (ownExecutor != null) {
      ownExecutor.shutdown();
    }
  }
}
