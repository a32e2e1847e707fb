package io.github.esrpcluster.core;

import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Represents a publisher that was added to the manager, and its notifications in flight.
 * Thread-safe.
 */
final class NotificationTarget {
  /** A notification in flight, as the target sees it. */
  interface InFlight {
    /** Gives it up if it takes too long. */
    void watch(long now);
  }

  /** A feed, as the target hands it to the closed feed before it. */
  interface Feed {
    /**
     * A notification of the closed feed has ended: this feed may send.
     *
     * @param late the status that it delivered after its time-out; null if none
     */
    void predecessorEnded(@Nullable ServiceStatus late);

    /** Sends a pending status, now or when rate and back-off allow. */
    void sendPending();
  }

  final ServiceStatusPublisher publisher;
  final PublisherOptions options;
  final LimitedExecutor executor;

  /** By service, so that the sweep finds them in the same order each time. */
  private final ConcurrentHashMap<ServiceId, InFlight> inFlight = new ConcurrentHashMap<>();

  /**
   * When the last notification of a removed service started, as long as {@code max-rate} holds the
   * next one back: the service may come back before.
   */
  private final ConcurrentHashMap<ServiceId, Long> lastStarted = new ConcurrentHashMap<>();

  /** Actions of feeds for the next sweep, because the scheduler refused their timers. */
  private final Queue<Runnable> atNextSweep = new ConcurrentLinkedQueue<>();

  /** The newest feed of each service, until it is closed. */
  private final ConcurrentHashMap<ServiceId, Feed> feeds = new ConcurrentHashMap<>();

  /**
   * An error has kept a feed from sending. Only a field: assigning needs no memory and no stack.
   */
  volatile boolean sendAtNextSweep;

  /** The publisher was removed, or could not be added. */
  volatile boolean detached;

  NotificationTarget(
      ServiceStatusPublisher publisher, PublisherOptions options, Executor executor) {
    this.publisher = publisher;
    this.options = options;
    this.executor = new LimitedExecutor(executor, options.concurrency());
  }

  String name() {
    return options.name();
  }

  /** Records the notification; returns false if another is in flight, and records nothing. */
  boolean startUnlessInFlight(ServiceId service, InFlight notification) {
    return inFlight.putIfAbsent(service, notification) == null;
  }

  void ended(ServiceId service, InFlight notification) {
    inFlight.remove(service, notification);
  }

  void opened(ServiceId service, Feed feed) {
    feeds.put(service, feed);
  }

  void closed(ServiceId service, Feed feed) {
    feeds.remove(service, feed);
  }

  /** Returns the newest feed of the service, unless it is closed. */
  @Nullable Feed feed(ServiceId service) {
    return feeds.get(service);
  }

  void remember(ServiceId service, long startedAt) {
    lastStarted.put(service, startedAt);
  }

  /**
   * Returns when the last notification of the service started, if the service was removed since.
   */
  @Nullable Long takeLastStarted(ServiceId service) {
    return lastStarted.isEmpty() ? null : lastStarted.remove(service);
  }

  void atNextSweep(Runnable action) {
    atNextSweep.add(action);
  }

  /**
   * Gives up notifications that take too long, sends what waits for a sweep, and forgets intervals
   * that are over.
   */
  void watch(long now) {
    inFlight.values().forEach(notification -> notification.watch(now));
    executor.watch();
    if (sendAtNextSweep) {
      sendAtNextSweep = false;
      feeds.values().forEach(Feed::sendPending);
    }
    for (int left = atNextSweep.size(); left > 0; left--) {
      Runnable action = atNextSweep.poll();
      if (action != null) {
        action.run();
      }
    }
    lastStarted
        .values()
        .removeIf(at -> NotificationRateControl.untilIntervalEnds(options, at, now) <= 0);
  }
}
