package io.github.esrpcluster.api;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Sends the status of services to one upstream entity: in i3 a SIP NOTIFY of {@code
 * emergency-ServiceState} for each status (NENA-STA-010.3 section 2.4.2). Added with {@link
 * ClusterAdmin#addPublisher(ServiceStatusPublisher, PublisherOptions)}.
 *
 * <p>Rules for the implementer:
 *
 * <ol>
 *   <li>Start to send and return. Complete the stage when the upstream entity has accepted the
 *       status; complete it exceptionally if the entity has not.
 *   <li>Do not complete a stage before the status is accepted: the manager does not send the status
 *       again.
 *   <li>Stop sending when the stage is cancelled, if that is possible. The manager cancels the
 *       stage of a notification that exceeds {@link PublisherOptions#timeout()}.
 *   <li>Report a success after the cancellation. A plain {@code CompletableFuture} cannot: once
 *       cancelled it stays cancelled. So if the upstream entity may still accept a status that was
 *       sent before the cancellation, return a stage whose {@code cancel} has no effect after
 *       sending, as {@link #blocking(Consumer, Executor)} does.
 *   <li>Be thread-safe: at most {@link PublisherOptions#concurrency()} calls run at the same time,
 *       for different services.
 *   <li>Expect the same version again after a failure, and after a refresh that {@link
 *       NotificationRates#minRate} asks for.
 * </ol>
 *
 * <p>Promises of the manager:
 *
 * <ol>
 *   <li>Start: a new publisher receives the current status of each service that it covers.
 *   <li>Order: the statuses of one service come in the order of their versions, one notification in
 *       flight at a time. The next call comes after the previous call has returned and its stage
 *       has completed or timed out.
 *   <li>Conflation: while a notification is in flight only the latest status is kept. Intermediate
 *       versions may be skipped; the latest one is not.
 *   <li>Threads: a call runs on the manager's executor with no lock held, never on the thread that
 *       reports. A publisher may call the manager. If it blocks, it delays its own notifications
 *       only, as long as the executor has another thread.
 *   <li>Failure: the manager tries again after a stage that fails or times out and after a call
 *       that throws or returns null. It backs off, and each attempt sends the latest status. It
 *       stops when one attempt succeeds, when the publisher is removed, or when the manager closes.
 *       Each failure fires {@link ClusterEvent.NotificationFailed}.
 *   <li>Late success: if a notification succeeds after it timed out, the manager sends the current
 *       status again, so that the older one does not stay.
 * </ol>
 *
 * <p>Example, over a SIP stack with an asynchronous interface:
 *
 * <pre>{@code
 * ServiceStatusPublisher county =
 *     status -> notifier.send("emergency-ServiceState", status.service(), status.state().token());
 * Subscription subscription = admin.addPublisher(county, PublisherOptions.named("county").build());
 * }</pre>
 */
@FunctionalInterface
public interface ServiceStatusPublisher {
  /**
   * Starts to send a status. An exception counts as a failure of the notification.
   *
   * @param status the full status, never null
   * @return a stage, never null, that completes when the upstream entity has accepted the status
   *     and completes exceptionally if it has not
   */
  CompletionStage<Void> publish(ServiceStatus status);

  /**
   * Returns a publisher over blocking code. The consumer runs on the thread of the manager's
   * executor that calls {@link #publish}. A status is accepted when the consumer returns, and
   * refused when it throws.
   *
   * <p>The time-out does not interrupt the consumer. If the consumer exceeds {@link
   * PublisherOptions#timeout()}, the manager fires {@link ClusterEvent.NotificationStalled} once
   * and sends nothing more for this service until the consumer returns.
   *
   * @param consumer sends one status; called by several threads at the same time
   */
  static ServiceStatusPublisher blocking(Consumer<? super ServiceStatus> consumer) {
    Objects.requireNonNull(consumer, "consumer");
    return status -> {
      consumer.accept(status);
      return CompletableFuture.completedFuture(null);
    };
  }

  /**
   * Returns a publisher over blocking code that runs on an executor of its own. A status is
   * accepted when the consumer returns, and refused when it throws. If the executor refuses a task
   * by throwing, the notification has failed.
   *
   * <p>The time-out ({@link PublisherOptions#timeout()}) cancels a task that still waits in the
   * executor: it does not run. A task that has started is not interrupted and runs to its end,
   * while the manager tries again with the latest status. If the task succeeds after the time-out,
   * the manager detects the late success and sends the current status again.
   *
   * @param consumer sends one status; called by several threads at the same time, after a time-out
   *     also for the same service
   * @param executor runs each task that it accepts; the vendor shuts it down
   */
  static ServiceStatusPublisher blocking(
      Consumer<? super ServiceStatus> consumer, Executor executor) {
    Objects.requireNonNull(consumer, "consumer");
    Objects.requireNonNull(executor, "executor");
    return status -> {
      BlockingCall call = new BlockingCall(() -> consumer.accept(status));
      executor.execute(call);
      return call;
    };
  }
}
