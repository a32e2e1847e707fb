package io.github.esrpcluster.sip;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Runs the tasks of one key one after the other, those of different keys together. Thread-safe. */
final class SerialExecutor {
  private final Executor threads;
  private final int maxWaiting;

  /** The tasks that wait, by key. An entry, also an empty one, has a task that runs. */
  private final Map<String, ArrayDeque<Runnable>> queues = new ConcurrentHashMap<>();

  SerialExecutor(Executor threads, int maxWaiting) {
    this.threads = threads;
    this.maxWaiting = maxWaiting;
  }

  /**
   * Runs a task after the earlier ones of its key.
   *
   * @throws RejectedExecutionException if too many tasks of the key wait, or no thread takes one
   */
  void execute(String key, Runnable task) {
    boolean[] first = {false};
    queues.compute(
        key,
        (same, waiting) -> {
          first[0] = waiting == null;
          ArrayDeque<Runnable> queue = waiting == null ? new ArrayDeque<>() : waiting;
          if (queue.size() >= maxWaiting) {
            throw new RejectedExecutionException(maxWaiting + " tasks wait for " + same);
          }
          if (waiting != null) {
            queue.add(task);
          }
          return queue;
        });
    if (first[0]) {
      try {
        threads.execute(() -> run(key, task));
      } catch (RejectedExecutionException e) {
        queues.remove(key);
        throw e;
      }
    }
  }

  private void run(String key, Runnable first) {
    Runnable next = first;
    while (next != null) {
      next.run();
      Runnable[] following = {null};
      queues.computeIfPresent(
          key,
          (same, waiting) -> {
            following[0] = waiting.poll();
            return following[0] == null ? null : waiting;
          });
      next = following[0];
    }
  }
}
