package io.github.esrpcluster.api;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A call of blocking code as a stage. Cancelled before it starts, it never runs. Once it has
 * started it cannot be cancelled: the stage completes when the code returns, so that a late success
 * is known.
 */
final class BlockingCall extends CompletableFuture<Void> implements Runnable {
  private final Runnable code;
  private final AtomicBoolean started = new AtomicBoolean();

  BlockingCall(Runnable code) {
    this.code = code;
  }

  @Override
  public void run() {
    if (started.compareAndSet(false, true)) {
      try {
        code.run();
        complete(null);
      } catch (Throwable e) { // the stage must complete, whatever is thrown
        completeExceptionally(e);
      }
    }
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return started.compareAndSet(false, true) && super.cancel(mayInterruptIfRunning);
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }
}
