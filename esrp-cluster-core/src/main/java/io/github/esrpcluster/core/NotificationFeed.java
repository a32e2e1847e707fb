package io.github.esrpcluster.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings the state of one service to one upstream entity: one message under way, at most one
 * waiting, the newest. Offering never waits. What waits goes out when nothing is under way and the
 * {@link NotificationRateControl} allows it; a failed message waits again unless a newer one does.
 *
 * <p>Its lock is taken inside the cluster's lock, never the other way round, and is left before the
 * publisher, the executor or the scheduler is called. Whoever takes those of several feeds holds
 * the cluster's.
 */
final class NotificationFeed {
  /**
   * One message on its way. A new object each time: a completion that comes too late finds another.
   */
  private static final class Transmission {
    final ServiceStatus status;
    final long since;
    volatile boolean called = true;
    volatile boolean stuckTold;

    Transmission(ServiceStatus status, long since) {
      this.status = status;
      this.since = since;
    }
  }

  private final NotificationTarget upstream;
  private final ServiceId service;
  private final ManagerContext context;

  @GuardedBy("this")
  private final NotificationRateControl pace;

  @GuardedBy("this")
  private @Nullable ServiceStatus waiting;

  @GuardedBy("this")
  private @Nullable ServiceStatus delivered;

  /** Made when there is something to wait for: most messages go out at once. */
  @GuardedBy("this")
  private @Nullable CoalescingTimer timer;

  /** Made when somebody asks for it. */
  @GuardedBy("this")
  private @Nullable CompletableFuture<Void> finished;

  /** Something may wait. Written with the lock held; who only looks for it needs none. */
  private volatile boolean offered;

  /** A run on the executor is asked for and has not begun. */
  @GuardedBy("this")
  private boolean asked;

  @GuardedBy("this")
  private @Nullable Transmission underWay;

  /** The state that waits or comes next is the last one. */
  @GuardedBy("this")
  private boolean last;

  @GuardedBy("this")
  private boolean closed;

  /** Nothing is repeated. Written with the cluster's lock held, read also without. */
  private volatile boolean resting;

  NotificationFeed(NotificationTarget upstream, ServiceId service, ManagerContext context) {
    this.upstream = upstream;
    this.service = service;
    this.context = context;
    this.pace = new NotificationRateControl(upstream.options, context.random());
  }

  @SuppressWarnings("ReferenceEquality") // this very entity, not one like it
  boolean feeds(NotificationTarget other) {
    return upstream == other;
  }

  /** Lets a state wait, in the place of an older one. Sends nothing: see {@link #pumpOffered}. */
  void offer(ServiceStatus status) {
    synchronized (this) {
      if (!closed && !last) {
        waiting = status;
        offered = true;
      }
    }
  }

  /** Lets the last state wait; no rate holds it back. */
  void offerLast(ServiceStatus status) {
    synchronized (this) {
      if (!closed && !last) {
        waiting = status;
        offered = true;
        last = true;
        pace.hurry();
      }
    }
  }

  /**
   * Nothing but heartbeats waits or is under way. One in which a thread is stuck is another thing:
   * nobody knows when it ends.
   */
  boolean hasArrived() {
    synchronized (this) {
      return nothingNewWaits()
          && (underWay == null || (repeats(underWay.status) && !underWay.stuckTold));
    }
  }

  /** Begins no heartbeat, nor one that failed anew, until it is to stir again. */
  void rest() {
    resting = true;
  }

  /** Repeats what stands again, as its rate says, from the next time on that it is pumped. */
  void stir() {
    if (resting) {
      synchronized (this) {
        resting = false;
        offered = true; // a heartbeat may be due
      }
    }
  }

  /**
   * Repeats nothing any more if nothing new waits and nothing is under way, nor with the others;
   * false if anything is, or if the rate would hold the next state back: a feed that takes this
   * one's place would not know. From then on only a last state can be offered.
   *
   * @param others lets the other feeds of the service fall silent, under this one's lock
   */
  boolean fallSilent(BooleanSupplier others) {
    synchronized (this) {
      boolean silent =
          nothingNewWaits()
              && !asked
              && underWay == null
              && pace.isOpen(context.now())
              && others.getAsBoolean();
      if (silent) {
        waiting = null;
        pace.hurry(); // which knows no heartbeat
      }
      return silent;
    }
  }

  @GuardedBy("this")
  private boolean nothingNewWaits() {
    return waiting == null || repeats(waiting);
  }

  /** It was taken over before. */
  @GuardedBy("this")
  private boolean repeats(ServiceStatus status) {
    return delivered != null && delivered.version() == status.version();
  }

  /** Completes when the last state was taken over, or nothing more will be. */
  synchronized CompletableFuture<Void> finished() {
    CompletableFuture<Void> known = finished;
    if (known == null) {
      known = closed ? CompletableFuture.completedFuture(null) : new CompletableFuture<>();
      finished = known;
    }
    return known;
  }

  /** Sends what was offered. No lock may be held. */
  void pumpOffered() {
    if (offered) {
      pump();
    }
  }

  /** Sends what waits or is due, now or as soon as it may. No lock may be held. */
  private void pump() {
    long delay;
    CoalescingTimer later = null;
    synchronized (this) {
      if (closed || asked || underWay != null) {
        return;
      }
      long now = context.now();
      delay = until(now);
      asked = delay <= 0;
      if (delay > 0 && delay != NotificationRateControl.NEVER) {
        later = timer();
      }
    }
    if (delay <= 0) {
      upstream.lane.execute(this::transmit, this::refused);
    } else if (later != null) {
      later.within(delay);
    }
  }

