package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterListener;
import io.github.esrpcluster.api.internal.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs events: alarms as warnings, all others for debugging. */
final class EventLogger implements ClusterListener {
  static final Logger log = LoggerFactory.getLogger("io.github.esrpcluster.events");

  /** The most characters of an event in the log. */
  private static final int LONGEST = 8192;

  @Override
  public void onEvent(ClusterEvent event) {
    if (isAlarm(event)) {
      log.warn("{}", text(event));
    } else if (log.isDebugEnabled()) {
      log.debug("{}", text(event));
    }
  }

  /** Events contain text of nodes, operators and callbacks. */
  private static String text(ClusterEvent event) {
    return Texts.printable(event.toString(), LONGEST);
  }

  private static boolean isAlarm(ClusterEvent event) {
    return event instanceof ClusterEvent.PolicyFailed
        || event instanceof ClusterEvent.PolicyRecovered
        || event instanceof ClusterEvent.BalancingFailed
        || event instanceof ClusterEvent.BalancingRecovered
        || event instanceof ClusterEvent.NotificationFailed
        || event instanceof ClusterEvent.NotificationStalled
        || event instanceof ClusterEvent.NotificationAbandoned
        || event instanceof ClusterEvent.NotificationDeliveredLate
        || event instanceof ClusterEvent.LastResortStarted
        || event instanceof ClusterEvent.LastResortEnded
        || event instanceof ClusterEvent.StallDetected
        || event instanceof ClusterEvent.SweepTimerLost
        || event instanceof ClusterEvent.LimitReached
        || event instanceof ClusterEvent.EventsDropped;
  }
}
