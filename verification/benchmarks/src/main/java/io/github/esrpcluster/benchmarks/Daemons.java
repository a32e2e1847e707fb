package io.github.esrpcluster.benchmarks;

import java.util.concurrent.Executors;

/** Threads that do not keep a benchmark alive. */
final class Daemons {
  private Daemons() {}

  static Thread thread(Runnable task) {
    Thread thread = Executors.defaultThreadFactory().newThread(task);
    thread.setDaemon(true);
    return thread;
  }
}
