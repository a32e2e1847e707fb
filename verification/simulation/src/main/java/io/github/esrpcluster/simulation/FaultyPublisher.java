package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Publisher that may misbehave; checks what the manager guarantees to a publisher. */
final class FaultyPublisher implements ServiceStatusPublisher {
  /** Lists the ways to behave. */
  enum PublisherBehavior {
    WORKS,
    FAILS,
    THROWS,
    RETURNS_NULL,
    HANGS,
    ANSWERS_LATE,
    IGNORES_CANCELLATION,
    FAILS_LATE,
    BLOCKS,
    CALLS_BACK;

    boolean isLate() {
      return this == ANSWERS_LATE
          || this == IGNORES_CANCELLATION
          || this == FAILS_LATE
          || this == BLOCKS;
    }
  }

  /** The notifications about one service. */
  private static final class Track {
    long startedAt = Long.MIN_VALUE;
    long started = -1;
    long completed = -1;
    long accepted = -1;
    long noted = -1;
    long dueSince;
    boolean troubled;
    @Nullable CompletableFuture<Void> stage;
    boolean cancellable;

    /** The last status that it took over, in time or late. */
    long has = -1;

    /** When it last took over a status after the manager had given up the notification. */
    long lateAt = Long.MIN_VALUE;

    /** It took over an older status than the last one sent: that one must come again. */
    boolean overtaken;

    /** The last notification repeats the newest status after a late delivery. */
    boolean again;

    /** The late deliveries that an event reports: surely, at most, and so far. */
    int surelyLate;

    int possiblyLate;
    int reportedLate;

    /** How many notifications it got, and how many of them ended by an event. */
    int messages;

    int ended;

    /** The last notification was in flight when the publisher was removed. */
    boolean left;

    /** How many events reported the end of that notification. */
    int endings;

    /** The call has not returned; when it last did. */
    boolean called;

    long backAt;

    /** An event has reported that the call is blocked. */
    boolean stallReported;

    /** The call of the last notification is blocked: it is not given up. */
    boolean blocked;

    /**
     * The notification that was in flight when its service or the publisher was removed; counted
     * from 1, 0 if there was none. If it is a refresh, no event reports its failure.
     */
    int orphan;

    boolean orphanRepeats;

    /** All earlier events are delivered: the next one is about the orphan. */
    boolean orphanIsNext;

    long orphanStartedAt;
    boolean orphanBlocked;
    @Nullable CompletableFuture<Void> orphanStage;

    boolean isInFlight() {
      return messages > ended;
    }

    boolean isDone() {
      return stage != null && stage.isDone();
    }

    /** Its last status is not the standing one: a late delivery came after that. */
    boolean hasOther(ServiceStatus standing) {
      return lateAt != Long.MIN_VALUE && has != standing.version();
    }

    /** The last message, which may be the same as the one before, was taken over. */
    boolean isAnswered() {
      return stage != null && stage.isDone() && !stage.isCompletedExceptionally();
    }
  }

  /** The begin of the detail of a failure for want of a thread. */
  private static final String NOT_STARTED = "could not be started";

  /** The longest call in milliseconds, unless a step takes longer. */
  private static final int LONGEST_CALL = 30_000;

  private final Simulation simulation;
  private final PublisherOptions options;
  private final Map<ServiceId, Track> tracks = new HashMap<>();
  private PublisherBehavior mode = PublisherBehavior.WORKS;
  private Duration delay = Duration.ZERO;
  private long worksSince;
  private @Nullable Subscription subscription;
  private final List<Runnable> outstanding = new ArrayList<>();
  private boolean removed;
  private long removedAt;
  private long watchedUntil;
  private long unreportedFailures;

  FaultyPublisher(Simulation simulation, PublisherOptions options) {
    this.simulation = simulation;
    this.options = options;
    this.worksSince = simulation.now();
  }

  PublisherOptions options() {
    return options;
  }

  void attach(ClusterManager cluster) {
    subscription = cluster.addPublisher(this, options);
  }

  boolean isRemoved() {
    return removed;
  }

  /** Returns whether a status is being sent again, whose failure may or may not be reported. */
  boolean sendsAgain() {
    return tracks.values().stream().anyMatch(track -> track.again && track.isInFlight());
  }

