package io.github.esrpcluster.api;

/**
 * Receives the events of a manager, for example to feed meters, an audit trail or an operator's
 * screen. Added with {@link ClusterMonitor#addListener}.
 *
 * <p>A listener is not needed for alarms: the manager logs each event that asks for attention on
 * its own threads, also while an executor or a listener is blocked.
 *
 * <p>Rules for the implementer:
 *
 * <ol>
 *   <li>Return soon. Events that arrive during a call wait in memory.
 *   <li>Keep a default branch: a later release may add kinds of events.
 *   <li>Expect calls from different threads, one call at a time.
 * </ol>
 *
 * <p>Promises of the manager:
 *
 * <ol>
 *   <li>Order: a listener receives one event at a time; the events of one service come in the order
 *       in which they happened.
 *   <li>Memory: every action of one call happens before the next call.
 *   <li>Threads: a call runs on the manager's executor with no lock held, so a listener may call
 *       the manager. The builder refuses an executor that runs tasks on the calling thread, such as
 *       {@code Runnable::run}.
 *   <li>Start: a listener receives the events that happen after it was added; earlier events are
 *       not replayed.
 *   <li>Failure: the manager logs and counts an exception ({@link
 *       ClusterStatistics#listenerFailures()}) and delivers the next event.
 *   <li>Overload: a slow listener delays no other listener and no status. If more events wait for
 *       it than the manager's limit, the newest are dropped, and the listener receives {@link
 *       ClusterEvent.EventsDropped} with their number.
 * </ol>
 *
 * <p>Example:
 *
 * <pre>{@code
 * ClusterListener pager =
 *     event -> {
 *       if (event instanceof ClusterEvent.LeaseExpired expired) {
 *         page(expired.node() + " lost its lease for " + expired.service());
 *       } else if (event instanceof ClusterEvent.PolicyFailed failed) {
 *         page(failed.service() + ": status policy failed: " + failed.detail());
 *       }
 *     };
 * Subscription subscription = monitor.addListener(pager);
 * }</pre>
 */
@FunctionalInterface
public interface ClusterListener {
  /** Receives one event. Called by the manager, one call at a time. */
  void onEvent(ClusterEvent event);
}
