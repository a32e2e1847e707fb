package io.github.esrpcluster.testkit.contract;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.fail;

import io.github.esrpcluster.api.ServiceStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One message on its way through a publisher, called by a thread of its own as by a manager. */
final class Sending {
  private final ServiceStatus message;
  private final PublisherDriver upstream;
  private final Duration patience;
  private final FutureTask<CompletionStage<Void>> call;

  private Sending(ServiceStatus message, PublisherDriver upstream, Duration patience) {
    this.message = message;
    this.upstream = upstream;
    this.patience = patience;
    this.call = new FutureTask<>(() -> upstream.publisher().publish(message));
  }

  static Sending start(ServiceStatus message, PublisherDriver upstream, Duration patience) {
    Sending sending = new Sending(message, upstream, patience);
    Thread thread = new Thread(sending.call, "publishes");
    thread.setDaemon(true);
    thread.start();
    return sending;
  }

  /** True if the publisher lets its caller go within this time. */
  boolean returnsWithin(Duration atMost) throws InterruptedException {
    try {
      call.get(atMost.toNanos(), NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return threw(e.getCause());
    }
  }

  /** True if the message was taken over within this time, as far as the publisher says. */
  boolean takenOverWithin(Duration atMost) throws InterruptedException {
    return returnsWithin(atMost)
        && upstream.await(future(), atMost)
        && !future().isCompletedExceptionally();
  }

  /** Fails unless the message is taken over. */
  void requireTakenOver() throws InterruptedException {
    requireDone();
    failure().ifPresent(e -> fail("it was not taken over: " + message, e));
  }

  /** Fails unless the stage fails. */
  void requireRefused() throws InterruptedException {
    requireDone();
    if (failure().isEmpty()) {
      fail("the stage of a message that was refused fails, but it succeeded for " + message);
    }
  }

  private void requireDone() throws InterruptedException {
    if (!returnsWithin(patience) || !upstream.await(future(), patience)) {
      fail(Shown.text("every stage completes, but after %s that of %s had not", patience, message));
    }
  }

  private Optional<Throwable> failure() throws InterruptedException {
    try {
      future().get();
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of(e);
    }
  }

  private boolean threw(@Nullable Throwable e) {
    return fail(
        Shown.text(
            "a publisher never throws, it returns a stage that fails; but it threw %s for %s",
            e, message),
        e);
  }

  private CompletableFuture<Void> future() throws InterruptedException {
    try {
      CompletionStage<Void> stage = call.get();
      return stage == null
          ? fail("a publisher never returns null, but did for " + message)
          : stage.toCompletableFuture();
    } catch (ExecutionException e) {
      throw new IllegalStateException("told by returned()", e);
    }
  }
}
