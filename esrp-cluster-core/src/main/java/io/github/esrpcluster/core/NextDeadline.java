package io.github.esrpcluster.core;

/**
 * The time at which the sweep must look at a cluster next: the earliest of all its deadlines, or
 * somewhat earlier, because a renewal does not move it. Read by the sweeper without a lock, written
 * under the cluster's.
 */
final class NextDeadline {
  /** Later than every deadline, near enough for a comparison by subtraction. */
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

  /** Makes the cluster due after {@code delay} nanoseconds at most. */
  void atMost(long delay, long now) {
    long candidate = now + Math.min(delay, FAR);
    if (candidate - at < 0) {
      at = candidate;
    }
  }
}
