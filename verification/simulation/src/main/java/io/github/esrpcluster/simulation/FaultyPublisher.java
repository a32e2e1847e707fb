package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.Subscription;
import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An upstream entity that may misbehave; holds the manager to what a publisher was promised. */
final class FaultyPublisher implements ServiceStatusPublisher {
  /** How it behaves. */
  enum Mode {
    WORKS,
    FAILS,
    THROWS,
    RETURNS_NULL,
    HANGS,
    ANSWERS_LATE,
    FAILS_LATE,
    BLOCKS,
    CALLS_BACK;

    boolean isLate() {
      return this == ANSWERS_LATE || this == FAILS_LATE || this == BLOCKS;
    }
  }

  /** What it knows of one service. */
  private static final class Track {
    long startedAt = Long.MIN_VALUE;
    long started = -1;
    long completed = -1;
    long accepted = -1;
    long noted = -1;
    long dueSince;
    boolean troubled;
    @Nullable CompletableFuture<Void> stage;

    /** How many messages it was sent, and the end of how many was told. */
    int messages;

    int ended;

    /** The last message was under way when the publisher was taken off. */
    boolean left;

    /** How often the manager told the end of that. */
    int endings;

    /** The call has not returned; when it last did. */
    boolean called;

    long backAt;

    /** The manager has told that it does not return. */
    boolean stallReported;

    /** The call of the last message kept its thread: it is not given up. */
    boolean blocked;

    /**
     * The message that was under way when its service was removed, or the publisher was taken off;
     * counted from 1, 0 if there was none. Where it only repeats what was taken over before, the
     * manager reports no failure of it.
     */
    int orphan;

    boolean orphanRepeats;

    /** All events of before have been told: any that comes is about the orphan. */
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

    /** The last message, which may be the same as the one before, was taken over. */
    boolean isAnswered() {
      return stage != null && stage.isDone() && !stage.isCompletedExceptionally();
    }
  }

  /** So begins the detail of a failure if there was no thread to send the message with. */
  private static final String NO_THREAD = "no thread";

  /** So many milliseconds a call lasts at most, unless a step takes longer. */
  private static final int LONGEST_CALL = 30_000;

  private final Simulation simulation;
  private final PublisherOptions options;
  private final Map<ServiceId, Track> tracks = new HashMap<>();
  private Mode mode = Mode.WORKS;
  private Duration delay = Duration.ZERO;
  private long worksSince;
  private @Nullable Subscription subscription;
  private boolean removed;
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

  /** It is taken off: a message that is under way still ends, and nothing follows. */
  void removePublisher() {
    removed = true;
    for (Track track : tracks.values()) {
      track.left = track.isInFlight();
      if (track.left) {
        leaveBehind(track, track.orphan > track.ended || track.accepted == track.started);
        simulation.ledger.injected(Fault.PUBLISHER_REMOVED_IN_FLIGHT);
      }
    }
    Objects.requireNonNull(subscription).close();
  }

  /** A service was removed: only a repeated message may be under way, and nothing follows it. */
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

  void behave(Mode newMode, Duration newDelay) {
    mode = newMode;
    delay = newDelay;
    worksSince = simulation.now();
  }

  /** The manager did not run: what it owes, it owes from now on. */
  void afterStall() {
    worksSince = simulation.now();
  }

  private Track track(ServiceId service) {
    return tracks.computeIfAbsent(service, any -> new Track());
  }

  // ---- being called

