package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterEvent.ImprovementHeld;
import io.github.esrpcluster.api.ClusterEvent.OverrideChange;
import io.github.esrpcluster.api.ClusterEvent.PostureOverridden;
import io.github.esrpcluster.api.ClusterEvent.ServiceOverridden;
import io.github.esrpcluster.api.ClusterEvent.StatusChanged;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.StatusPrecedence;
import io.github.esrpcluster.api.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where the status of one service is posted: puts together what was found, the hold-down, what
 * operators set and the posture, and hands the message to the feeds whenever it says something new.
 *
 * <p>Not thread-safe: the cluster's lock guards it, but for {@link #current} and {@link #pump}.
 */
final class StatusHolder {
  private final ManagerContext context;
  private final NextDeadline alarm;
  private final StatusHoldDown holdDown;
  private final NotificationFeeds feeds;
  private @Nullable TimedOverride<ServiceState> override;
  private @Nullable TimedOverride<SecurityPosture> postureOverride;
  private Finding finding;
  private boolean foundAny;
  private long version;
  private boolean closing;
  private boolean resting;
  private volatile Optional<ServiceStatus> current = Optional.empty();

  /**
   * A judgement.
   *
   * @param fallback why the fallback judged, if it did
   */
  private record Finding(Verdict verdict, ClusterSnapshot judged, Optional<String> fallback) {}

  StatusHolder(ManagerContext context, ClusterSnapshot first, NextDeadline alarm, long versionsFrom) {
    this.context = context;
    this.alarm = alarm;
    this.feeds = new NotificationFeeds(first.service(), context);
    this.holdDown = StatusHoldDown.of(context.settings().holdDown().toNanos());
    Verdict nobody = StatusPrecedence.verdict(first.tally(), false, "");
    this.finding = new Finding(nobody, first, Optional.empty());
    this.version = versionsFrom;
  }

  private ServiceId service() {
    return finding.judged.service();
  }

  private EventDispatcher events() {
    return context.events();
  }

  /** The message that stands; empty before the first judgement. */
  Optional<ServiceStatus> current() {
    return current;
  }

  /** What was found last, by the policy or the fallback. */
  Verdict found() {
    return finding.verdict;
  }

  /** Why the fallback judged. */
  Optional<String> fallback() {
    return finding.fallback;
  }

  StatusHoldDown holdDown() {
    return holdDown;
  }

  long version() {
    return version;
  }

  /** What was found last was found of these very members, and is not held. */
  @SuppressWarnings("ReferenceEquality") // a snapshot is newer or the same, never compared
  boolean hasShown(ClusterSnapshot newest) {
    return finding.judged == newest && holdDown.held().isEmpty();
  }

  // ---- posting

  /** A judgement. */
  void found(Verdict verdict, ClusterSnapshot snapshot, Optional<String> inPlace) {
    finding = new Finding(verdict, snapshot, inPlace);
    foundAny = true;
    post();
  }

  /** Posts what stands now, if it says something new; nothing before somebody said something. */
  private void post() {
    if (closing || !(foundAny || override != null)) {
      return;
    }
    Verdict said = said(foundAny ? showOrHold() : found());
    if (isNews(said)) {
      ServiceStatus next = message(said);
      put(next);
      feeds.offer(next);
    }
  }

  /** What an operator set goes before what shows. */
  private Verdict said(Verdict shown) {
    TimedOverride<ServiceState> set = override;
    Verdict whole =
        set == null ? shown : Verdict.of(set.override().state(), set.override().reason());
    int longest = context.settings().maxReasonLength();
    return whole.reason().length() <= longest
        ? whole
        : Verdict.of(whole.state(), UserCode.cut(whole.reason(), longest));
  }

  private boolean isNews(Verdict said) {
    ServiceStatus standing = current.orElse(null);
    return standing == null || standing.posture() != posture() || !standing.verdict().equals(said);
  }

  private SecurityPosture posture() {
    TimedOverride<SecurityPosture> set = postureOverride;
    return set == null ? finding.judged.posture() : set.override().state();
  }

