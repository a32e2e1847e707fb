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
import org.openjdk.jcstress.annotations.StatusPolicyOutcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** One timer for many requests. Time stands still, so that a request is known by its delay. */
public final class CoalescingTimerRaces {
  private CoalescingTimerRaces() {}

  /** A timer, and whether somebody waits for its action. */
  private static final class Watched {
    final Timers timers = new Timers();
    final AtomicInteger acted = new AtomicInteger();
    final CoalescingTimer timer = new CoalescingTimer(Parts.context(Runnable::run, timers), this::act);
    private volatile boolean owed;

    private void act() {
      owed = false;
      acted.incrementAndGet();
    }

    void within(long delay) {
      owed = true;
      timer.within(delay);
    }

    /** What would ring, rings; then nobody may be left who waits for the action. */
    boolean forgotten() {
      timers.ringAll();
      return owed;
    }
  }

  /** Two threads ask: one timer is left, and it is not the later one. */
  @JCStressTest
  @StatusPolicyOutcome(id = "1, 3", expect = ACCEPTABLE, desc = "the sooner one, whoever came first")
  @State
  public static class TwoAsk {
    private final Watched watched = new Watched();

    @Actor
    public void later() {
      watched.within(5);
    }

    @Actor
    public void sooner() {
      watched.within(3);
    }

    @Arbiter
    public void afterwards(II_Result r) {
      r.r1 = watched.timers.pending();
      r.r2 = watched.timers.first();
    }
  }

  /**
   * Somebody asks for later while the timer rings, and may count on it or not, but acts in no case
   * in vain. Each result: the actions by then, the timers left, and whether a request was
   * forgotten.
   */
  @JCStressTest
  @StatusPolicyOutcome(id = "1, 0, false", expect = ACCEPTABLE, desc = "the timer that rang did for both")
  @StatusPolicyOutcome(id = "1, 1, false", expect = ACCEPTABLE, desc = "it rang first; another is set")
  @State
  public static class AskForLaterMeetsRing {
    private final Watched watched = new Watched();
    private final Timers.Timer first;

    /** A timer is set. */
    public AskForLaterMeetsRing() {
      watched.within(5);
      first = watched.timers.set.element();
    }

    @Actor
    public void scheduler() {
      first.ring();
    }

    @Actor
    public void feed() {
      watched.within(7);
    }

    @Arbiter
    public void afterwards(IIZ_Result r) {
      r.r1 = watched.acted.get();
      r.r2 = watched.timers.pending();
      r.r3 = watched.forgotten();
    }
  }

  /**
   * Somebody asks for sooner while the timer rings; afterwards for later again, which must find the
   * sooner one. Each result as before.
   */
  @JCStressTest
  @StatusPolicyOutcome(id = "0, 1, false", expect = ACCEPTABLE, desc = "the timer was cancelled in time")
  @StatusPolicyOutcome(id = "1, 1, false", expect = ACCEPTABLE, desc = "it rang; the sooner one stays")
  @State
  public static class AskForSoonerMeetsRing {
    private final Watched watched = new Watched();
    private final Timers.Timer first;

    /** A timer is set. */
    public AskForSoonerMeetsRing() {
      watched.within(5);
      first = watched.timers.set.element();
    }

    @Actor
    public void scheduler() {
      first.ring();
    }

    @Actor
    public void feed() {
      watched.within(3);
    }

    @Arbiter
    public void afterwards(IIZ_Result r) {
      watched.within(7);
      r.r1 = watched.acted.get();
      r.r2 = watched.timers.pending();
      r.r3 = watched.forgotten();
    }
  }

  /** A request meets the end: no timer is left, whichever comes first. */
  @JCStressTest
  @StatusPolicyOutcome(id = "0", expect = ACCEPTABLE, desc = "cancelled, or never set")
  @State
  public static class AskMeetsStop {
    private final Watched watched = new Watched();

    @Actor
    public void feed() {
      watched.within(3);
    }

    @Actor
    public void end() {
      watched.timer.stop();
    }

    @Arbiter
    public void afterwards(I_Result r) {
      r.r1 = watched.timers.pending();
    }
  }

  /** An action that asks for the next time meets the end: no timer is left either. */
  @JCStressTest
  @StatusPolicyOutcome(id = "0, 0", expect = ACCEPTABLE, desc = "stopped in time")
  @StatusPolicyOutcome(id = "1, 0", expect = ACCEPTABLE, desc = "it had begun to ring")
  @State
  public static class RingMeetsStop {
    private final Timers timers = new Timers();
    private final AtomicInteger acted = new AtomicInteger();
    private final CoalescingTimer timer =
        new CoalescingTimer(Parts.context(Runnable::run, timers), this::actAndAsk);

    /** A timer is set. */
    public RingMeetsStop() {
      timer.within(5);
    }

    private void actAndAsk() {
      acted.incrementAndGet();
      timer.within(5);
    }

    @Actor
    public void scheduler() {
      timers.set.element().ring();
    }

    @Actor
    public void end() {
      timer.stop();
    }

    @Arbiter
    public void afterwards(II_Result r) {
      r.r1 = acted.get();
      r.r2 = timers.pending();
    }
  }

  /** The first timer is refused, on which the other may have counted: who asks again gets one. */
  @JCStressTest
  @StatusPolicyOutcome(id = "1", expect = ACCEPTABLE, desc = "one timer")
  @State
  public static class TheFirstTimerIsRefused {
    private final RefusesOnce timers = new RefusesOnce();
    private final CoalescingTimer timer = new CoalescingTimer(Parts.context(Runnable::run, timers), () -> {});

    /** A scheduler that refuses the first timer it is asked for. */
    private static final class RefusesOnce extends ScheduledThreadPoolExecutor {
      private final AtomicBoolean refused = new AtomicBoolean();
      private final Timers others = new Timers();

      RefusesOnce() {
        super(0);
      }

      @Override
      public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        if (refused.compareAndSet(false, true)) {
          throw new RejectedExecutionException("as told");
        }
        return others.schedule(task, delay, unit);
      }
    }

    @Actor
    public void one() {
      timer.within(3);
    }

    @Actor
    public void other() {
      timer.within(3);
    }

    @Arbiter
    public void afterwards(I_Result r) {
      timer.within(3);
      r.r1 = timers.others.pending();
    }
  }
}
