package io.github.esrpcluster.i3.notify;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The counters of a notifier since it was built. A copy that does not show later changes.
 *
 * @param subscriptions the number of subscriptions now
 * @param begun the subscriptions that began, fetches included
 * @param refreshed the SUBSCRIBEs that extended a subscription
 * @param refused the SUBSCRIBEs that were refused
 * @param notified the NOTIFYs that were handed to the stack
 * @param failed the NOTIFYs that failed without ending their subscription
 * @param ended the subscriptions that ended, by cause; no entry for a cause that did not occur
 * @param hookFailures the exceptions of hooks and of the stack
 * @param hooksDropped the calls of hooks that their executor refused
 * @param timersLost the timers that the scheduler refused; each later action sets the timer again
 */
public record NotifierStatistics(
    int subscriptions,
    long begun,
    long refreshed,
    long refused,
    long notified,
    long failed,
    Map<SubscriptionEnd, Long> ended,
    long hookFailures,
    long hooksDropped,
    long timersLost) {
  /** Copies the map. */
  public NotifierStatistics {
    Map<SubscriptionEnd, Long> copy = new EnumMap<>(SubscriptionEnd.class);
    copy.putAll(ended);
    ended = Collections.unmodifiableMap(copy);
  }
}
