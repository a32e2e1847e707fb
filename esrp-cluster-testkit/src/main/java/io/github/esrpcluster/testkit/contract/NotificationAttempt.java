package io.github.esrpcluster.testkit.contract;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.fail;

import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.testkit.internal.ReadableDuration;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Calls a publisher once, on a new thread. */
final class NotificationAttempt {
  private final ServiceStatus status;
  private final PublisherDriver driver;
  private final Duration timeout;
  private final FutureTask<CompletionStage<Void>> call;

  private NotificationAttempt(ServiceStatus status, PublisherDriver driver, Duration timeout) {
    this.status = status;
    this.driver = driver;
    this.timeout = timeout;
    this.call = new FutureTask<>(() -> driver.publisher().publish(status));
  }

  static NotificationAttempt start(ServiceStatus status, PublisherDriver driver, Duration timeout) {
    NotificationAttempt attempt = new NotificationAttempt(status, driver, timeout);
    Thread thread = new Thread(attempt.call, "publishes");
    thread.setDaemon(true);
    thread.start();
    return attempt;
  }

  /** Returns whether the call returns within this time. */
  boolean returnsWithin(Duration atMost) throws InterruptedException {
    try {
      call.get(atMost.toNanos(), NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return failThrown(e.getCause());
    }
  }

  /** Fails unless the call returns. */
  void requireReturned() throws InterruptedException {
    if (!returnsWithin(timeout)) {
      fail(
          ViewText.format(
              "every call returns, but after %s that of %s had not",
              ReadableDuration.of(timeout), status));
    }
  }

  /** Returns whether the stage succeeds within this time. */
  boolean succeedsWithin(Duration atMost) throws InterruptedException {
    return returnsWithin(atMost)
        && driver.await(future(), atMost)
        && !future().isCompletedExceptionally();
  }

  /**
   * Gives up a stage that has not completed and cancels it, as a manager does after a time-out.
   *
   * @return the late end of the stage
   */
  LateEnd giveUp() throws InterruptedException {
    CompletionStage<Void> stage = stage();
    LateEnd end = new LateEnd(stage);
    stage.toCompletableFuture().cancel(true);
    return end;
  }

  /** The end of a stage that was given up. */
  final class LateEnd {
    private final CompletableFuture<Void> end;
    private volatile boolean succeeded;

    private LateEnd(CompletionStage<Void> stage) {
      end =
          stage
              .handle((nothing, failure) -> failure == null)
              .thenAccept(success -> succeeded = success)
              .toCompletableFuture();
    }

    /** Waits for the end; returns whether the stage succeeded although it was cancelled. */
    boolean isSuccess() throws InterruptedException {
      requireDone(end);
      return succeeded;
    }
  }

  /** Fails unless the stage succeeds. */
  void requireDelivered() throws InterruptedException {
    requireReturned();
    requireDone(future());
    failure().ifPresent(e -> fail("it was not delivered: " + status, e));
  }

  /** Fails unless the stage fails. */
  void requireRefused() throws InterruptedException {
    requireReturned();
    requireDone(future());
    if (failure().isEmpty()) {
      fail("the stage of a refused notification fails, but it succeeded for " + status);
    }
  }

  private void requireDone(CompletableFuture<Void> stage) throws InterruptedException {
    if (!driver.await(stage, timeout)) {
      fail(
          ViewText.format(
              "every stage completes, but after %s that of %s had not",
              ReadableDuration.of(timeout), status));
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

  private boolean failThrown(@Nullable Throwable e) {
    return fail(
        ViewText.format(
            "a publisher never throws, it returns a stage that fails; but it threw %s for %s",
            e, status),
        e);
  }

  private CompletableFuture<Void> future() throws InterruptedException {
    return stage().toCompletableFuture();
  }

  private CompletionStage<Void> stage() throws InterruptedException {
    try {
      CompletionStage<Void> stage = call.get();
      return stage == null ? fail("a publisher never returns null, but did for " + status) : stage;
    } catch (ExecutionException e) {
      throw new IllegalStateException("returnsWithin() fails with it first", e);
    }
  }
}