  private Verdict showOrHold() {
    if (!holdDown.holds()) {
      return found();
    }
    boolean wasHeld = holdDown.held().isPresent();
    long now = context.now();
    Verdict shown = holdDown.show(found(), now);
    if (holdDown.held().isPresent()) {
      alarm.within(holdDown.left(now), now);
      if (!wasHeld) {
        Verdict held = found();
        Duration time = context.settings().holdDown();
        events().tell(at -> new ImprovementHeld(at, service(), held, time));
      }
    }
    return shown;
  }

  private ServiceStatus message(Verdict said) {
    return ServiceStatus.builder(service(), said)
        .version(version + 1)
        .at(context.time().now())
        .posture(posture())
        .tally(finding.judged.tally())
        .build();
  }

  private void put(ServiceStatus next) {
    Optional<ServiceStatus> previous = current;
    version = next.version();
    current = Optional.of(next);
    events().tell(at -> new StatusChanged(at, next, previous));
  }

  // ---- what operators set

  @Nullable TimedOverride<ServiceState> override() {
    return override;
  }

  @Nullable TimedOverride<SecurityPosture> postureOverride() {
    return postureOverride;
  }

  boolean isSet() {
    return override != null || postureOverride != null;
  }

  void override(OperatorOverride<ServiceState> set) {
    override(new TimedOverride<>(set, context.now()), OverrideChange.SET);
  }

  boolean clearOverride() {
    boolean wasSet = override != null;
    if (wasSet) {
      override(null, OverrideChange.CLEARED);
    }
    return wasSet;
  }

  private void override(@Nullable TimedOverride<ServiceState> set, OverrideChange change) {
    override = set;
    Optional<OperatorOverride<ServiceState>> now = TimedOverride.unwrap(set);
    events().tell(at -> new ServiceOverridden(at, service(), now, change));
    setAlarmFor(set, context.now());
    post();
  }

  void overridePosture(OperatorOverride<SecurityPosture> set) {
    overridePosture(new TimedOverride<>(set, context.now()), OverrideChange.SET);
  }

  boolean clearPostureOverride() {
    boolean wasSet = postureOverride != null;
    if (wasSet) {
      overridePosture(null, OverrideChange.CLEARED);
    }
    return wasSet;
  }

  private void overridePosture(
      @Nullable TimedOverride<SecurityPosture> set, OverrideChange change) {
    postureOverride = set;
    Optional<OperatorOverride<SecurityPosture>> now = TimedOverride.unwrap(set);
    events().tell(at -> new PostureOverridden(at, service(), now, change));
    setAlarmFor(set, context.now());
    post();
  }

  // ---- what time brings

  /** Notices overrides and holds that ended. */
  void age(long now) {
    if (override != null && override.isOver(now)) {
      override(null, OverrideChange.EXPIRED);
    }
    if (postureOverride != null && postureOverride.isOver(now)) {
      overridePosture(null, OverrideChange.EXPIRED);
    }
    post(); // a hold may be over, or what failed before may be left to be posted
    setAlarmFor(override, now);
    setAlarmFor(postureOverride, now);
  }

  private void setAlarmFor(@Nullable TimedOverride<?> set, long now) {
    if (set != null) {
      alarm.within(set.left(now), now);
    }
  }

  // ---- upstream

  /** A feed is added, which gets the message that stands first. */
  void attach(NotificationTarget upstream) {
    if (!closing) {
      feeds.attach(upstream, current.orElse(null));
    }
  }

  /** The feeds taken off are to be closed once the lock was left: that may end the manager. */
  List<NotificationFeed> detach(Predicate<NotificationFeed> gone) {
    return feeds.remove(gone);
  }

  /** Sends nothing any more if all has arrived everywhere; false if it has not. */
  boolean fallSilent() {
    resting = true;
    return feeds.fallSilent();
  }

  /** Something happens to the service: it is not about to fall silent. */
  void stir() {
    if (resting) { // else no change need look at the feeds
      resting = false;
      feeds.stir();
    }
  }

  /** Sends what the feeds hold. No lock may be held. */
  void pump() {
    feeds.pump();
  }

  /** Posts {@code GoingDown} as the last message; what follows is not posted. */
  List<CompletableFuture<Void>> closeDown() {
    if (!closing) {
      closing = true;
      ServiceStatus last = message(Verdict.of(ServiceState.GOING_DOWN, "cluster manager closing"));
      put(last);
      feeds.offerLast(last);
    }
    return feeds.finished();
  }
}
