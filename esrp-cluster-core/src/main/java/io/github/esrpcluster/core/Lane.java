package io.github.esrpcluster.core;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Lets so many calls of one publisher run at a time; the others wait their turn without a thread. A
 * publisher that hangs would else cost a thread for each service.
 */
final class Lane {
  /** After so many calls the thread is given back to the executor, and asked for again. */
  private static final int AT_ONCE = 64;

  /** A task that waits for its turn. */
  private record Turn(Runnable task, Consumer<Throwable> refused) {}

  private final Executor executor;
  private final int width;
  private final Queue<Turn> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger working = new AtomicInteger();

  Lane(Executor executor, int width) {
    this.executor = executor;
    this.width = width;
  }

  /**
   * Runs the task in its turn.
   *
   * @param refused is told, on this thread or another, if the executor has no thread for the task
   */
  void execute(Runnable task, Consumer<Throwable> refused) {
    Turn turn = new Turn(task, refused);
    waiting.add(turn);
    if (reserve()) {
      try {
        executor.execute(this::work);
      } catch (Throwable refusal) {
        giveBack(turn, refusal);
      }
    }
  }

  private boolean reserve() {
    return working.getAndUpdate(n -> Math.min(n + 1, width)) < width;
  }

  /** Whoever came meanwhile found all at work and counted on this thread. */
  private void giveBack(Turn turn, Throwable refusal) {
    boolean nobodyWorks = working.decrementAndGet() == 0;
    if (waiting.remove(turn)) { // else another worker has it
      turn.refused.accept(refusal);
    }
    while (nobodyWorks && !waiting.isEmpty()) {
      refuseNext(refusal);
    }
  }

  private void refuseNext(Throwable refusal) {
    Turn next = waiting.poll();
    if (next != null) {
      next.refused.accept(refusal);
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
    Turn next = waiting.poll();
    for (int left = AT_ONCE; next != null; left--) {
      next.task.run();
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
