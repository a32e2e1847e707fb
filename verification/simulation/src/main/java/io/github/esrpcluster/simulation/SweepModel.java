package io.github.esrpcluster.simulation;

import java.util.OptionalLong;

/**
 * The manager's pulse as the model expects it. A pulse that is late by more than the threshold
 * means that the manager did not run: the leases are given back the time, once; again only after a
 * pulse that came in time.
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

  /** When the manager last looked at what has run out. */
  long lastSweep() {
    return lastSweep;
  }

  /** When the manager last looked whether anybody else is slow, which it does not after a stall. */
  long lastTimeoutCheck() {
    return lastTimeoutCheck;
  }

  /** Somebody is about to hold a lease to have run out. The time since which to forgive, if so. */
  OptionalLong checkForStall(long now) {
    if (now - surelyRan <= threshold || !onTime) {
      return OptionalLong.empty();
    }
    OptionalLong began = OptionalLong.of(surelyRan);
    onTime = false;
    surelyRan = now;
    return began;
  }

  /** The pulse came. The time since which to forgive, if so. */
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
