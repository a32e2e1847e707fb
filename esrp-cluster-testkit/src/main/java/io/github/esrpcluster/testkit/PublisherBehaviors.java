package io.github.esrpcluster.testkit;

import io.github.esrpcluster.api.ServiceStatusPublisher;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * The ways in which a publisher behaves, well or badly, for {@link RecordingPublisher#answer} and
 * {@link RecordingPublisher#answerNext}. Any lambda is another. Stateless and thread-safe.
 */
public final class PublisherBehaviors {
  private PublisherBehaviors() {}

  /** Takes every message over at once. */
  public static ServiceStatusPublisher succeeding() {
    return status -> CompletableFuture.completedFuture(null);
  }

  /** Returns a stage that has failed already. */
  public static ServiceStatusPublisher failing() {
    return failing(new IllegalStateException("upstream refused (PublisherBehaviors.failing)"));
  }

  /** Returns a stage that has failed already, with this cause. */
  public static ServiceStatusPublisher failing(Throwable cause) {
    Objects.requireNonNull(cause, "cause");
    return status -> CompletableFuture.failedFuture(cause);
  }

  /**
   * Returns a stage that nobody completes but {@link RecordingPublisher#completeNext} and {@link
   * RecordingPublisher#failNext}.
   */
  public static ServiceStatusPublisher holding() {
    return status -> new CompletableFuture<>();
  }

  /** Throws instead of returning a stage. */
  public static ServiceStatusPublisher throwing() {
    return status -> {
      throw new IllegalStateException("publisher threw (PublisherBehaviors.throwing)");
    };
  }

  /** Returns null instead of a stage, which the contract forbids and a manager must survive. */
  @SuppressWarnings("NullAway") // the point of it
  public static ServiceStatusPublisher returningNull() {
    return status -> null;
  }
}
