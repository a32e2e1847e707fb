package io.github.esrpcluster.simulation;

import java.util.OptionalLong;

/**
 * Models the sweeps of the manager. If a sweep is late by more than the threshold, the manager did
 * not run, and extends the leases by the gap, once. It does so again only after a sweep in time.
 */
final class SweepModel {
  private final long interval;
  private final long threshold;
  private long surelyRan;
  private long nextSweep;
  private long lastSweep;
  private long lastTimeoutCheck;
  private boolean onTime = true;

  SweepModel(long interval, long threshold) {
    this.interval = interval;
    this.threshold = threshold;
    this.nextSweep = interval;
  }

  boolean isDue(long now) {
    return now >= nextSweep;
  }

  /** Returns the time of the last sweep. */
  long lastSweep() {
    return lastSweep;
  }

  /**
   * Returns when the manager last checked callbacks for time-outs: not in a sweep after a stall.
   */
  long lastTimeoutCheck() {
    return lastTimeoutCheck;
  }

  /**
   * Checks for a stall, because a lease seems expired. Returns the begin of a stall to extend by.
   */
  OptionalLong checkForStall(long now) {
    if (now - surelyRan <= threshold || !onTime) {
      return OptionalLong.empty();
    }
    OptionalLong began = OptionalLong.of(surelyRan);
    onTime = false;
    surelyRan = now;
    return began;
  }

  /** Records a sweep. Returns the begin of a stall to extend by. */
  OptionalLong sweep(long now) {
    boolean late = now - surelyRan > threshold;
    OptionalLong began = checkForStall(now);
    onTime = !late;
    surelyRan = now;
    lastSweep = now;
    lastTimeoutCheck = began.isPresent() ? lastTimeoutCheck : now;
    nextSweep = now + interval;
    return began;
  }
}
