package io.github.esrpcluster.testkit;

import io.github.esrpcluster.api.ServiceStatusPublisher;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Creates correct and faulty behaviors for {@link RecordingPublisher#setBehavior} and {@link
 * RecordingPublisher#setNextBehavior}. Any lambda is a behavior too. Stateless and thread-safe.
 */
public final class PublisherBehaviors {
  private PublisherBehaviors() {}

  /** Returns a behavior that delivers every notification at once. */
  public static ServiceStatusPublisher succeeding() {
    return status -> CompletableFuture.completedFuture(null);
  }

  /** Returns a behavior whose stages have failed already, with an {@code IllegalStateException}. */
  public static ServiceStatusPublisher failing() {
    return failing(new IllegalStateException("refused (PublisherBehaviors.failing)"));
  }

  /** Returns a behavior whose stages have failed already, with this cause. */
  public static ServiceStatusPublisher failing(Throwable cause) {
    Objects.requireNonNull(cause, "cause");
    return status -> CompletableFuture.failedFuture(cause);
  }

  /**
   * Returns a behavior whose stages stay incomplete until the test calls {@link
   * RecordingPublisher#completeNext} or {@link RecordingPublisher#failNext}.
   */
  public static ServiceStatusPublisher holding() {
    return status -> new CompletableFuture<>();
  }

  /**
   * Returns a behavior that throws an {@code IllegalStateException} instead of returning a stage.
   */
  public static ServiceStatusPublisher throwing() {
    return status -> {
      throw new IllegalStateException("publisher threw (PublisherBehaviors.throwing)");
    };
  }

  /** Returns a behavior that returns null, which the contract forbids and a manager must handle. */
  @SuppressWarnings("NullAway") // the fault under test
  public static ServiceStatusPublisher returningNull() {
    return status -> null;
  }
}