  /** Removes it: a notification in flight still ends, and none follows. */
  void removePublisher() {
    removed = true;
    removedAt = simulation.now();
    watchedUntil = simulation.model.sweeps().lastTimeoutCheck();
    for (Track track : tracks.values()) {
      track.left = track.isInFlight();
      if (track.left) {
        leaveBehind(track, track.orphan > track.ended || track.accepted == track.started);
        simulation.ledger.injected(Fault.PUBLISHER_REMOVED_IN_FLIGHT);
      }
    }
    Objects.requireNonNull(subscription).close();
  }

  /** Records the removal of a service: only a refresh may be in flight, and none follows. */
  void serviceRemoved(ServiceId service) {
    Track track = tracks.get(service);
    if (track != null && track.isInFlight() && !removed && track.orphan <= track.ended) {
      leaveBehind(track, true);
    }
  }

  private void leaveBehind(Track track, boolean repeats) {
    track.orphan = track.messages;
    track.orphanRepeats = repeats;
    track.orphanIsNext = !simulation.eventsPending();
    track.orphanStartedAt = track.startedAt;
    track.orphanBlocked = track.blocked;
    track.orphanStage = track.stage;
  }

  void behave(PublisherBehavior newMode, Duration newDelay) {
    mode = newMode;
    delay = newDelay;
    worksSince = simulation.now();
  }

  /** Restarts the time in which a notification must arrive: the manager did not run. */
  void afterStall() {
    worksSince = simulation.now();
  }

  private Track track(ServiceId service) {
    return tracks.computeIfAbsent(service, any -> new Track());
  }

  // ---- being called

  @Override
  @SuppressWarnings("NullAway") // null is one of its faults
  public CompletionStage<Void> publish(ServiceStatus status) {
    Track track = track(status.service());
    checkMessage(status, track);
    if (isOrphaned(track) && !Objects.requireNonNull(track.orphanStage, "in flight").isDone()) {
      endOrphan(track); // it has timed out: the service that came back waited for that
    }
    track.startedAt = simulation.now();
    track.started = status.version();
    track.messages++;
    track.stallReported = false;
    track.blocked = false;
    track.again = track.overtaken;
    if (track.overtaken) {
      simulation.ledger.injected(Fault.NEWEST_SENT_AGAIN);
      track.overtaken = false;
    }
    track.troubled |= mode != PublisherBehavior.WORKS && mode != PublisherBehavior.CALLS_BACK;
    CompletableFuture<Void> stage = new CompletableFuture<>();
    track.stage = stage;
    track.cancellable = mode != PublisherBehavior.IGNORES_CANCELLATION;
    PublisherBehavior called = mode; // a step may change it while the call is blocked
    answer(status, track, stage);
    if (called == PublisherBehavior.IGNORES_CANCELLATION) {
      return stage.minimalCompletionStage(); // its future is a copy
    }
    return called == PublisherBehavior.RETURNS_NULL ? null : stage;
  }

  private void answer(ServiceStatus status, Track track, CompletableFuture<Void> stage) {
    switch (mode) {
      case FAILS -> fail(Fault.PUBLISHER_FAILED, stage);
      case THROWS -> {
        fail(Fault.PUBLISHER_THREW, stage);
        throw new IllegalStateException("the publisher of the simulation throws");
      }
      case RETURNS_NULL -> fail(Fault.PUBLISHER_RETURNED_NULL, stage);
      case HANGS -> simulation.ledger.injected(Fault.PUBLISHER_HUNG);
      case ANSWERS_LATE -> {
        simulation.ledger.injected(Fault.PUBLISHER_ANSWERED_LATE);
        long startedAt = simulation.now();
        simulation.later(delay, () -> answerLate(track, status, stage, startedAt));
      }
      case IGNORES_CANCELLATION -> {
        long startedAt = simulation.now();
        Runnable answer = () -> answerLate(track, status, stage, startedAt);
        outstanding.add(answer);
        simulation.later(delay, answer);
      }
      case FAILS_LATE -> simulation.later(delay, () -> fail(Fault.PUBLISHER_FAILED_LATE, stage));
      case BLOCKS -> block(track, status, stage);
      case CALLS_BACK -> {
        mode = PublisherBehavior.WORKS;
        simulation.callBack(Fault.PUBLISHER_CALLED_BACK, status.service());
        complete(track, status, stage);
      }
      case WORKS -> complete(track, status, stage);
    }
  }

