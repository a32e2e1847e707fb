package io.github.esrpcluster.core;

import io.github.esrpcluster.core.EventRecords.Alarm;
import java.util.function.Function;

/**
 * Counts failures of one kind in a row, such as refused failures: from the first until a success.
 * The begin and the end of an episode fire an event. Thread-safe.
 */
final class RouterEpisode {
  /** Creates the event of the end. */
  @FunctionalInterface
  interface Ended {
    Alarm event(EventOrigin origin, long failures);
  }

  private final EventDispatcher events;
  private final Ended ended;

  /**
   * 0 if no episode is open. Written with this object's lock held, so that events come in order.
   */
  private volatile long failures;

  RouterEpisode(EventDispatcher events, Ended ended) {
    this.events = events;
    this.ended = ended;
  }

  /**
   * Counts a failure. The caller dispatches the event.
   *
   * @param mayStart whether this failure may be the first of an episode
   */
  synchronized void count(boolean mayStart, Function<EventOrigin, Alarm> started) {
    if (failures == 0 && mayStart) {
      events.alert(started);
    }
    if (failures > 0 || mayStart) {
      failures = failures + 1;
    }
  }

  /** Ends the episode, if one is open. No lock may be held. */
  void end() {
    if (failures > 0) {
      endOpen();
    }
  }

  private void endOpen() {
    synchronized (this) {
      long counted = failures;
      if (counted > 0) {
        failures = 0;
        events.alert(at -> ended.event(at, counted));
      }
    }
    events.dispatch();
  }
}
