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
    WELL,
    FAILS,
    THROWS,
    RETURNS_NULL,
    HANGS,
    ANSWERS_LATE,
    FAILS_LATE,
    DOES_NOT_RETURN,
    CALLS_BACK;

    boolean isLate() {
      return this == ANSWERS_LATE || this == FAILS_LATE || this == DOES_NOT_RETURN;
    }
  }

  /** What it knows of one service. */
  private static final class Track {
    long startedAt = Long.MIN_VALUE;
    long started = -1;
    long completed = -1;
    long accepted = -1;
    long owed = -1;
    long owedSince;
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
    boolean stuckTold;

    /** The call of the last message kept its thread: it is not given up. */
    boolean kept;

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
    boolean orphanKept;
    @Nullable CompletableFuture<Void> orphanStage;

    boolean isUnderWay() {
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
  private static final String NOT_SENT = "no thread";

  /** So many milliseconds a call lasts at most, unless a step takes longer. */
  private static final int LONGEST_CALL = 30_000;

  private final Simulation world;
  private final PublisherOptions options;
  private final Map<ServiceId, Track> tracks = new HashMap<>();
  private Mode mode = Mode.WELL;
  private Duration delay = Duration.ZERO;
  private long wellSince;
  private @Nullable Subscription attachment;
  private boolean takenOff;
  private long unreportedFailures;

  FaultyPublisher(Simulation world, PublisherOptions options) {
    this.world = world;
    this.options = options;
    this.wellSince = world.now();
  }

  PublisherOptions options() {
    return options;
  }

  void attach(ClusterManager cluster) {
    attachment = cluster.addPublisher(this, options);
  }

  boolean isTakenOff() {
    return takenOff;
  }

  /** It is taken off: a message that is under way still ends, and nothing follows. */
  void takeOff() {
    takenOff = true;
    for (Track track : tracks.values()) {
      track.left = track.isUnderWay();
      if (track.left) {
        leaveBehind(track, track.orphan > track.ended || track.accepted == track.started);
        world.ledger.injected(Fault.PUBLISHER_TAKEN_OFF_UNDER_WAY);
      }
    }
    Objects.requireNonNull(attachment).close();
  }

  /** A service was removed: only a repeated message may be under way, and nothing follows it. */
  void serviceRemoved(ServiceId service) {
    Track track = tracks.get(service);
    if (track != null && track.isUnderWay() && !takenOff && track.orphan <= track.ended) {
      leaveBehind(track, true);
    }
  }

  private void leaveBehind(Track track, boolean repeats) {
    track.orphan = track.messages;
    track.orphanRepeats = repeats;
    track.orphanIsNext = !world.eventsWait();
    track.orphanStartedAt = track.startedAt;
    track.orphanKept = track.kept;
    track.orphanStage = track.stage;
  }

  void behave(Mode newMode, Duration newDelay) {
    mode = newMode;
    delay = newDelay;
    wellSince = world.now();
  }

  /** The manager did not run: what it owes, it owes from now on. */
  void excuse() {
    wellSince = world.now();
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
    track.startedAt = world.now();
    track.started = status.version();
    track.messages++;
    track.stuckTold = false;
    track.kept = false;
    track.troubled |= mode != Mode.WELL && mode != Mode.CALLS_BACK;
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
      case HANGS -> world.ledger.injected(Fault.PUBLISHER_HUNG);
      case ANSWERS_LATE -> {
        world.ledger.injected(Fault.PUBLISHER_ANSWERED_LATE);
        world.later(delay, () -> complete(track, status, stage));
      }
      case FAILS_LATE -> world.later(delay, () -> fail(Fault.PUBLISHER_FAILED_LATE, stage));
      case DOES_NOT_RETURN -> keepThread(track, status, stage);
      case CALLS_BACK -> {
        mode = Mode.WELL;
        world.callBack(Fault.PUBLISHER_CALLED_BACK, status.service());
        complete(track, status, stage);
      }
      case WELL -> complete(track, status, stage);
    }
  }

  /** Keeps its thread for a while; where time cannot pass, it fails, and is called again. */
  private void keepThread(Track track, ServiceStatus status, CompletableFuture<Void> stage) {
    if (!world.mayKeepThread()) {
      fail(Fault.PUBLISHER_FAILED, stage);
      return;
    }
    world.ledger.injected(Fault.PUBLISHER_DID_NOT_RETURN);
    track.called = true;
    track.kept = true;
    world.passWithin(Duration.ofMillis(1 + delay.toMillis() * 5 % LONGEST_CALL));
    track.called = false;
    track.backAt = world.now();
    complete(track, status, stage);
  }

  private void fail(Fault fault, CompletableFuture<Void> stage) {
    world.ledger.injected(fault);
    stage.completeExceptionally(new IllegalStateException("503"));
  }

  private static void complete(Track track, ServiceStatus status, CompletableFuture<Void> stage) {
    track.completed = Math.max(track.completed, status.version());
    stage.complete(null);
  }

  private void checkMessage(ServiceStatus status, Track track) {
    long now = world.now();
    world.ledger.check(
        Invariant.LAST_STATE_ARRIVES,
        !takenOff,
        () -> this + " gets " + status + " after it was taken off");
    ServiceStatus newest = world.cluster.status(status.service()).orElse(status);
    world.ledger.checkEqual(
        Invariant.LAST_STATE_ARRIVES, newest, status, () -> this + " gets the newest");
    world.ledger.check(
        Invariant.UNREACHABLE_IS_NEVER_SENT,
        status.state() != ServiceState.UNREACHABLE && status.state() != ServiceState.UNSTAFFED,
        () -> this + " gets " + status);
    boolean repeats = track.troubled || options.rates().maxInterval().isPresent();
    world.ledger.check(
        Invariant.LAST_STATE_ARRIVES,
        status.version() > track.started || (repeats && status.version() == track.started),
        () -> this + " gets " + status + " after v" + track.started);
    CompletableFuture<Void> before = track.stage;
    world.ledger.check(
        Invariant.LAST_STATE_ARRIVES,
        !track.called
            && (before == null
                || before.isDone()
                || now - track.startedAt >= options.timeout().toNanos()),
        () -> this + " gets " + status + " while v" + track.started + " is under way");
    world.ledger.check(
        Invariant.LAST_STATE_ARRIVES,
        track.started < 0
            || world.closing()
            || now - track.startedAt >= options.rates().minInterval().toNanos(),
        () -> this + " gets " + status + " sooner than its rate allows");
    world.ledger.check(
        Invariant.DEGRADED_MODES_END,
        !isFull(),
        () -> this + " gets " + status + " although all its calls are under way");
  }

  // ---- what it was promised

  /** The manager says that this version was taken over. */
  void transmitted(ServiceId service, long version) {
    Track track = track(service);
    world.ledger.check(
        Invariant.LAST_STATE_ARRIVES,
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
    world.ledger.check(
        Invariant.DEGRADED_MODES_END, !takenOff, () -> this + " was taken off, yet " + event);
    if (!event.detail().startsWith(NOT_SENT)) {
      Track track = track(event.service());
      checkReportable(track);
      track.ended++;
    }
  }

  /** The manager says that the call does not return: once, after its time, and only if it is so. */
  void stuck(ServiceId service) {
    Track track = track(service);
    if (isHeardOf(track)) {
      world.ledger.check(
          Invariant.DEGRADED_MODES_END,
          !track.stuckTold && world.now() - track.startedAt >= options.timeout().toNanos(),
          () -> this + " is said to be stuck with v" + track.started);
      world.ledger.injected(Fault.PUBLISHER_STUCK_TOLD);
      track.stuckTold = true;
    }
  }

  /** It is being called, and whatever was told since has been heard. */
  private boolean isHeardOf(Track track) {
    return track.called && track.startedAt > world.threadsSince() + world.sweep();
  }

  /** A call that does not return is told of at the first pulse after its time, and not before. */
  void checkStuck(ServiceId service) {
    Track track = track(service);
    if (isHeardOf(track) && !takenOff) {
      world.ledger.checkEqual(
          Invariant.DEGRADED_MODES_END,
          world.model.pulse().watched() - track.startedAt >= options.timeout().toNanos(),
          track.stuckTold,
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
    world.ledger.check(
        Invariant.DEGRADED_MODES_END,
        takenOff || world.closing(),
        () -> this + " is there, yet v" + track.started + " of " + service + " is abandoned");
    checkEnding(track);
  }

  private void checkReportable(Track track) {
    world.ledger.check(
        Invariant.DEGRADED_MODES_END,
        world.closing()
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
      long age = world.model.pulse().watched() - track.orphanStartedAt;
      boolean givenUp = !takenOff && !track.orphanKept && age >= options.timeout().toNanos();
      if (givenUp || stage.isCompletedExceptionally()) {
        track.ended++;
        unreportedFailures++;
        world.ledger.injected(Fault.REFRESH_FAILED_UNREPORTED);
      } else {
        world.ledger.check(
            Invariant.LAST_STATE_ARRIVES,
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
    track.endings += takenOff ? 1 : 0;
    world.ledger.check(
        Invariant.DEGRADED_MODES_END,
        !takenOff || track.left,
        () -> this + " was taken off, and nothing was under way that could end");
  }

  /** After it was taken off, the end of what was under way is told once, when it comes. */
  void checkLeft() {
    for (Track track : takenOff ? tracks.values() : List.<Track>of()) {
      boolean ended = track.left && (track.orphanRepeats ? track.isAnswered() : track.isDone());
      world.ledger.checkEqual(
          Invariant.DEGRADED_MODES_END,
          ended ? 1 : 0,
          track.endings,
          () -> "endings told of v" + track.started + " to " + this + ", which was taken off");
    }
  }

  /** The service of this status must stay: the publisher does not have it, or its call blocks. */
  boolean keeps(ServiceStatus standing) {
    Track track = track(standing.service());
    return !takenOff && (!accepted(standing) || (track.called && track.stuckTold));
  }

  /** The service of this status may stay: nothing can be sent as long as calls are under way. */
  boolean mayKeep(ServiceStatus standing) {
    return keeps(standing) || (!takenOff && (track(standing.service()).called || isFull()));
  }

  /** This is what it must be told, from now on if it is new. */
  void noteOwed(ServiceStatus standing) {
    Track track = track(standing.service());
    if (standing.version() != track.owed) {
      track.owed = standing.version();
      track.owedSince = world.now();
    }
  }

  /** While it behaves, the last state must have arrived once the time for that is over. */
  void checkArrived(ServiceStatus standing) {
    Track track = track(standing.service());
    if (takenOff || track.called || isFull()) {
      return;
    }
    if ((mode == Mode.WELL || mode == Mode.CALLS_BACK) && world.now() >= due(track)) {
      world.ledger.checkEqual(
          Invariant.LAST_STATE_ARRIVES,
          standing.version(),
          track.accepted,
          () -> this + " must have been told " + standing);
    }
  }

  private long due(Track track) {
    long due = Math.max(track.owedSince, world.threadsSince() + options.initialBackoff().toNanos());
    for (Track each : tracks.values()) {
      due = Math.max(due, each.backAt); // another may have waited behind it
    }
    if (track.started >= 0) {
      due = Math.max(due, track.startedAt + options.rates().minInterval().toNanos());
    }
    if (track.troubled) {
      due = Math.max(due, wellSince);
      due += options.maxBackoff().plus(options.timeout()).toNanos() + 2 * world.sweep();
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
