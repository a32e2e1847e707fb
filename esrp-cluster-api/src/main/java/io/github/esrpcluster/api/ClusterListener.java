package io.github.esrpcluster.api;

/**
 * Is told everything that happened in a manager.
 *
 * <ul>
 *   <li><b>Order.</b> One event at a time; those of one service in the order in which they
 *       happened.
 *   <li><b>Threads.</b> Called on the manager's executor, with no lock held: it may call the
 *       manager.
 *   <li><b>Replay.</b> None: a listener hears what happens after it was added.
 *   <li><b>Failure.</b> What a listener throws is logged, and the next event is delivered all the
 *       same. A listener that is slow delays nobody else; when more events wait for it than the
 *       manager's limit, the newest are dropped, and {@link ClusterEvent.EventsDropped} says how
 *       many.
 * </ul>
 */
@FunctionalInterface
public interface ClusterListener {
  /** Something happened. */
  void onEvent(ClusterEvent event);
}
