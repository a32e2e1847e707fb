package io.github.esrpcluster.core;

import com.google.common.collect.ImmutableList;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceStatus;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The feeds of one service, one for each upstream entity. Changed under the cluster's lock; pumped
 * without it, which is why the list is replaced as a whole.
 */
final class NotificationFeeds {
  private final ServiceId service;
  private final ManagerContext context;
  private volatile ImmutableList<NotificationFeed> feeds = ImmutableList.of();

  NotificationFeeds(ServiceId service, ManagerContext context) {
    this.service = service;
    this.context = context;
  }

  /** Adds a feed, if there is none for this entity yet. */
  void attach(NotificationTarget upstream, @Nullable ServiceStatus standing) {
    if (feeds.stream().noneMatch(feed -> feed.feeds(upstream))) {
      NotificationFeed feed = new NotificationFeed(upstream, service, context);
      feeds = ImmutableList.<NotificationFeed>builder().addAll(feeds).add(feed).build();
      if (standing != null) {
        feed.offer(standing);
      }
    }
  }

  /** Takes off what the predicate is true of; it is to be closed once the lock was left. */
  List<NotificationFeed> remove(Predicate<NotificationFeed> gone) {
    List<NotificationFeed> all = feeds;
    feeds = all.stream().filter(gone.negate()).collect(ImmutableList.toImmutableList());
    return all.stream().filter(gone).toList();
  }

  void offer(ServiceStatus status) {
    feeds.forEach(feed -> feed.offer(status));
  }

  void offerLast(ServiceStatus status) {
    feeds.forEach(feed -> feed.offerLast(status));
  }

  /**
   * Sends nothing any more if the state has arrived everywhere and nothing is under way; false if
   * anything is. If that is nothing but heartbeats, no further ones are begun.
   */
  boolean fallSilent() {
    boolean arrived = feeds.stream().allMatch(NotificationFeed::hasArrived);
    feeds.forEach(arrived ? NotificationFeed::rest : NotificationFeed::stir);
    return arrived && fallSilent(feeds);
  }

  /** The service is in use: heartbeats go on. */
  void stir() {
    feeds.forEach(NotificationFeed::stir);
  }

  /** All or none, whence their locks are held together. */
  private static boolean fallSilent(List<NotificationFeed> left) {
    return left.isEmpty() || left.get(0).fallSilent(() -> fallSilent(left.subList(1, left.size())));
  }

  /** Sends what waits. No lock may be held. */
  void pump() {
    for (NotificationFeed feed : feeds) {
      feed.pumpOffered();
    }
  }

  /** Each completes when its entity has taken the last message over. */
  List<CompletableFuture<Void>> finished() {
    return feeds.stream().map(NotificationFeed::finished).toList();
  }
}
