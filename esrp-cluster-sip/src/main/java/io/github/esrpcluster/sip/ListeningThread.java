package io.github.esrpcluster.sip;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Follows the thread that waits at a server socket. The system frees the port of a socket when that
 * thread has left it. Thread-safe.
 */
final class ListeningThread {
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  /** Takes note that the thread waits for the first time, or again. */
  void waits() {
    begun.countDown();
  }

  /** Takes note that the thread leaves a closed socket. */
  void leaves() {
    ended.countDown();
  }

  /**
   * Waits until the thread waits.
   *
   * @throws IOException if that takes too long
   */
  void awaitBegin(Duration atMost) throws IOException {
    if (!await(begun, atMost)) {
      throw new IOException("no thread listens after " + atMost.toSeconds() + " s");
    }
  }

  /** Waits until the thread has left, if it ever waited. */
  void awaitEnd(Duration atMost) {
    if (begun.getCount() == 0) {
      boolean unused = await(ended, atMost);
    }
  }

  private static boolean await(CountDownLatch latch, Duration atMost) {
    try {
      return latch.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
