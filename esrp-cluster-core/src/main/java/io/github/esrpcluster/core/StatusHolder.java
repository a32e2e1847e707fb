package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterEvent.OverrideChange;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.StatusPrecedence;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.api.internal.Texts;
import io.github.esrpcluster.core.EventRecords.ImprovementHeldEvent;
import io.github.esrpcluster.core.EventRecords.PostureOverriddenEvent;
import io.github.esrpcluster.core.EventRecords.PostureRecoveryHeldEvent;
import io.github.esrpcluster.core.EventRecords.ServiceOverriddenEvent;
import io.github.esrpcluster.core.EventRecords.StatusChangedEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds the published status of one service: combines the verdict, the hold-down, the operators'
 * overrides and the posture, and publishes a new status whenever the result differs.
 *
 * <p>Not thread-safe: the cluster's lock guards it, except {@link #current}.
 */
final class StatusHolder {
  private final ServiceId service;
  private final ManagerContext context;
  private final NextDeadline deadline;
  private final Consumer<ServiceStatus> publish;
  private final int maxReasonLength;

  /** Null if every change is published at once. */
  private final @Nullable StatusHeldChanges holdDown;

  /** The last verdict, of the policy or the fallback, and the snapshot that it is about. */
  private Verdict verdict;

  private ClusterSnapshot snapshot;

  /** Why the fallback gave the verdict. */
  private Optional<String> fallback = Optional.empty();

  /** False before the first evaluation. */
  private boolean evaluated;

  /** Whether the next verdict of the policy is the first of a policy that an operator has set. */
  private boolean policyReplaced;

  private @Nullable TimedOverride<ServiceState> override;
  private @Nullable TimedOverride<SecurityPosture> postureOverride;
  private long version;

  /** The last reason that was made printable, because a policy repeats its reasons. */
  private String lastReason = "";

  private String lastPrintable = "";

  private boolean closed;
  private volatile Optional<ServiceStatus> current = Optional.empty();

  /** The current status until it is offered to all publishers. */
  private @Nullable ServiceStatus unoffered;

  private boolean finalOffered;

  /**
   * @param firstVersion the last version used before, so that no version of a service that was
   *     removed is used again
   * @param publish gets each new status, with the lock held
   */
  StatusHolder(
      ManagerContext context,
      ClusterSnapshot first,
      NextDeadline deadline,
      long firstVersion,
      Consumer<ServiceStatus> publish) {
    this.service = first.service;
    this.context = context;
    this.deadline = deadline;
    this.publish = publish;
    this.maxReasonLength = context.settings.maxReasonLength();
    Duration hold = context.settings.holdDown();
    this.holdDown = hold.isZero() ? null : new StatusHeldChanges(hold.toNanos());
    this.verdict = StatusPrecedence.verdict(first.tally, false, "");
    this.snapshot = first;
    this.version = firstVersion;
  }

  /** Returns the published status; empty before the first evaluation. Needs no lock. */
  Optional<ServiceStatus> current() {
    return current;
  }

  /** Returns the last verdict, of the policy or the fallback. */
  Verdict verdict() {
    return verdict;
  }

  /** Returns why the fallback gave the last verdict; empty if the policy did. */
  Optional<String> fallback() {
    return fallback;
  }

  /** Returns the changes that wait for the hold-down; null if there is no hold-down. */
  @Nullable StatusHeldChanges held() {
    return holdDown;
  }

  long version() {
    return version;
  }

  /** Returns whether the last verdict is about this very snapshot, and is not held back. */
  @SuppressWarnings("ReferenceEquality") // another snapshot may be equal
  boolean hasPublished(ClusterSnapshot newest) {
    return snapshot == newest && (holdDown == null || holdDown.isEmpty());
  }

  // ---- publishing

  /** Publishes a verdict, unless an override or the hold-down keeps it back. */
  void apply(Verdict newest, ClusterSnapshot about, Optional<String> byFallback) {
    if (policyReplaced && byFallback.isEmpty()) {
      policyReplaced = false;
      if (holdDown != null) {
        holdDown.replacePolicy();
      }
    }
    verdict = newest;
    snapshot = about;
    fallback = byFallback;
    evaluated = true;
    publishIfChanged();
  }

  /** Lets the first verdict of another policy be published at once, even if it is better. */
  void replacePolicy() {
    policyReplaced = true;
  }

  private void publishIfChanged() {
    if (closed || !(evaluated || override != null)) {
      return;
    }
    if (unoffered != null) { // an error came before
      offer(unoffered, publish);
    }
    Verdict shown = overridden(evaluated ? showOrHold() : verdict);
    if (differs(shown)) {
      publish(status(shown), publish);
    }
  }

  private Verdict overridden(Verdict shown) {
    TimedOverride<ServiceState> set = override;
    Verdict whole =
        set == null ? shown : Verdict.of(set.override().state(), set.override().reason());
    String reason = printable(whole.reason());
    return reason.equals(whole.reason()) ? whole : Verdict.of(whole.state(), reason);
  }

  private String printable(String reason) {
    if (reason.isEmpty()) {
      return reason;
    }
    if (!reason.equals(lastReason)) {
      lastPrintable = Texts.cut(Texts.printable(reason), maxReasonLength);
      lastReason = reason;
    }
    return lastPrintable;
  }

  private boolean differs(Verdict shown) {
    ServiceStatus published = current.orElse(null);
    return published == null
        || published.posture() != posture()
        || !published.verdict().equals(shown);
  }

