package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterListener;
import io.github.esrpcluster.api.Subscription;
import io.github.esrpcluster.api.TimeSource;
import io.github.esrpcluster.core.EventRecords.Alarm;
import io.github.esrpcluster.core.EventRecords.Detail;
import io.github.esrpcluster.core.EventRecords.EventsDroppedEvent;
import io.github.esrpcluster.core.EventRecords.News;
import io.github.esrpcluster.core.EventRecords.Recorded;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
  private final EventListenerQueue.Bounds backlog;
  private final EventListenerQueue log;

  /** Receive each event that is fired from now on. */
  private final List<EventListenerQueue> listeners = new CopyOnWriteArrayList<>();

  /** Were removed, and may have to receive events that were fired before. */
  private final Set<EventListenerQueue> removed = ConcurrentHashMap.newKeySet();

  private volatile boolean ended;

  EventDispatcher(
      String manager,
      TimeSource time,
      Executor executor,
      EventCounters counters,
      EventListenerQueue.Bounds backlog) {
    this.manager = manager;
    this.time = time;
    this.executor = executor;
    this.counters = counters;
    this.backlog = backlog;
    this.log =
        EventListenerQueue.inline(
            manager, new EventLogger(LOG), counters, backlog, this::dropNotice);
  }

  private ClusterEvent dropNotice(long missed) {
    return new EventsDroppedEvent(origin(), missed);
  }

  Subscription add(ClusterListener listener) {
    EventListenerQueue queue =
        EventListenerQueue.on(manager, executor, listener, counters, backlog, this::dropNotice);
    Subscription subscription = () -> remove(queue);
    listeners.add(queue); // last: if an error comes before, there is no such listener
    return subscription;
  }

  private void remove(EventListenerQueue queue) {
    queue.close(); // first: a thread that adds an event later sees it
    removed.add(queue);
    listeners.remove(queue);
    dispatchRemoved();
  }

  private EventOrigin origin() {
    return new EventOrigin(manager, time.now());
  }

  /** Queues an event. It is not even created if there is no listener and no log of its level. */
  void fire(Function<EventOrigin, ? extends Detail> event) {
    fire(Level.DEBUG, event);
  }

  /** As {@link #fire}. */
  void inform(Function<EventOrigin, ? extends News> event) {
    fire(Level.INFO, event);
  }

  /** As {@link #fire}. */
  void alert(Function<EventOrigin, ? extends Alarm> event) {
    fire(Level.WARN, event);
  }

  private void fire(Level highest, Function<EventOrigin, ? extends Recorded> event) {
    boolean mayBeLogged = LOG.isEnabledForLevel(highest);
    if (!mayBeLogged && listeners.isEmpty()) {
      return;
    }
    Iterator<EventListenerQueue> present = listeners.iterator(); // at the time of the event
    Recorded created = event.apply(origin());
    if (mayBeLogged && LOG.isEnabledForLevel(created.level())) {
      log.add(created);
    }
    while (present.hasNext()) {
      EventListenerQueue each = present.next();
      each.add(created);
      if (each.isClosed()) {
        removed.add(each); // perhaps once more
      }
    }
  }

  /** Delivers what is queued. No lock may be held. */
  void dispatch() {
    log.dispatch();
    for (EventListenerQueue each : listeners) {
      dispatch(each);
    }
    if (!removed.isEmpty()) {
      dispatchRemoved();
    }
  }

  private void dispatch(EventListenerQueue queue) {
    if (ended) {
      queue.end();
    } else {
      queue.dispatch();
    }
  }

  private void dispatchRemoved() {
    removed.forEach(this::dispatchRemoved);
  }

  private void dispatchRemoved(EventListenerQueue queue) {
    dispatch(queue);
    if (queue.isEmpty()) {
      removed.remove(queue);
      if (!queue.isEmpty()) {
        removed.add(queue); // an event came meanwhile
      }
    }
  }

  /** Ends the manager: from now on an event that the executor refuses is delivered inline. */
  void end() {
    ended = true;
    dispatch();
  }
}
