package io.github.esrpcluster.api;

/**
 * Receives the events of a manager, for example to feed meters, an audit trail or an operator's
 * screen. Added with {@link ClusterMonitor#addListener}.
 *
 * <p>Alarms need no listener. The manager itself logs every event, without an executor: the thread
 * on which the event happens, or another that fires events at that moment, writes it. An event that
 * asks for attention is logged as a warning, even while callbacks block all threads of the
 * executors; any other event is logged at debug level.
 *
 * <p>Rules for the implementer:
 *
 * <ol>
 *   <li>Return soon. During a call further events wait in memory, by default at most 10,000 events
 *       and 8,000,000 characters of them. The manager drops the events that come after these.
 *   <li>Ignore events of a kind that you do not know: a later release may add kinds.
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
 *       {@code Runnable::run}. Only after the manager has ended, an event that the executor refuses
 *       is delivered on the thread that ended the manager, or that fires a later event.
 *   <li>Start: a listener receives the events that happen after it was added; earlier events are
 *       not replayed.
 *   <li>Failure: the manager logs and counts an exception ({@link
 *       ClusterStatistics#listenerFailures()}) and delivers the next event.
 *   <li>Overload: a slow listener delays no other listener and no status. After events were dropped
 *       the listener receives {@link ClusterEvent.EventsDropped} with their number.
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
  /**
   * Receives one event. Called by the manager, one call at a time.
   *
   * @param event the event, never null
   */
  void onEvent(ClusterEvent event);
}
