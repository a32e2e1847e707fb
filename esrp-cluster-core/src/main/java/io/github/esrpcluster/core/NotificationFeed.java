package io.github.esrpcluster.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.esrpcluster.api.PublisherStatus;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.internal.InterruptFlag;
import io.github.esrpcluster.api.internal.Texts;
import io.github.esrpcluster.core.EventRecords.NotificationAbandonedEvent;
import io.github.esrpcluster.core.EventRecords.NotificationDeliveredLateEvent;
import io.github.esrpcluster.core.EventRecords.NotificationFailedEvent;
import io.github.esrpcluster.core.EventRecords.NotificationRecoveredEvent;
import io.github.esrpcluster.core.EventRecords.NotificationSentEvent;
import io.github.esrpcluster.core.EventRecords.NotificationStalledEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies one publisher of the status of one service. At most one notification is in flight, and
 * at most one status is pending: the newest. Offering a status never waits.
 *
 * <pre>
 *   IDLE ------ something is to be sent, and neither rate nor back-off delays it --> QUEUED
 *   QUEUED ---- a thread of the executor calls the publisher ---------------------> IN_FLIGHT
 *   QUEUED ---- the executor has no thread, or the predecessor is in flight ------> IDLE
 *   IN_FLIGHT - the publisher's stage completes, fails or times out --------------> IDLE
 *   any ------- close() ----------------------------------------------------------> CLOSED
 * </pre>
 *
 * <p>Retry: a status that fails or times out becomes pending again, unless a newer one is, and
 * {@link NotificationRateControl} begins a back-off. The end of a notification calls {@link #send},
 * which starts a timer for the rest of the back-off; the timer calls {@link #send} again. So only a
 * success in time, a newer status or {@link #close} ends the attempts.
 *
 * <p>Refresh: with a {@code min-rate}, the delivered status is sent again when nothing is pending,
 * as long as the service has members, overrides, settings or a declaration.
 *
 * <p>Time-out: the sweep calls {@link Notification#watch}. A stage that is late is given up. A call
 * that does not return is only reported, because a second call would block a second thread.
 *
 * <p>Predecessor: if the service was removed and has come back, the last notification of its closed
 * feed may still be in flight. This feed sends nothing meanwhile; the end of that notification
 * calls {@link #predecessorEnded}.
 *
 * <p>Its lock is taken inside the cluster's lock, never the other way round, and is left before the
 * publisher, the executor or the scheduler is called.
 */
final class NotificationFeed implements LimitedExecutor.Task, NotificationTarget.Feed {
  private static final Logger log = LoggerFactory.getLogger(NotificationFeed.class);

  private enum State {
    /** Nothing is in flight; a pending status waits for its time. */
    IDLE,
    /** A thread of the executor is requested. */
    QUEUED,
    /** The publisher is called, or its stage has not completed. */
    IN_FLIGHT,
    /** Nothing more is sent. */
    CLOSED
  }

  private final NotificationTarget target;
  private final ServiceId service;
  private final ManagerContext context;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private State state = State.IDLE;

  @GuardedBy("lock")
  private final NotificationRateControl rate;

  /** The status to send next. Written with the lock held; read without as a hint. */
  private volatile @Nullable ServiceStatus pending;

  /** Whether the unchanged status is sent again. Written under the cluster's lock. */
  private volatile boolean refreshing = true;

  /** Whether refreshes go on that had ended: {@link #sendPending} looks when the next is due. */
  private volatile boolean resumed;

  @GuardedBy("lock")
  private @Nullable ServiceStatus delivered;

  @GuardedBy("lock")
  private @Nullable Notification inFlight;

  /** The status after which nothing more is offered. */
  @GuardedBy("lock")
  private @Nullable ServiceStatus finalStatus;

  /** Created when a delay is needed: most notifications start at once. */
  @GuardedBy("lock")
  private @Nullable CoalescingTimer timer;

  /** Created when asked for. */
  @GuardedBy("lock")
  private @Nullable CompletableFuture<Void> finished;

  NotificationFeed(NotificationTarget target, ServiceId service, ManagerContext context) {
    this.target = target;
    this.service = service;
    this.context = context;
    this.rate = new NotificationRateControl(target.options, context.random);
    Long startedBefore = target.takeLastStarted(service);
    if (startedBefore != null) {
      rate.started(startedBefore);
    }
    target.opened(service, this);
  }

  @SuppressWarnings("ReferenceEquality") // this very target
  boolean isFor(NotificationTarget other) {
    return target == other;
  }

  // ---- offering

  /** Makes a status pending, in the place of an older one; {@link #sendPending} sends it. */
  void offer(ServiceStatus status) {
    synchronized (lock) {
      if (state != State.CLOSED && finalStatus == null) {
        pending = status;
      }
    }
  }

  /** Sets whether the unchanged status is sent again ({@code min-rate}). */
  void setRefreshing(boolean on) {
    if (on && !refreshing) {
      resumed = true;
    }
    refreshing = on;
  }

  /** Makes the final status pending. No rate delays it; a back-off does only after it failed. */
  void offerFinal(ServiceStatus status) {
    synchronized (lock) {
      if (state != State.CLOSED && finalStatus == null) {
        pending = status;
        finalStatus = status;
        rate.bypass();
      }
    }
  }

  /**
   * Returns whether the publisher has the newest status. A refresh of it may be in flight, unless
   * its call does not return: then a newer status could not be sent.
   */
  boolean isDelivered() {
    synchronized (lock) {
      Notification running = inFlight;
      return (pending == null || hasDelivered(pending))
          && (running == null || (hasDelivered(running.status) && !running.reportedAsBlocked));
    }
  }

  @GuardedBy("lock")
  private boolean hasDelivered(ServiceStatus status) {
    return delivered != null && delivered.version() == status.version();
  }

  /** Returns a future that completes when the final status is delivered, or the feed is closed. */
  CompletableFuture<Void> finished() {
    synchronized (lock) {
      CompletableFuture<Void> known = finished;
      if (known == null) {
        known = new CompletableFuture<>();
        if (state == State.CLOSED) {
          known.complete(null);
        }
        finished = known;
      }
      return known;
    }
  }

  PublisherStatus publisherStatus(long now) {
    synchronized (lock) {
      Notification running = inFlight;
      return new FeedStatus(
          target.name(),
          service,
          delivered == null ? OptionalLong.empty() : OptionalLong.of(delivered.version()),
          running == null
              ? Optional.empty()
              : Optional.of(Duration.ofNanos(now - running.startedAt)),
          rate.failures() == 0
              ? Optional.empty()
              : Optional.of(Duration.ofNanos(now - rate.failingSince())),
          rate.failures());
    }
  }

  private record FeedStatus(
      String publisher,
      ServiceId service,
      OptionalLong deliveredVersion,
      Optional<Duration> inFlightFor,
      Optional<Duration> failingFor,
      int failedAttempts)
      implements PublisherStatus {}

  // ---- sending

  /** Sends a pending status, now or when rate and back-off allow. No lock may be held. */
  @Override
  public void sendPending() {
    if (pending != null || resumed) {
      resumed = false;
      send();
    }
  }

  /**
   * Sends a pending status or a refresh, now or when rate and back-off allow. No lock may be held.
   */
  private void send() {
    try {
      sendOrWait();
    } catch (Throwable e) {
      synchronized (lock) { // no memory or stack: calls nothing
        if (state == State.QUEUED) {
          state = State.IDLE;
        }
      }
      target.sendAtNextSweep = true;
      throw e;
    }
  }

  private void sendOrWait() {
    CoalescingTimer later;
    long delay;
    synchronized (lock) {
      if (state != State.IDLE) {
        return; // the end of the notification, or of the predecessor's, calls this method again
      }
      long now = context.time.nanoTime();
      delay = pending == null ? untilRefresh(now) : rate.untilNextAllowed(now);
      if (delay <= 0) {
        state = State.QUEUED;
      }
      later = delay > 0 && delay != NotificationRateControl.NEVER ? timer() : null;
    }
    if (delay <= 0) {
      target.executor.execute(this);
    } else if (later != null && !later.atMost(delay)) {
      target.atNextSweep(this::send); // the scheduler refused the timer
    }
  }

  @GuardedBy("lock")
  private long untilRefresh(long now) {
    return refreshing ? rate.untilRefresh(now) : NotificationRateControl.NEVER;
  }

  @GuardedBy("lock")
  private CoalescingTimer timer() {
    CoalescingTimer known = timer;
    if (known == null) {
      known = new CoalescingTimer(context.time, context.scheduler, this::send);
      timer = known;
    }
    return known;
  }

  /** Counts a failure, and tries again after the back-off. */
  @Override
  public void refused(Throwable refusal) {
    synchronized (lock) {
      boolean queued = state == State.QUEUED;
      if (queued) {
        state = State.IDLE;
      }
      target.sendAtNextSweep = true; // an error may come before it is sent
      if (queued) {
        String detail = "could not be started: " + Texts.describe(refusal);
        ServiceStatus status = pending != null ? pending : delivered;
        if (status != null) {
          Duration pause = rate.backOffAfterRefusal(context.time.nanoTime());
          fireFailed(status, detail, pause);
        }
      }
    }
    send();
    context.events.dispatch();
  }

  /** Calls the publisher, on a thread of the executor. */
  @Override
  public void run() {
    try {
      Notification started = start();
      if (started != null) {
        started.call();
      }
    } catch (Throwable e) {
      synchronized (lock) { // no memory or stack: calls nothing
        if (state == State.QUEUED) {
          state = State.IDLE;
        }
      }
      target.sendAtNextSweep = true;
      throw e;
    }
  }

  private @Nullable Notification start() {
    synchronized (lock) {
      ServiceStatus status = pending != null ? pending : delivered; // none pending: a refresh
      if (state != State.QUEUED) {
        return null;
      }
      if (status == null) {
        state = State.IDLE; // a refresh is due, but nothing has been offered to this feed yet
        return null;
      }
      if (inFlight != null) { // it has ended, but an error came before the target knew
        target.ended(service, inFlight);
      }
      Notification next = new Notification(status, context.time.nanoTime());
      inFlight = next;
      if (!target.startUnlessInFlight(service, next)) {
        inFlight = null;
        state = State.IDLE; // until predecessorEnded()
        return null;
      }
      rate.started(next.startedAt);
      pending = null;
      state = State.IN_FLIGHT;
      return next;
    }
  }

  /**
   * Represents one notification. A completion after the time-out is recognised by its object, which
   * is no longer the one in flight.
   */
  private final class Notification implements NotificationTarget.InFlight {
    private final ServiceStatus status;
    private final long startedAt;

    /** Whether the call of the publisher has not returned. */
    private volatile boolean callRunning;

    private volatile @Nullable CompletionStage<Void> stage;

    /** Whether an event has reported that the call does not return. */
    private volatile boolean reportedAsBlocked;

    Notification(ServiceStatus status, long startedAt) {
      this.status = status;
      this.startedAt = startedAt;
    }

    /** Calls the publisher. No lock may be held. */
    void call() {
      boolean interrupted = InterruptFlag.get();
      CompletionStage<Void> returned;
      callRunning = true;
      try {
        returned = publish();
        stage = returned;
      } finally {
        callRunning = false; // without a stage the time-out ends the notification
        InterruptFlag.set(interrupted);
      }
      try {
        returned.whenComplete((nothing, failure) -> completed(this, failure));
      } catch (Throwable e) { // the stage is a callback too
        completed(this, e);
      } finally {
        InterruptFlag.set(interrupted);
      }
    }

    @SuppressWarnings("ConstantValue") // a vendor's publisher may not be null-checked
    private CompletionStage<Void> publish() {
      try {
        CompletionStage<Void> stage = target.publisher.publish(status);
        return stage != null
            ? stage
            : CompletableFuture.failedStage(new NullPointerException("publisher returned null"));
      } catch (Throwable e) { // a callback may throw anything; the status must be sent
        return CompletableFuture.failedStage(e);
      }
    }

    /** Called by each sweep: ends the notification if it is late, or reports its blocked call. */
    @Override
    public void watch(long now) {
      Duration timeout = target.options.timeout();
      if (now - startedAt < timeout.toNanos()) {
        return;
      }
      if (!callRunning) {
        completed(this, new NotDeliveredInTime(timeout));
        cancel();
      } else if (!reportedAsBlocked) {
        reportedAsBlocked = true; // a second call would block a second thread
        Duration since = Duration.ofNanos(now - startedAt);
        context.events.alert(
            at ->
                new NotificationStalledEvent(at, service, target.name(), status.version(), since));
      }
    }

    /** Cancels the stage, on the executor: that runs callbacks. */
    private void cancel() {
      CompletionStage<Void> late = stage;
      if (late != null) {
        try {
          context.executor.execute(() -> cancel(late));
        } catch (Throwable e) { // refused
          notCancelled(e);
        }
      }
    }

    private void cancel(CompletionStage<Void> late) {
      try {
        late.toCompletableFuture().cancel(true);
      } catch (Throwable e) { // the stage is a callback, too
        notCancelled(e);
      }
    }

    private void notCancelled(Throwable e) {
      boolean interrupted = InterruptFlag.get();
      log.debug(
          "{}: {}: a notification to {} that timed out could not be cancelled: {}",
          context.settings.name(),
          service,
          target.name(),
          Texts.describe(e));
      InterruptFlag.set(interrupted);
    }
  }

  /** The publisher's stage did not complete in time. */
  private static final class NotDeliveredInTime extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotDeliveredInTime(Duration timeout) {
      super("not delivered within " + Texts.duration(timeout), null, false, false);
    }
  }

  // ---- completion

  private void completed(Notification done, @Nullable Throwable failure) {
    try {
      recordCompletion(done, failure);
    } catch (Throwable e) {
      target.sendAtNextSweep = true; // no memory or stack: calls nothing
      throw e;
    }
  }

  private void recordCompletion(Notification done, @Nullable Throwable failure) {
    String detail = failure == null ? "" : Texts.describe(failure); // without the lock
    boolean finishedNow = false;
    ServiceStatus late = null;
    NotificationTarget.Feed successor;
    synchronized (lock) {
      if (inFlight == done) {
        if (failure == null) { // first what needs neither memory nor stack
          delivered = done.status;
        } else if (state != State.CLOSED && pending == null) {
          pending = done.status;
        }
        if (state == State.IN_FLIGHT) {
          state = State.IDLE;
        }
        target.ended(service, done);
        inFlight = null;
        if (failure == null) {
          succeeded(done);
        } else {
          failed(done.status, detail);
        }
        finishedNow = finalStatus != null && pending == null; // a failure makes it pending again
      } else {
        target.ended(service, done);
        if (failure == null) {
          late = done.status;
          deliveredLate(late);
        }
      }
      successor = state == State.CLOSED ? target.feed(service) : null;
    }
    send();
    if (successor != null) { // the service was removed and has come back
      successor.predecessorEnded(late);
    }
    context.events.dispatch();
    if (finishedNow) {
      finished().complete(null); // runs callbacks, and may end the manager
    }
  }

  /**
   * Called when a notification that had timed out has succeeded after all. The publisher may have
   * received this older status after the newer one.
   */
  @GuardedBy("lock")
  private void deliveredLate(ServiceStatus status) {
    context.counters.notificationsLate.increment();
    context.events.alert(
        at -> new NotificationDeliveredLateEvent(at, service, target.name(), status.version()));
    sendAgainAfter(status);
  }

  @Override
  public void predecessorEnded(@Nullable ServiceStatus late) {
    if (late != null) {
      synchronized (lock) {
        sendAgainAfter(late);
      }
    }
    send();
  }

  /** Makes the newest status pending if it is newer than the late one. */
  @GuardedBy("lock")
  private void sendAgainAfter(ServiceStatus late) {
    ServiceStatus newest =
        pending != null ? pending : inFlight != null ? inFlight.status : delivered;
    if (state != State.CLOSED && newest != null && newest.version() > late.version()) {
      pending = newest; // also if it is in flight: the late one may arrive after it
      delivered = late; // what the publisher may have received last
    }
  }

  @GuardedBy("lock")
  private void succeeded(Notification done) {
    ServiceStatus status = done.status;
    int failures = rate.failures();
    if (failures > 0 || done.reportedAsBlocked) {
      long since = failures > 0 ? rate.failingSince() : done.startedAt;
      Duration after = Duration.ofNanos(context.time.nanoTime() - since);
      context.events.alert(
          at ->
              new NotificationRecoveredEvent(
                  at, service, target.name(), status.version(), failures, after));
    }
    rate.succeeded();
    context.counters.notificationsSent.increment();
    context.events.fire(at -> new NotificationSentEvent(at, target.name(), status));
  }

  @GuardedBy("lock")
  private void failed(ServiceStatus status, String detail) {
    if (state == State.CLOSED) { // it is not sent again; close() has reported the final status
      context.counters.notificationFailures.increment();
      if (finalStatus == null && !hasDelivered(status)) {
        fireAbandoned(status);
      }
      return;
    }
    Duration pause = rate.backOff(context.time.nanoTime());
    fireFailed(status, detail, pause); // completed() calls send(), which waits for the pause
  }

  @GuardedBy("lock")
  private void fireFailed(ServiceStatus status, String detail, Duration pause) {
    int attempt = rate.failures();
    context.counters.notificationFailures.increment();
    context.events.alert(
        at ->
            new NotificationFailedEvent(
                at, service, target.name(), status.version(), attempt, detail, pause));
  }

  private void fireAbandoned(ServiceStatus status) {
    context.events.alert(
        at -> new NotificationAbandonedEvent(at, service, target.name(), status.version()));
  }

  // ---- the end

  /** Sends nothing more. Fires an event if the final status has not been delivered. */
  void close() {
    synchronized (lock) {
      boolean first = state != State.CLOSED;
      state = State.CLOSED;
      pending = null;
      if (timer != null) {
        timer.stop();
      }
      if (first) {
        rememberRate();
      }
      if (first && finalStatus != null && !hasDelivered(finalStatus)) {
        fireAbandoned(finalStatus);
      }
    }
    target.closed(service, this);
    finished().complete(null);
  }

  /** Lets a feed of the same service that comes later keep to {@code max-rate}. */
  @GuardedBy("lock")
  private void rememberRate() {
    if (rate.untilIntervalEnds(context.time.nanoTime()) > 0) {
      target.remember(service, rate.startedAt());
    }
  }
}
