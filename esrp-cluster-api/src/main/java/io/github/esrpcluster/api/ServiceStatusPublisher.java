package io.github.esrpcluster.api;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Transmits service status messages to one upstream entity: in i3 a SIP NOTIFY of {@code
 * emergency-ServiceState} for each.
 *
 * <ul>
 *   <li><b>Order.</b> For one service: in the order of versions, one message at a time. The next
 *       comes when the stage of the one before has completed. Messages of different services may
 *       come at the same time.
 *   <li><b>What is skipped.</b> While one is under way the newest waits and replaces an older that
 *       waits: a version may be skipped, the last state never is.
 *   <li><b>Threads.</b> Called on the manager's executor, with no lock held, never on the thread
 *       that reports. A publisher that blocks holds up its own service's messages only, as long as
 *       the executor has another thread.
 *   <li><b>Failure.</b> A stage that fails, a call that throws or returns null, and one that does
 *       not complete in time are tried again with back-off, with the newest state, until one
 *       succeeds, a newer state replaces it or the manager closes; {@link
 *       ClusterEvent.NotificationFailed} tells each.
 *   <li><b>Late subscription.</b> A publisher that is added gets the current state of each service
 *       first.
 * </ul>
 */
@FunctionalInterface
public interface ServiceStatusPublisher {
  /**
   * Starts to transmit a message.
   *
   * @return completes when the message was taken over by the upstream entity; fails when it was not
   */
  CompletionStage<Void> publish(ServiceStatus status);

  /**
   * A publisher over plain blocking code. The consumer runs on the thread that the manager calls
   * with.
   */
  static ServiceStatusPublisher blocking(Consumer<? super ServiceStatus> consumer) {
    Objects.requireNonNull(consumer, "consumer");
    return status -> {
      consumer.accept(status);
      return CompletableFuture.completedFuture(null);
    };
  }

  /** A publisher over plain blocking code that runs on an executor of its own. */
  static ServiceStatusPublisher blocking(
      Consumer<? super ServiceStatus> consumer, Executor executor) {
    Objects.requireNonNull(consumer, "consumer");
    Objects.requireNonNull(executor, "executor");
    return status -> CompletableFuture.runAsync(() -> consumer.accept(status), executor);
  }
}
