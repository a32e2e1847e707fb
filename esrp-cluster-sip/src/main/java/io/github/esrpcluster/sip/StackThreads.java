package io.github.esrpcluster.sip;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of a stack, beside those of the reference implementation; all are daemons.
 *
 * @param timer runs what is due, and does not block
 * @param writers write to connections, and open them
 * @param resolvers look up host names
 */
record StackThreads(
    ScheduledExecutorService timer, ExecutorService writers, ExecutorService resolvers) {
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final int RESOLVERS = 4;
  private static final int MAX_NAMES = 1_000;

  static StackThreads start(int writers) {
    ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, named("esrp-sip-timer"));
    timer.setRemoveOnCancelPolicy(true);
    return new StackThreads(
        timer,
        pool("esrp-sip-writer", writers, new LinkedBlockingQueue<>()),
        pool("esrp-sip-resolver", RESOLVERS, new LinkedBlockingQueue<>(MAX_NAMES)));
  }

  private static ThreadPoolExecutor pool(String name, int size, BlockingQueue<Runnable> waiting) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size, size, IDLE.toMillis(), TimeUnit.MILLISECONDS, waiting, named(name));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static ThreadFactory named(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  void stop() {
    List.of(timer, writers, resolvers).forEach(ExecutorService::shutdownNow);
  }
}
