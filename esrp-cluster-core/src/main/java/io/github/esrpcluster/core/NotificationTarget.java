package io.github.esrpcluster.core;

import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** One upstream entity: its publisher, and the feeds of its services that are transmitting now. */
final class NotificationTarget {
  final ServiceStatusPublisher publisher;
  final PublisherOptions options;
  final LimitedExecutor lane;

  /** By service, so that they are looked at in an order that comes again. */
  private final Map<ServiceId, NotificationFeed> underWay = new ConcurrentHashMap<>();

  private volatile boolean detached;

  NotificationTarget(ServiceStatusPublisher publisher, PublisherOptions options, Executor executor) {
    this.publisher = publisher;
    this.options = options;
    this.lane = new LimitedExecutor(executor, options.concurrency());
  }

  void detach() {
    detached = true;
  }

  boolean detached() {
    return detached;
  }

  void started(ServiceId service, NotificationFeed feed) {
    underWay.put(service, feed);
  }

  void ended(ServiceId service, NotificationFeed feed) {
    underWay.remove(service, feed);
  }

  /** Looks for transmissions that take too long. */
  void watch(long now) {
    for (NotificationFeed feed : underWay.values()) {
      feed.watch(now);
    }
    lane.watch();
  }
}