  @GuardedBy("this")
  private CoalescingTimer timer() {
    CoalescingTimer known = timer;
    if (known == null) {
      known = new CoalescingTimer(context, this::pump);
      timer = known;
    }
    return known;
  }

  @GuardedBy("this")
  private long until(long now) {
    if (resting && nothingNewWaits()) {
      return NotificationRateControl.NEVER;
    }
    return waiting == null ? pace.untilHeartbeat(now) : pace.untilNext(now);
  }

  /** There was no thread for it, of the executor's or of the machine's. */
  private void refused(Throwable why) {
    String detail = "no thread for it: " + UserCode.describe(why);
    synchronized (this) {
      asked = false;
      ServiceStatus status = waiting != null ? waiting : delivered;
      if (status != null && !closed) {
        Duration pause = pace.refused(context.now());
        tellFailure(status, detail, pause);
      }
    }
    pump();
    context.events().dispatch();
  }

  private void transmit() {
    Transmission next = begin();
    if (next == null) {
      return;
    }
    CompletionStage<Void> stage = call(next.status);
    next.called = false;
    try {
      stage.whenComplete((nothing, failure) -> completed(next, failure));
    } catch (Throwable e) { // the stage is the guest's too
      completed(next, e);
    }
  }

  private @Nullable Transmission begin() {
    synchronized (this) {
      asked = false;
      ServiceStatus status = waiting != null ? waiting : delivered; // nothing waits: a heartbeat
      if (closed || underWay != null || status == null) {
        return null;
      }
      waiting = null;
      offered = false;
      long now = context.now();
      pace.started(now);
      underWay = new Transmission(status, now);
      upstream.started(service, this);
      return underWay;
    }
  }

  @SuppressWarnings("ConstantValue") // a vendor's publisher may not be null-checked
  private CompletionStage<Void> call(ServiceStatus status) {
    try {
      CompletionStage<Void> stage = upstream.publisher.publish(status);
      return stage != null
          ? stage
          : CompletableFuture.failedStage(new NullPointerException("publisher returned null"));
    } catch (Throwable e) { // a guest may throw anything, and the state must go out all the same
      return CompletableFuture.failedStage(e);
    }
  }

  private void completed(Transmission transmission, @Nullable Throwable failure) {
    String detail = failure == null ? "" : UserCode.describe(failure); // a guest's: without the lock
    CompletableFuture<Void> heardLast;
    synchronized (this) {
      if (underWay != transmission) {
        return; // it was given up before: somebody else goes on
      }
      underWay = null;
      upstream.ended(service, this);
      if (failure == null) {
        succeeded(transmission.status);
      } else {
        failed(transmission.status, detail);
      }
      heardLast = last && waiting == null ? finished() : null;
    }
    pump();
    context.events().dispatch();
    if (heardLast != null) {
      heardLast.complete(null); // whoever waits for it may end the manager, or be a guest
    }
  }

  @GuardedBy("this")
  private void succeeded(ServiceStatus status) {
    delivered = status;
    pace.succeeded();
    context.counters().transmissions.increment();
    context.events().tell(at -> new ClusterEvent.NotificationSent(at, name(), status));
  }

  @GuardedBy("this")
  private void failed(ServiceStatus status, String detail) {
    if (closed) { // nobody will try again, and nothing must say so
      context.counters().transmissionFailures.increment();
      tellAbandoned(last ? null : status); // what was to be the last was told when it closed
      return;
    }
    waiting = waiting == null ? status : waiting;
    offered = true; // again, should the timer be refused
    tellFailure(status, detail, pace.failed(context.now()));
  }

  @GuardedBy("this")
  private void tellFailure(ServiceStatus status, String detail, Duration pause) {
    int attempt = pace.failures();
    context.counters().transmissionFailures.increment();
    context
        .events()
        .warn(
            at ->
                new ClusterEvent.NotificationFailed(
                    at, service, name(), status.version(), attempt, detail, pause));
  }

  /** Gives up a transmission that takes too long; alarms about a call that does not even return. */
  void watch(long now) {
    Transmission late;
    synchronized (this) {
      late = underWay;
      if (late == null || now - late.since < upstream.options.timeout().toNanos()) {
        return;
      }
    }
    if (late.called) {
      tellStuck(late, now);
    } else {
      completed(late, new TransmissionTimeout(upstream.options.timeout()));
    }
  }

  /** A second call would only cost a second thread. */
  private void tellStuck(Transmission late, long now) {
    if (!late.stuckTold) {
      late.stuckTold = true;
      Duration since = Duration.ofNanos(now - late.since);
      context
          .events()
          .warn(
              at ->
                  new ClusterEvent.NotificationStalled(
                      at, service, name(), late.status.version(), since));
    }
  }

  /** Stops for good. What was not taken over by then is told, if it was to be the last state. */
  void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      if (timer != null) {
        timer.stop();
      }
      ServiceStatus left = waiting != null ? waiting : underWay == null ? null : underWay.status;
      tellAbandoned(last ? left : null);
      waiting = null;
      upstream.ended(service, this);
    }
    finished().complete(null);
  }

  @GuardedBy("this")
  private void tellAbandoned(@Nullable ServiceStatus left) {
    if (left != null) {
      context
          .events()
          .warn(at -> new ClusterEvent.NotificationAbandoned(at, service, name(), left.version()));
    }
  }

  private String name() {
    return upstream.options.name();
  }
}
