package io.github.esrpcluster.core;

/**
 * When a cluster has to be looked at next: the earliest of all its deadlines, or somewhat earlier,
 * since a renewal does not tell. Read by the sweeper without a lock, written under the cluster's.
 */
final class NextDeadline {
  /** Farther than anything that is timed, near enough for a comparison by subtraction. */
  private static final long FAR = Long.MAX_VALUE / 4;

  private volatile long at;

  NextDeadline(long now) {
    at = now + FAR;
  }

  boolean isDue(long now) {
    return now - at >= 0;
  }

  void reset(long now) {
    at = now + FAR;
  }

  /** Rings after this time at the latest. */
  void within(long delay, long now) {
    long candidate = now + Math.min(delay, FAR);
    if (candidate - at < 0) {
      at = candidate;
    }
  }
}
