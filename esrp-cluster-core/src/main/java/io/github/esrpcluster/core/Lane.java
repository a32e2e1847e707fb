package io.github.esrpcluster.core;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets so many calls of one publisher run at a time; the others wait their turn without a thread. A
 * publisher that hangs would else cost a thread for each service.
 */
final class Lane implements Executor {
  /** After so many calls the thread is given back to the executor, and asked for again. */
  private static final int AT_ONCE = 64;

  private final Executor executor;
  private final int width;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger working = new AtomicInteger();

  Lane(Executor executor, int width) {
    this.executor = executor;
    this.width = width;
  }

  /** Runs the task in its turn; throws what the executor does if it refuses the thread for it. */
  @Override
  public void execute(Runnable task) {
    waiting.add(task);
    try {
      if (reserve()) {
        askForThread();
      }
    } catch (Throwable refusal) {
      if (waiting.remove(task)) { // else another worker has it
        throw refusal;
      }
    }
  }

  private boolean reserve() {
    return working.getAndUpdate(n -> Math.min(n + 1, width)) < width;
  }

  private void askForThread() {
    try {
      executor.execute(this::work);
    } catch (Throwable refusal) {
      working.decrementAndGet();
      throw refusal;
    }
  }

  /** Whoever stops looks once more: a task may have come while all seemed to be at work. */
  private void work() {
    do {
      try {
        workSome();
      } finally {
        working.decrementAndGet();
      }
    } while (!waiting.isEmpty() && reserve() && !handedOver());
  }

  private void workSome() {
    Runnable next = waiting.poll();
    for (int left = AT_ONCE; next != null; left--) {
      next.run();
      next = left > 1 ? waiting.poll() : null;
    }
  }

  /** An executor that refuses another thread leaves the rest to this one. */
  private boolean handedOver() {
    try {
      executor.execute(this::work);
      return true;
    } catch (Throwable refusal) {
      return false;
    }
  }
}
