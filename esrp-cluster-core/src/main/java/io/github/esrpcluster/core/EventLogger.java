package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes events to the log: what a person must see as warnings, all others for debugging. */
final class EventLogger implements ClusterListener {
  private static final Logger log = LoggerFactory.getLogger("io.github.esrpcluster.events");

  static boolean wantsEverything() {
    return log.isDebugEnabled();
  }

  @Override
  public void onEvent(ClusterEvent event) {
    if (isAlarm(event)) {
      log.warn("{}", event);
    } else {
      log.debug("{}", event);
    }
  }

  private static boolean isAlarm(ClusterEvent event) {
    return event instanceof ClusterEvent.PolicyFailed
        || event instanceof ClusterEvent.BalancingFailed
        || event instanceof ClusterEvent.NotificationFailed
        || event instanceof ClusterEvent.NotificationStalled
        || event instanceof ClusterEvent.NotificationAbandoned
        || event instanceof ClusterEvent.LastResortUsed
        || event instanceof ClusterEvent.StallDetected
        || event instanceof ClusterEvent.SweepTimerLost
        || event instanceof ClusterEvent.LimitReached
        || event instanceof ClusterEvent.EventsDropped;
  }
}
