package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterListener;
import io.github.esrpcluster.api.Subscription;
import io.github.esrpcluster.api.TimeSource;
import io.github.esrpcluster.core.EventRecords.EventsDroppedEvent;
import io.github.esrpcluster.core.EventRecords.Recorded;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Delivers events to the log and the listeners. An event is queued where it happens, under the lock
 * that orders it, and delivered after that lock was left: to listeners on the executor, to the log
 * on the thread that dispatches, so that an alarm never waits for a thread that a callback blocks.
 */
final class EventDispatcher {
  private static final Logger LOG = LoggerFactory.getLogger("io.github.esrpcluster.events");

  private final String manager;
  private final TimeSource time;
  private final Executor executor;
  private final EventCounters counters;
  private final int maxBacklog;
  private final EventListenerQueue log;
  private final List<EventListenerQueue> listeners = new CopyOnWriteArrayList<>();

  EventDispatcher(
      String manager, TimeSource time, Executor executor, EventCounters counters, int maxBacklog) {
    this.manager = manager;
    this.time = time;
    this.executor = executor;
    this.counters = counters;
    this.maxBacklog = maxBacklog;
    this.log =
        EventListenerQueue.inline(
            manager, new EventLogger(LOG), counters, maxBacklog, this::dropNotice);
  }

  private ClusterEvent dropNotice(long missed) {
    return new EventsDroppedEvent(origin(), missed);
  }

  Subscription add(ClusterListener listener) {
    EventListenerQueue queue =
        EventListenerQueue.on(manager, executor, listener, counters, maxBacklog, this::dropNotice);
    listeners.add(queue);
    return () -> {
      queue.close();
      removeIfDone(queue);
    };
  }

  /** A queue that is closed stays until its last event is delivered. */
  private void removeIfDone(EventListenerQueue queue) {
    queue.dispatch();
    if (queue.isDone()) {
      listeners.remove(queue);
    }
  }

  private EventOrigin origin() {
    return new EventOrigin(manager, time.now());
  }

  /**
   * Queues an event whose level is {@code DEBUG}. It is not even created if there is no listener
   * and the level is not enabled.
   */
  void fire(Function<EventOrigin, Recorded> event) {
    fire(Level.DEBUG, event);
  }

  /** As {@link #fire}, for an event whose level is {@code INFO}. */
  void inform(Function<EventOrigin, Recorded> event) {
    fire(Level.INFO, event);
  }

  /** As {@link #fire}, for an event whose level may be {@code WARN}. */
  void alert(Function<EventOrigin, Recorded> event) {
    fire(Level.WARN, event);
  }

  private void fire(Level highest, Function<EventOrigin, Recorded> event) {
    boolean mayBeLogged = LOG.isEnabledForLevel(highest);
    if (!mayBeLogged && listeners.isEmpty()) {
      return;
    }
    Recorded created = event.apply(origin());
    if (mayBeLogged && LOG.isEnabledForLevel(created.level())) {
      log.add(created);
    }
    for (EventListenerQueue each : listeners) {
      each.add(created);
    }
  }

  /** Delivers what is queued. No lock may be held. */
  void dispatch() {
    log.dispatch();
    boolean anyDone = false;
    for (EventListenerQueue each : listeners) {
      each.dispatch();
      anyDone |= each.isDone();
    }
    if (anyDone) {
      listeners.removeIf(EventListenerQueue::isDone);
    }
  }

  /** Ends the manager: from now on an event that the executor refuses is delivered inline. */
  void end() {
    log.dispatch();
    listeners.forEach(EventListenerQueue::end);
  }
}
