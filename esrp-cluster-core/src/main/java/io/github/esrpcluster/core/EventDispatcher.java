package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterListener;
import io.github.esrpcluster.api.Subscription;
import io.github.esrpcluster.api.TimeSource;
import io.github.esrpcluster.core.EventRecords.EventsDroppedEvent;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Delivers events to the log and the listeners. An event is queued where it happens, under the lock
 * that orders it, and delivered after that lock was left: to listeners on the executor, to the log
 * on the thread that dispatches, so that an alarm never waits for a thread that a callback blocks.
 */
final class EventDispatcher {
  private final TimeSource time;
  private final Executor executor;
  private final EventCounters counters;
  private final int maxBacklog;
  private final EventListenerQueue log;
  private final List<EventListenerQueue> listeners = new CopyOnWriteArrayList<>();

  EventDispatcher(TimeSource time, Executor executor, EventCounters counters, int maxBacklog) {
    this.time = time;
    this.executor = executor;
    this.counters = counters;
    this.maxBacklog = maxBacklog;
    this.log = EventListenerQueue.inline(new EventLogger(), counters, maxBacklog, this::dropNotice);
  }

  private ClusterEvent dropNotice(long missed) {
    return new EventsDroppedEvent(time.now(), missed);
  }

  Subscription add(ClusterListener listener) {
    EventListenerQueue queue =
        EventListenerQueue.on(executor, listener, counters, maxBacklog, this::dropNotice);
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

  /** Queues an event; it is not even created if there is no listener and the log is not verbose. */
  void fire(Function<Instant, ClusterEvent> event) {
    boolean logged = EventLogger.log.isDebugEnabled();
    if (logged || !listeners.isEmpty()) {
      queue(event, logged);
    }
  }

  /** Queues an event that is logged as a warning. */
  void alert(Function<Instant, ClusterEvent> event) {
    queue(event, true);
  }

  private void queue(Function<Instant, ClusterEvent> event, boolean logged) {
    ClusterEvent created = event.apply(time.now());
    if (logged) {
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
