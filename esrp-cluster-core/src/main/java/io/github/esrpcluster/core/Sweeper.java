package io.github.esrpcluster.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.esrpcluster.api.internal.InterruptFlag;
import io.github.esrpcluster.api.internal.Texts;
import io.github.esrpcluster.core.EventRecords.StallDetectedEvent;
import io.github.esrpcluster.core.EventRecords.SweepTimerLostEvent;
import io.github.esrpcluster.core.EventRecords.SweepTimerRecoveredEvent;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sweeps all clusters at regular intervals: expiries, retentions, holds, late callbacks. It looks
 * again instead of being notified, so that a renewal costs nothing. No callback runs on its thread.
 */
final class Sweeper implements SweepStallCheck {
  private static final Logger log = LoggerFactory.getLogger(Sweeper.class);

  private final ManagerContext context;
  private final ServiceRegistry services;
  private final SweepStallDetector detector;

  /** Held while leases are extended: a thread that finds one expired meanwhile waits for that. */
  private final Object stallLock = new Object();

  /** The next sweep was refused: a thread that finds a lease expired asks the scheduler again. */
  private volatile boolean refused;

  /** The sweep that counts: one that was refused may run all the same, after another was set. */
  private volatile @Nullable Sweep awaited;

  private volatile boolean stopped;
  private volatile @Nullable Future<?> next;

  Sweeper(ManagerContext context, ServiceRegistry services) {
    this.context = context;
    this.services = services;
    this.detector =
        new SweepStallDetector(
            context.settings.stallThreshold().toNanos(), context.time.nanoTime());
  }

  void start() {
    if (stopped) {
      return;
    }
    boolean interrupted = InterruptFlag.get();
    try {
      Sweep sweep = new Sweep();
      awaited = sweep;
      long interval = context.settings.sweepInterval().toNanos();
      next = context.scheduler.schedule(sweep, interval, TimeUnit.NANOSECONDS);
      refused = false;
      if (stopped) {
        stop(); // meanwhile, on another thread
      }
    } catch (Throwable e) { // refused, or no thread could be started
      refused = true;
      if (detector.refused()) {
        log.error(
            "{}: the scheduler refused the next sweep: {}",
            context.settings.name(),
            Texts.describe(e));
        context.events.alert(at -> new SweepTimerLostEvent(at, Duration.ZERO));
        context.events.dispatch();
      }
    } finally {
      InterruptFlag.set(interrupted);
    }
  }

  void stop() {
    stopped = true;
    Future<?> pending = next;
    if (pending != null) {
      pending.cancel(false);
    }
  }

  /** Has the description and the stack of a failure, not its message: that may be of a callback. */
  private static final class SweepFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SweepFailed(Throwable failure) {
      super(Texts.describe(failure), null, false, true);
      setStackTrace(failure.getStackTrace());
    }
  }

  /** Sweeps once, and schedules the next sweep. */
  private final class Sweep implements Runnable {
    @Override
    public void run() {
      if (awaited == this) {
        boolean interrupted = InterruptFlag.get();
        try {
          sweepAll();
        } catch (Throwable e) { // the sweeps must go on
          log.error(
              "{}: a sweep failed; the next one looks again",
              context.settings.name(),
              new SweepFailed(e));
        } finally {
          InterruptFlag.set(interrupted);
          start();
        }
      }
    }
  }

  private void sweepAll() {
    long now = context.time.nanoTime();
    boolean stalled = recordSweep(now);
    services.all().stream()
        .filter(cluster -> cluster.needsSweep(now))
        .forEach(cluster -> sweep(cluster, now, stalled));
    context.evaluations.watch();
    if (!stalled) {
      services.targets().forEach(target -> target.watch(now));
    }
    services.targets().stream().filter(target -> target.detached).forEach(services::detach);
    context.events.dispatch();
  }

  /**
   * A failure in one cluster must not keep the others from being swept.
   *
   * @param stalled the manager did not run: policies and publishers are not taken for late
   */
  private void sweep(ServiceCluster cluster, long now, boolean stalled) {
    boolean interrupted = InterruptFlag.get();
    try {
      cluster.sweep(now, !stalled);
      services.removeIfIdle(cluster);
    } catch (Throwable e) {
      log.error(
          "{}: the sweep of {} failed; the next one looks again",
          context.settings.name(),
          cluster.service(),
          e);
    } finally {
      InterruptFlag.set(interrupted);
    }
  }

  // ---- stalls

  /** Returns whether the manager did not run before this sweep. */
  private boolean recordSweep(long now) {
    synchronized (stallLock) {
      SweepStallDetector.Gap gap = detector.sweep(now);
      handle(gap, now);
      return gap.extendLeases();
    }
  }

  @Override
  public long checkForStall() {
    if (refused) {
      start();
    }
    synchronized (stallLock) {
      long now = context.time.nanoTime();
      handle(detector.check(now), now);
      return now;
    }
  }

  @GuardedBy("stallLock")
  private void handle(SweepStallDetector.Gap gap, long now) {
    Duration length = Duration.ofNanos(now - gap.began());
    if (gap.extendLeases()) {
      long leases =
          services.all().stream().mapToLong(each -> each.extendByStall(gap.began(), now)).sum();
      context.counters.stalls.increment();
      context.events.alert(at -> new StallDetectedEvent(at, length, leases));
    }
    if (gap.timerLost()) {
      context.events.alert(at -> new SweepTimerLostEvent(at, length));
    }
    if (gap.recovered()) {
      context.events.alert(at -> new SweepTimerRecoveredEvent(at, length));
    }
  }
}