  /** Blocks for a while; if time cannot pass now, it fails, and is called again. */
  private void block(Track track, ServiceStatus status, CompletableFuture<Void> stage) {
    if (!simulation.mayBlock()) {
      fail(Fault.PUBLISHER_FAILED, stage);
      return;
    }
    simulation.ledger.injected(Fault.PUBLISHER_BLOCKED);
    track.called = true;
    track.blocked = true;
    simulation.passWhileBlocked(Duration.ofMillis(1 + delay.toMillis() * 5 % LONGEST_CALL));
    track.called = false;
    track.backAt = simulation.now();
    complete(track, status, stage);
  }

  private void fail(Fault fault, CompletableFuture<Void> stage) {
    simulation.ledger.injected(fault);
    stage.completeExceptionally(new IllegalStateException("503"));
  }

  /** Answers, unless it has answered before, or the manager has cancelled the stage. */
  private void answerLate(
      Track track, ServiceStatus status, CompletableFuture<Void> stage, long startedAt) {
    if (stage.isCancelled()) {
      simulation.ledger.injected(Fault.PUBLISHER_CANCELLED);
    }
    if (stage.isDone()) {
      return;
    }
    long timeout = options.timeout().toNanos();
    long checked = removed ? watchedUntil : simulation.model.sweeps().lastTimeoutCheck();
    track.surelyLate += checked - startedAt >= timeout ? 1 : 0;
    if ((removed ? removedAt : simulation.now()) - startedAt >= timeout) { // a sweep may come first
      simulation.ledger.injected(Fault.PUBLISHER_DELIVERED_LATE);
      track.possiblyLate++;
      track.lateAt = simulation.now();
      track.dueSince = simulation.now();
      track.troubled = true;
      track.overtaken |= status.version() < track.started;
    }
    complete(track, status, stage);
  }

  /** Answers all notifications that cannot be cancelled, the oldest last. */
  void answerOutstanding() {
    for (int i = outstanding.size() - 1; i >= 0; i--) {
      outstanding.get(i).run();
    }
  }

  private static void complete(Track track, ServiceStatus status, CompletableFuture<Void> stage) {
    track.completed = Math.max(track.completed, status.version());
    track.has = status.version();
    stage.complete(null);
  }

  private void checkMessage(ServiceStatus status, Track track) {
    long now = simulation.now();
    simulation.ledger.check(
        Invariant.LAST_STATUS_ARRIVES,
        !removed,
        () -> this + " gets " + status + " after it was removed");
    ServiceStatus newest = simulation.cluster.status(status.service()).orElse(status);
    simulation.ledger.checkEqual(
        Invariant.LAST_STATUS_ARRIVES, newest, status, () -> this + " gets the newest");
    simulation.ledger.check(
        Invariant.UNREACHABLE_IS_NEVER_SENT,
        status.state() != ServiceState.UNREACHABLE && status.state() != ServiceState.UNSTAFFED,
        () -> this + " gets " + status);
    boolean repeats =
        track.troubled || track.overtaken || options.rates().maxInterval().isPresent();
    simulation.ledger.check(
        Invariant.LAST_STATUS_ARRIVES,
        status.version() > track.started || (repeats && status.version() == track.started),
        () -> this + " gets " + status + " after v" + track.started);
    CompletableFuture<Void> before = track.stage;
    simulation.ledger.check(
        Invariant.LAST_STATUS_ARRIVES,
        !track.called
            && (before == null
                || before.isDone()
                || now - track.startedAt >= options.timeout().toNanos()),
        () -> this + " gets " + status + " while v" + track.started + " is in flight");
    simulation.ledger.check(
        Invariant.LAST_STATUS_ARRIVES,
        track.started < 0
            || simulation.closing()
            || now - track.startedAt >= options.rates().minInterval().toNanos(),
        () -> this + " gets " + status + " sooner than its rate allows");
    simulation.ledger.check(
        Invariant.DEGRADED_MODES_END,
        !isFull(),
        () -> this + " gets " + status + " although all its calls are in flight");
  }

  // ---- guarantees

  /** Checks an event that this version was delivered. */
  void delivered(ServiceId service, long version) {
    Track track = track(service);
    simulation.ledger.check(
        Invariant.LAST_STATUS_ARRIVES,
        version <= track.completed,
        () -> this + " has not accepted v" + version);
    checkEnding(track);
    track.accepted = Math.max(track.accepted, version);
    if (version == track.started && track.isAnswered()) { // otherwise the next is in flight
      track.troubled = false;
    }
  }

