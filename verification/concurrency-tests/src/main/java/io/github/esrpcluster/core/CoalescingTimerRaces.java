package io.github.esrpcluster.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** One timer for many requests. Time stands still, so that the delay identifies a request. */
public final class CoalescingTimerRaces {
  private CoalescingTimerRaces() {}

  /** A timer, and whether a request waits for its action. */
  private static final class Watched {
    final RaceTimers timers = new RaceTimers();
    final AtomicInteger actions = new AtomicInteger();
    final CoalescingTimer timer = Parts.timer(timers, this::act);
    private volatile boolean requested;

    private void act() {
      requested = false;
      actions.incrementAndGet();
    }

    void atMost(long delay) {
      requested = true;
      timer.atMost(delay);
    }

    /** Fires all timers; returns whether a request still waits for the action. */
    boolean lost() {
      timers.fireAll();
      return requested;
    }
  }

  /** Two requests: the sooner timer is set, and no second one for a later request behind it. */
  @JCStressTest
  @Outcome(id = "1, 3", expect = ACCEPTABLE, desc = "the sooner request came first")
  @Outcome(id = "2, 3", expect = ACCEPTABLE, desc = "the later request came first; its timer stays")
  @State
  public static class TwoRequests {
    private final Watched watched = new Watched();

    @Actor
    public void later() {
      watched.atMost(5);
    }

    @Actor
    public void sooner() {
      watched.atMost(3);
    }

    @Arbiter
    public void afterwards(II_Result r) {
      r.r1 = watched.timers.pending();
      r.r2 = watched.timers.first();
    }
  }

  /** Two requests for the same time: one timer is set. */
  @JCStressTest
  @Outcome(id = "1, 3", expect = ACCEPTABLE, desc = "one timer serves both")
  @State
  public static class EqualRequests {
    private final Watched watched = new Watched();

    @Actor
    public void one() {
      watched.atMost(3);
    }

    @Actor
    public void other() {
      watched.atMost(3);
    }

    @Arbiter
    public void afterwards(II_Result r) {
      r.r1 = watched.timers.pending();
      r.r2 = watched.timers.first();
    }
  }

  /** Two requests find an earlier timer: no other one is set. */
  @JCStressTest
  @Outcome(id = "1, 3", expect = ACCEPTABLE, desc = "the earlier timer serves both")
  @State
  public static class LaterRequestFindsTimer {
    private final Watched watched = new Watched();

    /** A timer is set. */
    public LaterRequestFindsTimer() {
      watched.atMost(3);
    }

    @Actor
    public void one() {
      watched.atMost(5);
    }

    @Actor
    public void other() {
      watched.atMost(5);
    }

    @Arbiter
    public void afterwards(II_Result r) {
      r.r1 = watched.timers.pending();
      r.r2 = watched.timers.first();
    }
  }

  /**
   * A later time is requested while the timer fires. Each result: the actions by then, the timers
   * left, and whether a request was lost.
   */
  @JCStressTest
  @Outcome(id = "1, 0, false", expect = ACCEPTABLE, desc = "the timer that fired served both")
  @Outcome(id = "1, 1, false", expect = ACCEPTABLE, desc = "it fired first; another is set")
  @State
  public static class LaterRequestMeetsTimer {
    private final Watched watched = new Watched();
    private final RaceTimers.Timer first;

    /** A timer is set. */
    public LaterRequestMeetsTimer() {
      watched.atMost(5);
      first = watched.timers.set.element();
    }

    @Actor
    public void scheduler() {
      first.fire();
    }

    @Actor
    public void feed() {
      watched.atMost(7);
    }

    @Arbiter
    public void afterwards(IIZ_Result r) {
      r.r1 = watched.actions.get();
      r.r2 = watched.timers.pending();
      r.r3 = watched.lost();
    }
  }

  /**
   * A sooner time is requested while the timer fires; afterwards a later one again, which must find
   * the sooner timer. Each result as before.
   */
  @JCStressTest
  @Outcome(id = "1, 1, false", expect = ACCEPTABLE, desc = "it fired; the sooner one stays")
  @State
  public static class SoonerRequestMeetsTimer {
    private final Watched watched = new Watched();
    private final RaceTimers.Timer first;

    /** A timer is set. */
    public SoonerRequestMeetsTimer() {
      watched.atMost(5);
      first = watched.timers.set.element();
    }

    @Actor
    public void scheduler() {
      first.fire();
    }

    @Actor
    public void feed() {
      watched.atMost(3);
    }

    @Arbiter
    public void afterwards(IIZ_Result r) {
      watched.atMost(7);
      r.r1 = watched.actions.get();
      r.r2 = watched.timers.pending();
      r.r3 = watched.lost();
    }
  }

  /** A request meets the stop: no timer is left, whichever comes first. */
  @JCStressTest
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "cancelled, or never set")
  @State
  public static class RequestMeetsStop {
    private final Watched watched = new Watched();

    @Actor
    public void feed() {
      watched.atMost(3);
    }

    @Actor
    public void stop() {
      watched.timer.stop();
    }

    @Arbiter
    public void afterwards(I_Result r) {
      r.r1 = watched.timers.pending();
    }
  }

  /** An action that requests the next time meets the stop: no timer is left either. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "stopped in time")
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "it had begun to fire")
  @State
  public static class TimerMeetsStop {
    private final RaceTimers timers = new RaceTimers();
    private final AtomicInteger actions = new AtomicInteger();
    private final CoalescingTimer timer = Parts.timer(timers, this::actAndRequest);

    /** A timer is set. */
    public TimerMeetsStop() {
      timer.atMost(5);
    }

    private void actAndRequest() {
      actions.incrementAndGet();
      timer.atMost(5);
    }

    @Actor
    public void scheduler() {
      timers.set.element().fire();
    }

    @Actor
    public void stop() {
      timer.stop();
    }

    @Arbiter
    public void afterwards(II_Result r) {
      r.r1 = actions.get();
      r.r2 = timers.pending();
    }
  }

  /** The scheduler refuses the first timer: a later request gets one. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "one timer")
  @State
  public static class FirstTimerIsRefused {
    private final RefusesOnce timers = new RefusesOnce();
    private final CoalescingTimer timer = Parts.timer(timers, () -> {});

    /** A scheduler that refuses the first timer. */
    private static final class RefusesOnce extends ScheduledThreadPoolExecutor {
      private final AtomicBoolean refused = new AtomicBoolean();
      private final RaceTimers others = new RaceTimers();

      RefusesOnce() {
        super(0);
      }

      @Override
      public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        if (refused.compareAndSet(false, true)) {
          throw new RejectedExecutionException("refused by the test");
        }
        return others.schedule(task, delay, unit);
      }
    }

    @Actor
    public void one() {
      timer.atMost(3);
    }

    @Actor
    public void other() {
      timer.atMost(3);
    }

    @Arbiter
    public void afterwards(I_Result r) {
      timer.atMost(3);
      r.r1 = timers.others.pending();
    }
  }
}
