package io.github.esrpcluster.benchmarks;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A publisher: one thread receives the notifications, in order, and counts them. */
final class StatusPublisher implements AutoCloseable {
  /** The new status of one service. */
  record StatusNotification(String service, Object status) {}

  private final ExecutorService executor = Executors.newSingleThreadExecutor(Daemons::thread);

  // Only the publisher's thread reads and writes these.
  private long count;
  private StatusNotification last;

  /** Returns at once. */
  void handOver(StatusNotification notification) {
    executor.execute(() -> receive(notification));
  }

  private void receive(StatusNotification notification) {
    count++;
    last = notification;
  }

  /** Returns the number of notifications, after all handed over before have been received. */
  long count() {
    return ask(() -> count);
  }

  /** Returns the last notification, after all handed over before have been received. */
  StatusNotification last() {
    return ask(() -> last);
  }

  private <T> T ask(Callable<T> question) {
    try {
      return executor.submit(question).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("the publisher does not answer", e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