  /** Checks an event that a notification failed and is sent again. */
  void failed(ClusterEvent.NotificationFailed event) {
    simulation.ledger.check(
        Invariant.DEGRADED_MODES_END, !removed, () -> this + " was removed, yet " + event);
    if (!event.detail().startsWith(NOT_STARTED)) {
      Track track = track(event.service());
      checkReportable(track);
      track.ended++;
    }
  }

  /** Checks an event that a notification was delivered after it had timed out. */
  void deliveredLate(ServiceId service, long version) {
    Track track = track(service);
    track.reportedLate++;
    simulation.ledger.check(
        Invariant.LAST_STATUS_ARRIVES,
        version <= track.completed && track.reportedLate <= track.possiblyLate,
        () -> this + " has not accepted v" + version + " of " + service + " late");
  }

  /** Checks that each late delivery is reported, and that what timed out is cancelled. */
  void checkLate() {
    for (Track track : tracks.values()) {
      simulation.ledger.check(
          Invariant.LAST_STATUS_ARRIVES,
          track.reportedLate >= track.surelyLate,
          () -> this + " accepted v" + track.has + " late, and no event reports it");
      track.surelyLate = track.reportedLate;
      track.possiblyLate = track.reportedLate;
      simulation.ledger.check(
          Invariant.DEGRADED_MODES_END,
          !mustBeCancelled(track) || track.isDone(),
          () -> this + " got v" + track.started + ", which timed out and was not cancelled");
    }
  }

  private boolean mustBeCancelled(Track track) {
    return track.stage != null
        && !removed
        && !track.blocked
        && track.cancellable
        && simulation.executorWorksSince() <= track.startedAt
        && simulation.model.sweeps().lastTimeoutCheck() - track.startedAt
            >= options.timeout().toNanos();
  }

  /** Checks an event that the call is blocked: once, after the timeout, and only if it is. */
  void stalled(ServiceId service) {
    Track track = track(service);
    if (isReported(track)) {
      simulation.ledger.check(
          Invariant.DEGRADED_MODES_END,
          !track.stallReported && simulation.now() - track.startedAt >= options.timeout().toNanos(),
          () -> this + " is reported as stalled with v" + track.started);
      simulation.ledger.injected(Fault.PUBLISHER_STALL_REPORTED);
      track.stallReported = true;
    }
  }

  /** Returns whether it is being called, and all events since then are delivered. */
  private boolean isReported(Track track) {
    return track.called
        && track.startedAt > simulation.executorWorksSince() + simulation.sweepInterval();
  }

  /** Checks that a blocked call is reported with the first sweep after the timeout, not before. */
  void checkStalled(ServiceId service) {
    Track track = track(service);
    if (isReported(track) && !removed) {
      simulation.ledger.checkEqual(
          Invariant.DEGRADED_MODES_END,
          simulation.model.sweeps().lastTimeoutCheck() - track.startedAt
              >= options.timeout().toNanos(),
          track.stallReported,
          () -> this + " was called at " + track.startedAt + " and has not returned");
    }
  }

  /** Returns whether other notifications wait until a call returns. */
  boolean isFull() {
    return options.concurrency() == 1 && tracks.values().stream().anyMatch(each -> each.called);
  }

  /** Checks an event that a notification is given up for good. */
  void abandoned(ServiceId service) {
    Track track = track(service);
    checkReportable(track);
    simulation.ledger.check(
        Invariant.DEGRADED_MODES_END,
        removed || simulation.closing(),
        () -> this + " is present, yet v" + track.started + " of " + service + " is abandoned");
    checkEnding(track);
  }

  private void checkReportable(Track track) {
    simulation.ledger.check(
        Invariant.DEGRADED_MODES_END,
        simulation.closing()
            || !(track.orphanIsNext && track.orphanRepeats && track.orphan == track.ended + 1),
        () -> "a failed refresh to " + this + " is reported after the removal");
  }

