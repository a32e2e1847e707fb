package io.github.esrpcluster.core;

import io.github.esrpcluster.api.Subscription;
import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterListener;
import io.github.esrpcluster.api.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Tells the listeners. An event is queued where it happens, under the lock that orders it, and
 * delivered after that lock was left.
 */
final class EventDispatcher {
  private final TimeSource time;
  private final Executor executor;
  private final EventCounters counters;
  private final int maxBacklog;
  private final EventListenerQueue logQueue;
  private final List<EventListenerQueue> queues = new CopyOnWriteArrayList<>();

  EventDispatcher(TimeSource time, Executor executor, EventCounters counters, int maxBacklog) {
    this.time = time;
    this.executor = executor;
    this.counters = counters;
    this.maxBacklog = maxBacklog;
    this.logQueue = queueFor(new EventLogger());
  }

  Subscription add(ClusterListener listener) {
    EventListenerQueue queue = queueFor(listener);
    queues.add(queue);
    return () -> queues.remove(queue);
  }

  private EventListenerQueue queueFor(ClusterListener listener) {
    return new EventListenerQueue(
        listener,
        executor,
        counters,
        maxBacklog,
        missed -> new ClusterEvent.EventsDropped(time.now(), missed));
  }

  /** Queues an event of everyday life; it is not even made if nobody listens. */
  void tell(Function<Instant, ClusterEvent> event) {
    if (!queues.isEmpty() || EventLogger.wantsEverything()) {
      queue(event, EventLogger.wantsEverything());
    }
  }

  /** Queues an event that a person should see in the log even if nobody listens. */
  void warn(Function<Instant, ClusterEvent> event) {
    queue(event, true);
  }

  private void queue(Function<Instant, ClusterEvent> event, boolean logged) {
    ClusterEvent made = event.apply(time.now());
    for (EventListenerQueue each : queues) {
      each.add(made);
    }
    if (logged) {
      logQueue.add(made);
    }
  }

  /** The manager has ended: what is queued, now or later, waits for no executor that refuses it. */
  void end() {
    logQueue.end();
    queues.forEach(EventListenerQueue::end);
  }

  /** Sees to it that what is queued is delivered. No lock may be held. */
  void dispatch() {
    logQueue.dispatch();
    for (EventListenerQueue each : queues) {
      each.dispatch();
    }
  }
}
