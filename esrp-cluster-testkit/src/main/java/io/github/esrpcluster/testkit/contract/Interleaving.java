package io.github.esrpcluster.testkit.contract;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.fail;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;

/**
 * Interleaves two calls of the same user code: during the nth access of the outer call, an inner
 * call runs from beginning to end on another thread. The place is the same in every run, unlike
 * with threads that are not controlled.
 *
 * @param <T> the result of the inner call
 */
final class Interleaving<T> {
  /** Used up only if the user code lets one thread in at a time. */
  private static final int MAX_WAIT_SECONDS = 1;

  private static final Executor THREADS =
      Executors.newCachedThreadPool(
          inner -> {
            Thread thread = new Thread(inner, "inner call");
            thread.setDaemon(true);
            return thread;
          });

  private final FutureTask<T> inner;
  private int accessesLeft;
  private boolean serialized;

  Interleaving(Callable<T> inner) {
    this.inner = new FutureTask<>(inner);
  }

  /** Runs the inner call at the nth access from now. */
  void runAtAccess(int n) {
    accessesLeft = n;
  }

  /** Counts an access of the outer call. */
  void onAccess() {
    accessesLeft--;
    if (accessesLeft == 0) {
      runInner();
    }
  }

  private void runInner() {
    THREADS.execute(inner);
    try {
      inner.get(MAX_WAIT_SECONDS, SECONDS);
    } catch (TimeoutException e) {
      serialized = true;
    } catch (ExecutionException e) {
      // innerResult() fails with it
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the result of the inner call; runs it now if the outer call had too few accesses. */
  T innerResult() throws InterruptedException {
    inner.run(); // does nothing if it has run
    try {
      return inner.get();
    } catch (ExecutionException e) {
      return fail("it threw in another thread", e.getCause());
    }
  }

  /** Returns whether the inner call waited for the outer one, so that they cannot interleave. */
  boolean isSerialized() {
    return serialized;
  }
}
