package io.github.esrpcluster.core;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;

/**
 * The threads of a manager that was given none: daemons, started when needed. A callback that
 * blocks keeps one of them and delays no other.
 */
final class ManagerThreads {
  private ManagerThreads() {}

  static ExecutorService executor(String manager) {
    return Executors.newCachedThreadPool(named(manager, "-worker-%d"));
  }

  static ScheduledExecutorService scheduler(String manager) {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(1, named(manager, "-timer"));
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return timer;
  }

  private static ThreadFactory named(String manager, String format) {
    String escaped = manager.replace("%", "%%");
    return new ThreadFactoryBuilder().setDaemon(true).setNameFormat(escaped + format).build();
  }
}