  /** Counts failures without an event; to be called when all events are delivered. */
  void observeOrphans() {
    for (Track track : tracks.values()) {
      CompletableFuture<Void> stage = track.orphanStage;
      if (stage == null || !isOrphaned(track)) {
        continue;
      }
      long age = simulation.model.sweeps().lastTimeoutCheck() - track.orphanStartedAt;
      boolean givenUp = !removed && !track.orphanBlocked && age >= options.timeout().toNanos();
      if (givenUp || stage.isCompletedExceptionally()) {
        endOrphan(track);
      } else {
        simulation.ledger.check(
            Invariant.LAST_STATUS_ARRIVES,
            !stage.isDone(),
            () -> this + " accepted a refresh, and no event reports it");
      }
    }
  }

  /** Returns whether a refresh was left behind whose end no event has reported. */
  private static boolean isOrphaned(Track track) {
    return track.orphanStage != null && track.orphan > track.ended && track.orphanRepeats;
  }

  private void endOrphan(Track track) {
    track.ended++;
    track.orphanStage = null;
    unreportedFailures++;
  }

  /** Returns how many failures no event reports. */
  long unreportedFailures() {
    return unreportedFailures;
  }

  private void checkEnding(Track track) {
    track.ended++;
    track.endings += removed ? 1 : 0;
    simulation.ledger.check(
        Invariant.DEGRADED_MODES_END,
        !removed || track.left,
        () -> this + " was removed, and no notification was in flight that could end");
  }

  /** Checks that after its removal the end of a notification in flight is reported once. */
  void checkLeft() {
    for (Track track : removed ? tracks.values() : List.<Track>of()) {
      boolean ended = track.left && (track.orphanRepeats ? track.isAnswered() : track.isDone());
      simulation.ledger.checkEqual(
          Invariant.DEGRADED_MODES_END,
          ended ? 1 : 0,
          track.endings,
          () -> "ends reported of v" + track.started + " to " + this + ", which was removed");
    }
  }

  /**
   * Returns whether the service must stay: the publisher does not have this status, or its call is
   * blocked.
   */
  boolean keeps(ServiceStatus standing) {
    Track track = track(standing.service());
    boolean other = track.hasOther(standing) && track.lateAt < simulation.now();
    return !removed && (!accepted(standing) || other || (track.called && track.stallReported));
  }

  /** Returns whether the service of this status may stay: a notification waits for a thread. */
  boolean mayKeep(ServiceStatus standing) {
    Track track = track(standing.service());
    boolean waited = track.called || isFull() || startedAtSweep(track);
    return keeps(standing) || (!removed && waited);
  }

  /** A refresh that started at the instant of the sweep may have waited for its thread before. */
  private boolean startedAtSweep(Track track) {
    return track.startedAt == simulation.model.sweeps().lastSweep();
  }

  /** Notes the status that must be delivered, from now on if it is new. */
  void noteStatus(ServiceStatus standing) {
    Track track = track(standing.service());
    if (standing.version() != track.noted) {
      track.noted = standing.version();
      track.dueSince = simulation.now();
    }
  }

  /** Checks that the last status has arrived in time, unless the publisher misbehaves. */
  void checkArrived(ServiceStatus standing) {
    Track track = track(standing.service());
    if (removed || track.called || isFull()) {
      return;
    }
    if ((mode == PublisherBehavior.WORKS || mode == PublisherBehavior.CALLS_BACK)
        && simulation.now() >= due(track)) {
      simulation.ledger.checkEqual(
          Invariant.LAST_STATUS_ARRIVES,
          standing.version(),
          track.accepted,
          () -> this + " must have got " + standing);
      simulation.ledger.check(
          Invariant.LAST_STATUS_ARRIVES,
          !track.hasOther(standing),
          () -> this + " got v" + track.has + " late, and then not again " + standing);
    }
  }

  private long due(Track track) {
    long due =
        Math.max(
            track.dueSince, simulation.executorWorksSince() + options.initialBackoff().toNanos());
    for (Track each : tracks.values()) {
      due = Math.max(due, each.backAt); // another may have waited behind it
    }
    if (track.started >= 0) {
      due = Math.max(due, track.startedAt + options.rates().minInterval().toNanos());
    }
    if (track.troubled) {
      due = Math.max(due, worksSince);
      due +=
          options.maxBackoff().plus(options.timeout()).toNanos() + 2 * simulation.sweepInterval();
    }
    return due;
  }

  boolean accepted(ServiceStatus status) {
    return track(status.service()).accepted == status.version();
  }

  @Override
  public String toString() {
    return options.name();
  }
}