  @Override
  @SuppressWarnings("NullAway") // to return null is one of its faults
  public CompletionStage<Void> publish(ServiceStatus status) {
    Track track = track(status.service());
    checkMessage(status, track);
    track.startedAt = simulation.now();
    track.started = status.version();
    track.messages++;
    track.stallReported = false;
    track.blocked = false;
    track.troubled |= mode != Mode.WORKS && mode != Mode.CALLS_BACK;
    CompletableFuture<Void> stage = new CompletableFuture<>();
    track.stage = stage;
    answer(status, track, stage);
    return mode == Mode.RETURNS_NULL ? null : stage;
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
        simulation.later(delay, () -> complete(track, status, stage));
      }
      case FAILS_LATE -> simulation.later(delay, () -> fail(Fault.PUBLISHER_FAILED_LATE, stage));
      case BLOCKS -> block(track, status, stage);
      case CALLS_BACK -> {
        mode = Mode.WORKS;
        simulation.callBack(Fault.PUBLISHER_CALLED_BACK, status.service());
        complete(track, status, stage);
      }
      case WORKS -> complete(track, status, stage);
    }
  }

  /** Keeps its thread for a while; where time cannot pass, it fails, and is called again. */
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

  private static void complete(Track track, ServiceStatus status, CompletableFuture<Void> stage) {
    track.completed = Math.max(track.completed, status.version());
    stage.complete(null);
  }

  private void checkMessage(ServiceStatus status, Track track) {
    long now = simulation.now();
    simulation.ledger.check(
        Invariant.LAST_STATUS_ARRIVES,
        !removed,
        () -> this + " gets " + status + " after it was taken off");
    ServiceStatus newest = simulation.cluster.status(status.service()).orElse(status);
    simulation.ledger.checkEqual(
        Invariant.LAST_STATUS_ARRIVES, newest, status, () -> this + " gets the newest");
    simulation.ledger.check(
        Invariant.UNREACHABLE_IS_NEVER_SENT,
        status.state() != ServiceState.UNREACHABLE && status.state() != ServiceState.UNSTAFFED,
        () -> this + " gets " + status);
    boolean repeats = track.troubled || options.rates().maxInterval().isPresent();
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
        () -> this + " gets " + status + " while v" + track.started + " is under way");
    simulation.ledger.check(
        Invariant.LAST_STATUS_ARRIVES,
        track.started < 0
            || simulation.closing()
            || now - track.startedAt >= options.rates().minInterval().toNanos(),
        () -> this + " gets " + status + " sooner than its rate allows");
    simulation.ledger.check(
        Invariant.DEGRADED_MODES_END,
        !isFull(),
        () -> this + " gets " + status + " although all its calls are under way");
  }

  // ---- what it was promised

  /** The manager says that this version was taken over. */
  void delivered(ServiceId service, long version) {
    Track track = track(service);
    simulation.ledger.check(
        Invariant.LAST_STATUS_ARRIVES,
        version <= track.completed,
        () -> this + " has not taken v" + version + " over");
    checkEnding(track);
    track.accepted = Math.max(track.accepted, version);
    if (version == track.started && track.isAnswered()) { // else the next is under way already
      track.troubled = false;
    }
  }

  /** The manager says that this version was not taken over, and that it will try again. */
  void failed(ClusterEvent.NotificationFailed event) {
    simulation.ledger.check(
        Invariant.DEGRADED_MODES_END, !removed, () -> this + " was taken off, yet " + event);
    if (!event.detail().startsWith(NO_THREAD)) {
      Track track = track(event.service());
      checkReportable(track);
      track.ended++;
    }
  }

  /** The manager says that the call does not return: once, after its time, and only if it is so. */
  void stalled(ServiceId service) {
    Track track = track(service);
    if (isReported(track)) {
      simulation.ledger.check(
          Invariant.DEGRADED_MODES_END,
          !track.stallReported && simulation.now() - track.startedAt >= options.timeout().toNanos(),
          () -> this + " is said to be stuck with v" + track.started);
      simulation.ledger.injected(Fault.PUBLISHER_STALL_REPORTED);
      track.stallReported = true;
    }
  }

  /** It is being called, and whatever was told since has been heard. */
  private boolean isReported(Track track) {
    return track.called && track.startedAt > simulation.executorWorksSince() + simulation.sweepInterval();
  }

  /** A call that does not return is told of at the first pulse after its time, and not before. */
  void checkStalled(ServiceId service) {
    Track track = track(service);
    if (isReported(track) && !removed) {
      simulation.ledger.checkEqual(
          Invariant.DEGRADED_MODES_END,
          simulation.model.sweeps().lastTimeoutCheck() - track.startedAt >= options.timeout().toNanos(),
          track.stallReported,
          () -> this + " was called at " + track.startedAt + " and has not returned");
    }
  }

  /** Others have to wait until a call returns. */
  boolean isFull() {
    return options.concurrency() == 1 && tracks.values().stream().anyMatch(each -> each.called);
  }

  /** The manager says that this version will not be tried again. */
  void abandoned(ServiceId service) {
    Track track = track(service);
    checkReportable(track);
    simulation.ledger.check(
        Invariant.DEGRADED_MODES_END,
        removed || simulation.closing(),
        () -> this + " is there, yet v" + track.started + " of " + service + " is abandoned");
    checkEnding(track);
  }

  private void checkReportable(Track track) {
    simulation.ledger.check(
        Invariant.DEGRADED_MODES_END,
        simulation.closing()
            || !(track.orphanIsNext && track.orphanRepeats && track.orphan == track.ended + 1),
        () -> "a failed refresh of what " + this + " need not have is reported");
  }

  /** What failed without an event; to be called when all events so far have been told. */
  void observeOrphans() {
    for (Track track : tracks.values()) {
      CompletableFuture<Void> stage = track.orphanStage;
      if (stage == null || track.orphan <= track.ended || !track.orphanRepeats) {
        continue;
      }
      long age = simulation.model.sweeps().lastTimeoutCheck() - track.orphanStartedAt;
      boolean givenUp = !removed && !track.orphanBlocked && age >= options.timeout().toNanos();
      if (givenUp || stage.isCompletedExceptionally()) {
        track.ended++;
        unreportedFailures++;
        simulation.ledger.injected(Fault.REFRESH_FAILED_UNREPORTED);
      } else {
        simulation.ledger.check(
            Invariant.LAST_STATUS_ARRIVES,
            !stage.isDone(),
            () -> this + " took a refresh over, and that was not told");
      }
    }
  }

  /** How many failures no event reports. */
  long unreportedFailures() {
    return unreportedFailures;
  }

  private void checkEnding(Track track) {
    track.ended++;
    track.endings += removed ? 1 : 0;
    simulation.ledger.check(
        Invariant.DEGRADED_MODES_END,
        !removed || track.left,
        () -> this + " was taken off, and nothing was under way that could end");
  }

  /** After it was taken off, the end of what was under way is told once, when it comes. */
  void checkLeft() {
    for (Track track : removed ? tracks.values() : List.<Track>of()) {
      boolean ended = track.left && (track.orphanRepeats ? track.isAnswered() : track.isDone());
      simulation.ledger.checkEqual(
          Invariant.DEGRADED_MODES_END,
          ended ? 1 : 0,
          track.endings,
          () -> "endings told of v" + track.started + " to " + this + ", which was taken off");
    }
  }

  /** The service of this status must stay: the publisher does not have it, or its call blocks. */
  boolean keeps(ServiceStatus standing) {
    Track track = track(standing.service());
    return !removed && (!accepted(standing) || (track.called && track.stallReported));
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

  /** This is what it must be told, from now on if it is new. */
  void noteStatus(ServiceStatus standing) {
    Track track = track(standing.service());
    if (standing.version() != track.noted) {
      track.noted = standing.version();
      track.dueSince = simulation.now();
    }
  }

  /** While it behaves, the last state must have arrived once the time for that is over. */
  void checkArrived(ServiceStatus standing) {
    Track track = track(standing.service());
    if (removed || track.called || isFull()) {
      return;
    }
    if ((mode == Mode.WORKS || mode == Mode.CALLS_BACK) && simulation.now() >= due(track)) {
      simulation.ledger.checkEqual(
          Invariant.LAST_STATUS_ARRIVES,
          standing.version(),
          track.accepted,
          () -> this + " must have been told " + standing);
    }
  }

  private long due(Track track) {
    long due = Math.max(track.dueSince, simulation.executorWorksSince() + options.initialBackoff().toNanos());
    for (Track each : tracks.values()) {
      due = Math.max(due, each.backAt); // another may have waited behind it
    }
    if (track.started >= 0) {
      due = Math.max(due, track.startedAt + options.rates().minInterval().toNanos());
    }
    if (track.troubled) {
      due = Math.max(due, worksSince);
      due += options.maxBackoff().plus(options.timeout()).toNanos() + 2 * simulation.sweepInterval();
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
