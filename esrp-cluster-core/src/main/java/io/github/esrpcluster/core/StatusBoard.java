package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.StatusPrecedence;
import io.github.esrpcluster.api.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Where the status of one service is posted: puts together what was found, the hold-down, what
 * operators set and the posture, and offers the message to the feeds whenever it says something
 * new.
 *
 * <p>Not thread-safe: the cluster's lock guards it, but for {@link #current} and {@link #pump}.
 */
final class StatusBoard {
  private final ServiceId service;
  private final Context context;
  private final HoldDown holdDown;
  private @Nullable TimedOverride<ServiceState> override;
  private @Nullable TimedOverride<SecurityPosture> postureOverride;
  private Verdict found;
  private Snapshot judged;
  private Optional<String> fallback = Optional.empty();
  private long version;
  private boolean closing;
  private volatile @Nullable ServiceStatus current;

  /** Replaced as a whole at each change: pumping goes through it without the lock. */
  private volatile List<UpstreamFeed> feeds = List.of();

  StatusBoard(Context context, Snapshot first, long versionsFrom) {
    this.context = context;
    this.service = first.service();
    this.holdDown = new HoldDown(context.settings().holdDown().toNanos());
    this.judged = first;
    this.found = StatusPrecedence.verdict(first.tally(), false, "");
    this.version = versionsFrom;
  }

  /** The message that stands; null before the first judgement. */
  @Nullable ServiceStatus current() {
    return current;
  }

  Verdict found() {
    return found;
  }

  Optional<String> fallback() {
    return fallback;
  }

  long version() {
    return version;
  }

  /** A judgement. */
  void found(Verdict verdict, Snapshot snapshot, Optional<String> inPlace) {
    found = verdict;
    judged = snapshot;
    fallback = inPlace;
    post();
  }

  /** Posts what stands now, if it says something new. */
  void post() {
    if (closing) {
      return;
    }
    Verdict shown = showHeld();
    TimedOverride<ServiceState> set = override;
    post(set == null ? shown : verdictOf(set.override()));
  }

  private Verdict showHeld() {
    boolean wasHeld = holdDown.held().isPresent();
    Verdict shown = holdDown.show(found, context.now());
    if (!wasHeld && holdDown.held().isPresent()) {
      Duration time = context.settings().holdDown();
      Verdict held = found;
      context.events().tell(at -> new ClusterEvent.ImprovementHeld(at, service, held, time));
    }
    return shown;
  }

  private void post(Verdict verdict) {
    ServiceStatus previous = current;
    ServiceStatus next = message(verdict);
    if (previous != null && previous.saysTheSameAs(next)) {
      return;
    }
    version = next.version();
    current = next;
    context
        .events()
        .tell(at -> new ClusterEvent.StatusChanged(at, next, Optional.ofNullable(previous)));
    feeds.forEach(feed -> feed.offer(next));
  }

  private ServiceStatus message(Verdict verdict) {
    int longest = context.settings().maxReasonLength();
    TimedOverride<SecurityPosture> set = postureOverride;
    return ServiceStatus.builder(
            service, Verdict.of(verdict.state(), Guests.cut(verdict.reason(), longest)))
        .version(version + 1)
        .at(context.time().now())
        .posture(set == null ? judged.posture() : set.override().state())
        .tally(judged.tally())
        .build();
  }

  private static Verdict verdictOf(OperatorOverride<ServiceState> override) {
    return Verdict.of(override.state(), override.reason());
  }

  // ---- overrides

  @Nullable TimedOverride<ServiceState> override() {
    return override;
  }

  @Nullable TimedOverride<SecurityPosture> postureOverride() {
    return postureOverride;
  }

  void override(@Nullable TimedOverride<ServiceState> set) {
    override = set;
    post();
  }

  void postureOverride(@Nullable TimedOverride<SecurityPosture> set) {
    postureOverride = set;
    post();
  }

  HoldDown holdDown() {
    return holdDown;
  }

  // ---- feeds

  /** Adds a feed, which gets the message that stands first. */
  void attach(Upstream upstream) {
    if (closing || feeds.stream().anyMatch(feed -> feed.upstream() == upstream)) {
      return;
    }
    UpstreamFeed feed = new UpstreamFeed(upstream, service, context);
    List<UpstreamFeed> more = new ArrayList<>(feeds);
    more.add(feed);
    feeds = more;
    ServiceStatus standing = current;
    if (standing != null) {
      feed.offer(standing);
    }
  }

  void detach(Upstream upstream) {
    feeds.stream().filter(feed -> feed.upstream() == upstream).forEach(UpstreamFeed::close);
    feeds = feeds.stream().filter(feed -> feed.upstream() != upstream).toList();
  }

  /** Sends what the feeds hold. No lock may be held. */
  void pump() {
    feeds.forEach(UpstreamFeed::pump);
  }

  // ---- the end

  /** Posts {@code GoingDown} as the last message; what follows is not posted. */
  List<CompletableFuture<Void>> closeDown() {
    if (!closing) {
      closing = true;
      ServiceStatus before = current;
      ServiceStatus end = message(Verdict.of(ServiceState.GOING_DOWN, "cluster manager closing"));
      version = end.version();
      current = end;
      context
          .events()
          .tell(at -> new ClusterEvent.StatusChanged(at, end, Optional.ofNullable(before)));
      feeds.forEach(feed -> feed.offerLast(end));
    }
    return feeds.stream().map(UpstreamFeed::finished).toList();
  }

  void closeFeeds() {
    feeds.forEach(UpstreamFeed::close);
  }
}
