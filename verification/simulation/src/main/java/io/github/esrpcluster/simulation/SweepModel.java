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
  private long next;
  private long last;
  private long watched;
  private boolean inTime = true;

  SweepModel(long interval, long threshold) {
    this.interval = interval;
    this.threshold = threshold;
    this.next = interval;
  }

  boolean isDue(long now) {
    return now >= next;
  }

  /** When the manager last looked at what has run out. */
  long last() {
    return last;
  }

  /** When the manager last looked whether anybody else is slow, which it does not after a stall. */
  long watched() {
    return watched;
  }

  /** Somebody is about to hold a lease to have run out. The time since which to forgive, if so. */
  OptionalLong look(long now) {
    if (now - surelyRan <= threshold || !inTime) {
      return OptionalLong.empty();
    }
    OptionalLong began = OptionalLong.of(surelyRan);
    inTime = false;
    surelyRan = now;
    return began;
  }

  /** The pulse came. The time since which to forgive, if so. */
  OptionalLong beat(long now) {
    boolean late = now - surelyRan > threshold;
    OptionalLong began = look(now);
    inTime = !late;
    surelyRan = now;
    last = now;
    watched = began.isPresent() ? watched : now;
    next = now + interval;
    return began;
  }
}
