package io.github.esrpcluster.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.esrpcluster.api.ClusterEvent;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The manager's own pulse: looks at regular intervals whether something ran out. It looks again
 * instead of being told, so that a renewal costs nothing. No guest runs on its thread.
 */
final class Sweeper {
  private static final Logger log = LoggerFactory.getLogger(Sweeper.class);

  private final ManagerContext context;
  private final ServiceRegistry clusters;

  /** Held while leases are forgiven: whoever finds one run out meanwhile waits for that. */
  private final Object stall = new Object();

  /** The next tick was refused: the scheduler is asked again by whoever finds a lease run out. */
  private final AtomicBoolean refused = new AtomicBoolean();

  /** The one that counts: one that was refused may come all the same, after another was set. */
  private volatile @Nullable Tick awaited;

  private volatile boolean stopped;
  private volatile @Nullable Future<?> next;

  Sweeper(ManagerContext context) {
    this.context = context;
    this.clusters = new ServiceRegistry(context, this::lookForStall);
  }

  ServiceRegistry clusters() {
    return clusters;
  }

  void start() {
    if (stopped) {
      return;
    }
    Tick tick = new Tick();
    awaited = tick;
    try {
      long interval = context.settings().sweepInterval().toNanos();
      next = context.scheduler().schedule(tick, interval, TimeUnit.NANOSECONDS);
      if (stopped) {
        stop(); // meanwhile, on another thread
      }
    } catch (Throwable e) { // refused, or no thread could be started
      refused.set(true); // before it is told, which may fail
      if (context.stalls().refused()) {
        log.error("the scheduler refused the next sweep: expiries show only in routing", e);
        context.events().warn(at -> new ClusterEvent.SweepTimerLost(at, Duration.ZERO));
        context.events().dispatch();
      }
    }
  }

  void stop() {
    stopped = true;
    Future<?> pending = next;
    if (pending != null) {
      pending.cancel(false);
    }
  }

  /** One beat of the pulse, which brings about the next. */
  private final class Tick implements Runnable {
    @Override
    public void run() {
      if (awaited == this) {
        refused.set(false);
        tick();
      }
    }
  }

  private void tick() {
    try {
      sweep();
    } catch (Throwable e) { // the pulse must go on
      log.error("a sweep failed", e);
    } finally {
      start();
    }
  }

  private void sweep() {
    long now = context.now();
    SweepStallDetector.Finding finding = tickAt(now);
    boolean excused = finding.forgive();
    clusters.all().stream()
        .filter(cluster -> cluster.needsSweep(now))
        .forEach(cluster -> sweep(cluster, now, excused));
    context.judgements().watch();
    if (!excused) {
      clusters.upstreams().forEach(upstream -> upstream.watch(now));
    }
    context.events().dispatch();
  }

  /**
   * What fails in one cluster must not keep the others from being looked at.
   *
   * @param excused the manager itself did not run: policies and publishers are not held to be slow
   */
  private void sweep(ServiceCluster cluster, long now, boolean excused) {
    try {
      cluster.sweep(now);
      if (!excused) {
        cluster.watch(now);
      }
      clusters.forgetIfIdle(cluster);
    } catch (Throwable e) {
      log.error("the sweep of {} failed", cluster.service(), e);
    }
  }

  private SweepStallDetector.Finding tickAt(long now) {
    synchronized (stall) {
      SweepStallDetector.Finding finding = context.stalls().tick(now);
      handle(finding, now);
      return finding;
    }
  }

  /**
   * For whoever is about to find a lease run out between two ticks; returns the time at which it
   * may be held to have run out: a stall that begins later has not been looked for.
   */
  private long lookForStall() {
    if (refused.compareAndSet(true, false)) {
      start();
    }
    synchronized (stall) {
      long now = context.now();
      handle(context.stalls().look(now), now);
      return now;
    }
  }

  @GuardedBy("stall")
  private void handle(SweepStallDetector.Finding finding, long now) {
    Duration gap = Duration.ofNanos(now - finding.began());
    if (finding.forgive()) {
      long leases =
          clusters.all().stream().mapToLong(each -> each.forgive(finding.began(), now)).sum();
      context.counters().stalls.increment();
      context.events().warn(at -> new ClusterEvent.StallDetected(at, gap, leases));
    }
    if (finding.timerLost()) {
      context.events().warn(at -> new ClusterEvent.SweepTimerLost(at, gap));
    }
  }
}
