package io.github.esrpcluster.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/**
 * Notices that the manager itself did not run: garbage collection, a suspended machine, a starved
 * timer. Asked before any lease is held to have run out, since a manager that was asleep must not
 * accuse the nodes.
 *
 * <p>Leases are extended by a gap once; a second gap counts only after a tick that came in time. So
 * a timer that is starved for good, or never comes back, cannot keep dead nodes alive.
 */
final class SweepStallDetector {
  private final long threshold;

  @GuardedBy("this")
  private long lastTick;

  @GuardedBy("this")
  private boolean tickedInTime = true;

  @GuardedBy("this")
  private boolean lossTold;

  SweepStallDetector(long threshold, long now) {
    this.threshold = threshold;
    this.lastTick = now;
  }

  /**
   * What was noticed.
   *
   * @param began the last moment at which the manager surely ran
   * @param forgive leases are to be extended by the time since then
   * @param timerLost to be told: the timer did not come back after the last gap
   */
  record Finding(long began, boolean late, boolean forgive, boolean timerLost) {}

  /** The timer came. */
  synchronized Finding tick(long now) {
    Finding finding = look(now);
    tickedInTime = !finding.late;
    lastTick = now;
    lossTold = false;
    return new Finding(finding.began, finding.late, finding.forgive, false);
  }

  /** There is no timer to come; returns whether that has to be told. */
  synchronized boolean refused() {
    boolean first = !lossTold;
    lossTold = true;
    return first;
  }

  /** Somebody is about to find a lease run out. */
  synchronized Finding look(long now) {
    long began = lastTick;
    boolean late = now - began > threshold;
    boolean forgive = late && tickedInTime;
    boolean lost = late && !forgive && !lossTold;
    if (forgive) {
      tickedInTime = false;
      lastTick = now;
    } else if (lost) {
      lossTold = true;
    }
    return new Finding(began, late, forgive, lost);
  }
}
