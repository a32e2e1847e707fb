package io.github.esrpcluster.core;

import com.google.common.base.Throwables;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's executor that may run a task on the thread that hands it over, as {@code
 * Runnable::run} does. A task that hands over the next would then run it within itself, as deep as
 * changes come, until the stack ends. Here the deepest tasks are put off instead, until the first
 * has returned.
 */
final class ShallowExecutor implements Executor {
  private static final int DEEPEST = 16;

  private final Executor executor;

  @SuppressWarnings("ThreadLocalUsage") // one for each executor; emptied after each task
  private final ThreadLocal<@Nullable Nest> nests = new ThreadLocal<>();

  ShallowExecutor(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void execute(Runnable task) {
    executor.execute(() -> run(task));
  }

  private void run(Runnable task) {
    Nest nest = nests.get();
    if (nest != null) {
      nest.run(task);
      return;
    }
    nest = new Nest();
    nests.set(nest);
    try {
      runAll(nest, task);
    } finally {
      nests.remove();
    }
  }

  private static void runAll(Nest nest, Runnable first) {
    Throwable failure = null;
    for (@Nullable Runnable next = first; next != null; next = nest.putOff.poll()) {
      try {
        nest.run(next);
      } catch (Throwable e) { // the others must run all the same
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      Throwables.throwIfUnchecked(failure);
    }
  }

  /** The tasks that run within each other on one thread. */
  private static final class Nest {
    final Queue<Runnable> putOff = new ArrayDeque<>();
    int depth;

    void run(Runnable task) {
      if (depth == DEEPEST) {
        putOff.add(task);
        return;
      }
      depth++;
      try {
        task.run();
      } finally {
        depth--;
      }
    }
  }

  @Override
  public String toString() {
    return executor.toString();
  }
}
