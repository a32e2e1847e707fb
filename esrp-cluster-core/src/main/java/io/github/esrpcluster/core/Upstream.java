package io.github.esrpcluster.core;

import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** One upstream entity: its publisher, and the feeds of its services that are transmitting now. */
final class Upstream {
  final ServiceStatusPublisher publisher;
  final PublisherOptions options;
  final Lane lane;
  private final Set<UpstreamFeed> underWay = ConcurrentHashMap.newKeySet();
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

  void started(UpstreamFeed feed) {
    underWay.add(feed);
  }

  void ended(UpstreamFeed feed) {
    underWay.remove(feed);
  }

  /** Looks for transmissions that take too long. */
  void watch(long now) {
    for (UpstreamFeed feed : underWay) {
      feed.watch(now);
    }
    lane.watch();
  }
}
