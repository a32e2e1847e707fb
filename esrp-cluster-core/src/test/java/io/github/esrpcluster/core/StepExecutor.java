package io.github.esrpcluster.core;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * An executor without threads: a task runs when a test takes a step. Several threads may take steps
 * at a time, as Lincheck needs, which starts all threads itself.
 */
final class StepExecutor implements Executor {
  private static final int MAX_STEPS = 1_000;

  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private boolean refusing;

  @Override
  public synchronized void execute(Runnable task) {
    if (refusing) {
      refusing = false;
      throw new RejectedExecutionException("refused by the test");
    }
    tasks.add(task);
  }

  synchronized void refuseNext() {
    refusing = true;
  }

  private synchronized Runnable next() {
    return tasks.poll();
  }

  /** Runs one task; returns false if there was none. */
  boolean step() {
    Runnable task = next();
    if (task != null) {
      task.run();
    }
    return task != null;
  }

  /**
   * Runs all tasks.
   *
   * @throws AssertionError if they keep adding tasks
   */
  void runAll() {
    for (int ran = 0; step(); ran++) {
      if (ran == MAX_STEPS) {
        throw new AssertionError("no end after " + ran + " steps");
      }
    }
  }
}