  private SecurityPosture posture() {
    TimedOverride<SecurityPosture> set = postureOverride;
    SecurityPosture found = holdDown == null ? snapshot.posture : holdDown.posture();
    return set == null ? found : set.override().state();
  }

  private Verdict showOrHold() {
    StatusHeldChanges hold = holdDown;
    if (hold == null) {
      return verdict;
    }
    boolean wasHeld = hold.held().isPresent();
    boolean postureWasHeld = hold.heldPosture().isPresent();
    long now = context.time.nanoTime();
    Verdict shown = hold.show(verdict, snapshot.posture, now);
    if (!hold.isEmpty()) {
      deadline.atMost(hold.untilNext(now), now);
    }
    Duration duration = context.settings.holdDown();
    if (!wasHeld && hold.held().isPresent()) {
      Verdict held = verdict;
      context.events.fire(at -> new ImprovementHeldEvent(at, service, held, duration));
    }
    if (!postureWasHeld && hold.heldPosture().isPresent()) {
      SecurityPosture held = snapshot.posture;
      context.events.fire(at -> new PostureRecoveryHeldEvent(at, service, held, duration));
    }
    return shown;
  }

  private ServiceStatus status(Verdict shown) {
    return ServiceStatus.builder(service, shown)
        .version(version + 1)
        .at(context.time.now())
        .posture(posture())
        .tally(snapshot.tally)
        .build();
  }

  /** Fires the event first, and publishes even if that fails. */
  private void publish(ServiceStatus next, Consumer<ServiceStatus> to) {
    Optional<ServiceStatus> previous = current;
    Optional<ServiceStatus> published = Optional.of(next);
    long nextVersion = next.version();
    version = nextVersion;
    current = published;
    unoffered = next;
    try {
      context.events.inform(at -> new StatusChangedEvent(at, next, previous));
    } finally {
      offer(next, to);
    }
  }

  private void offer(ServiceStatus next, Consumer<ServiceStatus> to) {
    to.accept(next);
    unoffered = null;
  }

  /** Publishes {@code GoingDown} as the last status, once, or again if an error came before. */
  void close(Consumer<ServiceStatus> publishFinal) {
    closed = true;
    if (!finalOffered) {
      publish(status(Verdict.of(ServiceState.GOING_DOWN, "cluster manager closing")), publishFinal);
      finalOffered = true;
    }
  }

  // ---- overrides

  boolean isOverridden() {
    return override != null || postureOverride != null;
  }

  /** Returns the override of the state, with the duration that remains. */
  Optional<OperatorOverride<ServiceState>> override(long now) {
    return Optional.ofNullable(override).map(set -> set.remaining(now));
  }

  /** Returns the override of the posture, with the duration that remains. */
  Optional<OperatorOverride<SecurityPosture>> postureOverride(long now) {
    return Optional.ofNullable(postureOverride).map(set -> set.remaining(now));
  }

  void override(OperatorOverride<ServiceState> set, long now) {
    override(new TimedOverride<>(set, now), OverrideChange.SET, set.operator(), set.reason());
    schedule(override, now);
  }

  /** Returns whether there was an override. */
  boolean clearOverride(String operator, String reason) {
    boolean wasSet = override != null;
    if (wasSet) {
      override(null, OverrideChange.CLEARED, operator, reason);
    }
    return wasSet;
  }

  private void override(
      @Nullable TimedOverride<ServiceState> set,
      OverrideChange change,
      String operator,
      String reason) {
    override = set;
    Optional<OperatorOverride<ServiceState>> now = TimedOverride.unwrap(set);
    context.events.inform(
        at -> new ServiceOverriddenEvent(at, service, now, change, operator, reason));
    publishIfChanged();
  }

  void overridePosture(OperatorOverride<SecurityPosture> set, long now) {
    overridePosture(
        new TimedOverride<>(set, now), OverrideChange.SET, set.operator(), set.reason());
    schedule(postureOverride, now);
  }

  /** Returns whether there was an override. */
  boolean clearPostureOverride(String operator, String reason) {
    boolean wasSet = postureOverride != null;
    if (wasSet) {
      overridePosture(null, OverrideChange.CLEARED, operator, reason);
    }
    return wasSet;
  }

  private void overridePosture(
      @Nullable TimedOverride<SecurityPosture> set,
      OverrideChange change,
      String operator,
      String reason) {
    postureOverride = set;
    Optional<OperatorOverride<SecurityPosture>> now = TimedOverride.unwrap(set);
    context.events.inform(
        at -> new PostureOverriddenEvent(at, service, now, change, operator, reason));
    publishIfChanged();
  }

  // ---- time

  /**
   * Ends overrides that are due, and sets the next deadline.
   *
   * @param isEvaluated whether the verdict is about the newest members: otherwise no hold-down ends
   *     here, because the improvement that it held back may be over
   */
  void expireDue(long now, boolean isEvaluated) {
    if (override != null && override.isOver(now)) {
      OperatorOverride<ServiceState> over = override.override();
      override(null, OverrideChange.EXPIRED, over.operator(), over.reason());
    }
    if (postureOverride != null && postureOverride.isOver(now)) {
      OperatorOverride<SecurityPosture> over = postureOverride.override();
      overridePosture(null, OverrideChange.EXPIRED, over.operator(), over.reason());
    }
    if (isEvaluated) {
      publishIfChanged(); // a hold may be over
    }
    schedule(override, now);
    schedule(postureOverride, now);
  }

  private void schedule(@Nullable TimedOverride<?> set, long now) {
    if (set != null) {
      deadline.atMost(set.left(now), now);
    }
  }
}
