package io.github.esrpcluster.core;

/**
 * Detects that the manager itself did not run: garbage collection, a suspended machine, a starved
 * timer. Asked before any lease is taken for expired, because a manager that was suspended must not
 * accuse the nodes.
 *
 * <p>Leases are extended by a gap once; a second gap counts only after a sweep that came in time.
 * So a timer that is starved for good, or never comes back, cannot keep dead nodes alive.
 * Thread-safe.
 */
final class SweepStallDetector {
  private final long threshold;
  private long lastSweep;
  private boolean inTime = true;
  private boolean lossReported;

  /**
   * @param threshold the gap between two sweeps from which on the manager did not run, in
   *     nanoseconds
   */
  SweepStallDetector(long threshold, long now) {
    this.threshold = threshold;
    this.lastSweep = now;
  }

  /**
   * The result of a check.
   *
   * @param began the last time at which the manager surely ran
   * @param late whether the gap since then exceeds the threshold
   * @param extendLeases whether leases are to be extended by the gap
   * @param timerLost to be reported: the timer did not come back after the last gap
   * @param recovered to be reported: this sweep is the first after a reported loss
   */
  record Gap(
      long began, boolean late, boolean extendLeases, boolean timerLost, boolean recovered) {}

  /** Records a sweep. */
  synchronized Gap sweep(long now) {
    Gap gap = check(now);
    inTime = !gap.late;
    lastSweep = now;
    boolean recovered = lossReported && !gap.timerLost;
    lossReported = false;
    return new Gap(gap.began, gap.late, gap.extendLeases, false, recovered);
  }

  /** Records that the scheduler refused the next sweep; returns whether to report that. */
  synchronized boolean refused() {
    boolean first = !lossReported;
    lossReported = true;
    return first;
  }

  /** Checks for a gap between two sweeps: a lease is about to be taken for expired. */
  synchronized Gap check(long now) {
    long began = lastSweep;
    boolean late = now - began > threshold;
    boolean extendLeases = late && inTime;
    boolean timerLost = late && !extendLeases && !lossReported;
    if (extendLeases) {
      inTime = false;
      lastSweep = now;
    } else if (timerLost) {
      lossReported = true;
    }
    return new Gap(began, late, extendLeases, timerLost, false);
  }
}
