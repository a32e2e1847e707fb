package io.github.esrpcluster.testkit.contract;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.fail;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;

/**
 * Lets two threads meet in one guest: while the one is inside it and looks at something for the nth
 * time, the other passes through it from beginning to end. So they meet at the same place at every
 * run, which threads left to themselves do not.
 *
 * @param <T> what the other brings back
 */
final class Encounter<T> {
  /** Waited in full only where a guest lets one thread in at a time. */
  private static final int LONGEST_WAIT_SECONDS = 1;

  private final FutureTask<T> other;
  private int looksUntil;
  private boolean inVain;

  Encounter(Callable<T> other) {
    this.other = new FutureTask<>(other);
  }

  /** They meet at the nth look from now. */
  void meetAtLook(int n) {
    looksUntil = n;
  }

  /** The one looks. */
  void look() {
    looksUntil--;
    if (looksUntil == 0) {
      letTheOtherPass();
    }
  }

  private void letTheOtherPass() {
    Thread thread = new Thread(other, "meets the other");
    thread.setDaemon(true);
    thread.start();
    try {
      other.get(LONGEST_WAIT_SECONDS, SECONDS);
    } catch (TimeoutException e) {
      inVain = true;
    } catch (ExecutionException e) {
      // told by others()
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the other brings back; it passes now if the two have not met. */
  T others() throws InterruptedException {
    other.run(); // does nothing if it has run
    try {
      return other.get();
    } catch (ExecutionException e) {
      return fail("it threw in another thread", e.getCause());
    }
  }

  /** True if one had to wait for the other, so that they cannot meet. */
  boolean inVain() {
    return inVain;
  }
}
