package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterListener;
import io.github.esrpcluster.api.internal.InterruptFlag;
import io.github.esrpcluster.api.internal.Texts;
import io.github.esrpcluster.core.EventRecords.Recorded;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events that wait for one listener: delivered in order, one at a time, a bounded number. Never
 * waits for the listener: when a bound is reached the newest events are dropped, counted, and
 * reported to the listener.
 */
final class EventListenerQueue {
  private static final Logger log = LoggerFactory.getLogger(EventListenerQueue.class);

  /** After so many events the thread is given back to the executor, and requested again. */
  private static final int BATCH = 256;

  /** How many events may wait, and how many characters ({@link Recorded#characters}) of them. */
  record Bounds(int events, int characters) {}

  private final String manager;
  private final ClusterListener listener;

  /** Runs the listener; null to run it on the thread that dispatches. */
  private final @Nullable Executor executor;

  private final EventCounters counters;
  private final Bounds bounds;
  private final LongFunction<ClusterEvent> dropNotice;
  private final Queue<Recorded> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicLong characters = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();

  /**
   * Set while a thread delivers, or was requested for it. Set with this object's lock held; cleared
   * without, because that must need no stack.
   */
  private volatile boolean draining;

  private final Runnable drain = this::drain;

  private volatile boolean refusalLogged;

  private volatile boolean closed;

  /** The manager has ended: no sweep dispatches again. */
  private volatile boolean ended;

  private EventListenerQueue(
      String manager,
      ClusterListener listener,
      @Nullable Executor executor,
      EventCounters counters,
      Bounds bounds,
      LongFunction<ClusterEvent> dropNotice) {
    this.manager = manager;
    this.listener = listener;
    this.executor = executor;
    this.counters = counters;
    this.bounds = bounds;
    this.dropNotice = dropNotice;
  }

  /** Creates a queue whose listener runs on an executor. */
  static EventListenerQueue on(
      String manager,
      Executor executor,
      ClusterListener listener,
      EventCounters counters,
      Bounds bounds,
      LongFunction<ClusterEvent> dropNotice) {
    return new EventListenerQueue(manager, listener, executor, counters, bounds, dropNotice);
  }

  /** Creates a queue whose listener runs on the thread that dispatches. */
  static EventListenerQueue inline(
      String manager,
      ClusterListener listener,
      EventCounters counters,
      Bounds bounds,
      LongFunction<ClusterEvent> dropNotice) {
    return new EventListenerQueue(manager, listener, null, counters, bounds, dropNotice);
  }

  /** Adds an event; delivers nothing. */
  void add(Recorded event) {
    long length = event.characters();
    if (size.incrementAndGet() > bounds.events) {
      size.decrementAndGet();
      drop();
    } else if (characters.addAndGet(length) > bounds.characters) {
      characters.addAndGet(-length);
      size.decrementAndGet();
      drop();
    } else {
      waiting.add(event);
    }
  }

  private void drop() {
    dropped.incrementAndGet();
    counters.eventsDropped.increment();
  }

  /** Marks it: only events that were fired before are added. Those that wait are delivered. */
  void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }

  /** Lets the waiting events be delivered. No lock may be held. */
  void dispatch() {
    if (executor == null || (!isEmpty() && !requestDraining(executor) && ended)) {
      drainInline();
    }
  }

  /** Delivers, from now on, on the dispatching thread if the executor refuses. */
  void end() {
    ended = true;
    dispatch();
  }

  /**
   * Returns whether a thread delivers or will; otherwise the next event or sweep requests one
   * again.
   */
  private boolean requestDraining(Executor threads) {
    boolean mine = false;
    boolean requested = false;
    try {
      synchronized (this) {
        mine = !draining;
        if (mine) { // otherwise it may just be cleared
          draining = true;
        }
      }
      requested = !mine || drainOn(threads);
    } finally {
      if (mine && !requested) {
        draining = false;
      }
    }
    return requested;
  }

  private boolean drainOn(Executor threads) {
    Throwable refusal = LimitedExecutor.tryExecute(threads, drain);
    if (refusal != null && !refusalLogged) {
      warn(
          "{}: the executor refused to run listener {}: {}. Its events wait until the executor"
              + " accepts a task",
          manager,
          Texts.name(listener),
          Texts.describe(refusal));
    }
    refusalLogged = refusal != null;
    return refusal == null;
  }

  /** Delivers a batch, and requests a thread for the rest, or goes on if there is none. */
  private void drain() {
    try {
      deliverBatch();
    } finally {
      draining = false;
    }
    if (executor != null && !isEmpty() && !requestDraining(executor)) {
      drainInline();
    }
  }

  /** Delivers until nothing waits, unless another thread delivers. */
  private void drainInline() {
    boolean mine = true;
    while (mine && !isEmpty()) {
      try {
        synchronized (this) {
          mine = !draining;
          if (mine) { // otherwise it may just be cleared
            draining = true;
          }
        }
        if (mine) {
          deliverBatch();
        }
      } finally {
        if (mine) {
          draining = false;
        }
      }
    }
  }

  private void deliverBatch() {
    for (int left = BATCH; left > 0 && deliverNext(); left--) {}
  }

  private boolean deliverNext() {
    Recorded next = waiting.poll();
    if (next != null) {
      characters.addAndGet(-next.characters());
      size.decrementAndGet();
      deliver(next);
      return true;
    }
    long missed = dropped.getAndSet(0);
    if (missed > 0) {
      deliver(dropNotice.apply(missed));
    }
    return missed > 0;
  }

  private void deliver(ClusterEvent event) {
    boolean interrupted = InterruptFlag.get();
    try {
      listener.onEvent(event);
    } catch (Throwable e) { // a callback may throw anything; the next event must be delivered
      counters.listenerFailures.increment();
      warn(
          "{}: listener {} failed on {}: {}. It receives the next event all the same",
          manager,
          Texts.name(listener),
          Texts.name(event),
          Texts.describe(e));
    } finally {
      InterruptFlag.set(interrupted);
    }
  }

  /** A log appender may throw, too. */
  private static void warn(String text, Object... arguments) {
    boolean interrupted = InterruptFlag.get();
    try {
      log.warn(text, arguments);
    } catch (Throwable e) {
      // there is no other place to report it
    } finally {
      InterruptFlag.set(interrupted);
    }
  }

  /** Returns whether the last event is handed over. */
  boolean isEmpty() {
    return waiting.isEmpty() && dropped.get() == 0;
  }
}
