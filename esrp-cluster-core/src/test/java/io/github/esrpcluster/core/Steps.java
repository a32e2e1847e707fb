package io.github.esrpcluster.core;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * An executor for Lincheck, which starts all threads itself: a task runs when some operation takes
 * a step, and several operations may be stepping at a time.
 */
final class Steps implements Executor {
  private static final int ENDLESS = 1_000;

  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private boolean refusing;

  @Override
  public synchronized void execute(Runnable task) {
    if (refusing) {
      refusing = false;
      throw new RejectedExecutionException("as told");
    }
    tasks.add(task);
  }

  synchronized void refuseNext() {
    refusing = true;
  }

  private synchronized Runnable next() {
    return tasks.poll();
  }

  /** Runs one task; false if there was none. */
  boolean step() {
    Runnable task = next();
    if (task != null) {
      task.run();
    }
    return task != null;
  }

  /** Runs all; what finds no end is wrong. */
  void runAll() {
    for (int ran = 0; step(); ran++) {
      if (ran == ENDLESS) {
        throw new AssertionError("no end after " + ran + " steps");
      }
    }
  }
}
