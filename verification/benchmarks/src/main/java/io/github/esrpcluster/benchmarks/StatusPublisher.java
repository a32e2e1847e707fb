package io.github.esrpcluster.benchmarks;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands in for transmission: one thread takes the messages, in order, and counts them. */
final class StatusPublisher implements AutoCloseable {
  /** The news about one service. */
  record Message(String service, Object status) {}

  private final ExecutorService executor = Executors.newSingleThreadExecutor(Daemons::thread);

  // Only the publisher's thread reads and writes these.
  private long count;
  private Message last;

  /** Returns at once. */
  void handOver(Message message) {
    executor.execute(() -> transmit(message));
  }

  private void transmit(Message message) {
    count++;
    last = message;
  }

  /** So many messages were handed over before this call. Waits until they are executed. */
  long count() {
    return ask(() -> count);
  }

  /** The message executed last. Waits likewise. */
  Message last() {
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
