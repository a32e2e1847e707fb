package io.github.esrpcluster.core;

import com.google.common.collect.ImmutableList;
import io.github.esrpcluster.api.PublisherStatus;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceStatus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * The feeds of one service, one for each publisher. Changed under the cluster's lock; read without
 * it, which is why the list is replaced as a whole.
 */
final class NotificationFeeds {
  private final ServiceId service;
  private final ManagerContext context;
  private volatile ImmutableList<NotificationFeed> feeds = ImmutableList.of();
  boolean refreshing = true;

  NotificationFeeds(ServiceId service, ManagerContext context) {
    this.service = service;
    this.context = context;
  }

  /** Adds a feed that starts with the published status, unless there is one for this target. */
  void attach(NotificationTarget target, Optional<ServiceStatus> published) {
    if (feeds.stream().noneMatch(feed -> feed.isFor(target))) {
      NotificationFeed feed = new NotificationFeed(target, service, context);
      published.ifPresent(feed::offer);
      feed.setRefreshing(refreshing);
      feeds = ImmutableList.<NotificationFeed>builder().addAll(feeds).add(feed).build();
    }
  }

  List<NotificationFeed> matching(Predicate<NotificationFeed> which) {
    return feeds.stream().filter(which).toList();
  }

  void remove(Predicate<NotificationFeed> which) {
    feeds = feeds.stream().filter(which.negate()).collect(ImmutableList.toImmutableList());
  }

  /** Sets whether unchanged statuses are sent again, where a publisher asks for that. */
  void setRefreshing(boolean on) {
    feeds.forEach(feed -> feed.setRefreshing(on));
    refreshing = on;
  }

  void offer(ServiceStatus status) {
    for (NotificationFeed feed : feeds) {
      feed.offer(status);
    }
  }

  void offerFinal(ServiceStatus status) {
    feeds.forEach(feed -> feed.offerFinal(status));
  }

  /** Returns whether every publisher has the newest status, and no call of one is blocked. */
  boolean isDelivered() {
    return feeds.stream().allMatch(NotificationFeed::isDelivered);
  }

  /** Sends what is pending. No lock may be held. */
  void send() {
    for (NotificationFeed feed : feeds) {
      feed.sendPending();
    }
  }

  /** Returns one future for each feed; it completes when the final status is delivered. */
  List<CompletableFuture<Void>> finished() {
    return feeds.stream().map(NotificationFeed::finished).toList();
  }

  List<PublisherStatus> publisherStatus(long now) {
    return feeds.stream().map(feed -> feed.publisherStatus(now)).toList();
  }
}
