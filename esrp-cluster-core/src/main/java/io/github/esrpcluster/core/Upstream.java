package io.github.esrpcluster.core;

import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** One upstream entity: its publisher, and the feeds of its services that are transmitting now. */
final class Upstream {
  final ServiceStatusPublisher publisher;
  final PublisherOptions options;
  final Lane lane;

  /** By service, so that they are looked at in an order that comes again. */
  private final Map<ServiceId, UpstreamFeed> underWay = new ConcurrentHashMap<>();

  private volatile boolean detached;

  Upstream(ServiceStatusPublisher publisher, PublisherOptions options, Executor executor) {
    this.publisher = publisher;
    this.options = options;
    this.lane = new Lane(executor, options.concurrency());
  }

  void detach() {
    detached = true;
  }

  boolean detached() {
    return detached;
  }

  void started(ServiceId service, UpstreamFeed feed) {
    underWay.put(service, feed);
  }

  void ended(ServiceId service, UpstreamFeed feed) {
    underWay.remove(service, feed);
  }

  /** Looks for transmissions that take too long. */
  void watch(long now) {
    for (UpstreamFeed feed : underWay.values()) {
      feed.watch(now);
    }
    lane.watch();
  }
}
