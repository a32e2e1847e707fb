package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterListener;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The events that wait for one listener: in order, bounded, delivered one at a time. */
final class EventListenerQueue {
  private static final Logger log = LoggerFactory.getLogger(EventListenerQueue.class);

  /** After so many events the thread is given back to the executor, and asked for again. */
  private static final int AT_ONCE = 256;

  private final ClusterListener listener;
  private final Executor executor;
  private final EventCounters counters;
  private final int limit;
  private final LongFunction<ClusterEvent> dropNotice;
  private final Queue<ClusterEvent> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicBoolean draining = new AtomicBoolean();
  private volatile boolean refusalTold;

  /** The manager has ended: no pulse comes to ask again. */
  private volatile boolean ended;

  EventListenerQueue(
      ClusterListener listener,
      Executor executor,
      EventCounters counters,
      int limit,
      LongFunction<ClusterEvent> dropNotice) {
    this.listener = listener;
    this.executor = executor;
    this.counters = counters;
    this.limit = limit;
    this.dropNotice = dropNotice;
  }

  /** Adds an event; delivers nothing. */
  void add(ClusterEvent event) {
    if (size.incrementAndGet() > limit) {
      size.decrementAndGet();
      dropped.incrementAndGet();
      counters.eventsDropped.increment();
    } else {
      waiting.add(event);
    }
  }

  /** Sees to it that what waits is delivered. No lock may be held. */
  void dispatch() {
    if (mayDrain() && !handOver()) {
      draining.set(false); // the next event or tick asks again
      drainAfterEnd();
    }
  }

  /** From now on this thread, or whose event comes later, delivers what the executor refuses. */
  void end() {
    ended = true;
    dispatch();
  }

  private void drainAfterEnd() {
    if (ended && mayDrain()) {
      drain();
    }
  }

  private boolean mayDrain() {
    return !nothingWaits() && draining.compareAndSet(false, true);
  }

  private boolean handOver() {
    try {
      executor.execute(this::drain);
      refusalTold = false;
      return true;
    } catch (Throwable e) { // refused, or no thread could be started
      if (!refusalTold) {
        refusalTold = true;
        log.warn("the executor refused to run a listener: {}", UserCode.describe(e));
      }
      return false;
    }
  }

  /** An executor that takes nothing more, as at the end, leaves the rest to this thread. */
  private void drain() {
    do {
      try {
        deliverSome();
      } finally {
        draining.set(false);
      }
    } while (mayDrain() && !handOver());
  }

  private void deliverSome() {
    int left = AT_ONCE;
    while (left > 0 && deliverNext()) {
      left--;
    }
  }

  private boolean deliverNext() {
    ClusterEvent next = waiting.poll();
    if (next != null) {
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
    try {
      listener.onEvent(event);
    } catch (Throwable e) { // a guest may throw anything, and the next event must come all the same
      counters.listenerFailures.increment();
      logFailure(event, e);
    }
  }

  private void logFailure(ClusterEvent event, Throwable failure) {
    try {
      log.warn("listener {} failed on {}", UserCode.name(listener), event, failure);
    } catch (Throwable e) { // what a guest throws may not even be printed
      log.warn("a listener failed on {}: {}", event, UserCode.describe(failure));
    }
  }

  private boolean nothingWaits() {
    return waiting.isEmpty() && dropped.get() == 0;
  }
}
