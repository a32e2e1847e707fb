package io.github.esrpcluster.i3.notify;

/**
 * Estimates how many NOTIFYs were sent in the last period, for {@code adaptive-min-rate} (RFC 6446
 * section 4.4). Counts the present period and the one before, which takes the same memory for any
 * rate. Immutable.
 *
 * @param start the time at which the present period began
 * @param before the number in the period before
 * @param now the number in the present period
 */
record RecentNotifies(long start, int before, int now) {
  private static final long SHORTEST_PERIOD = 60_000_000_000L;
  private static final double NANOS_PER_SECOND = 1e9;

  static RecentNotifies none(long time) {
    return new RecentNotifies(time, 0, 0);
  }

  /** Returns the period for a rate: longer than its interval, so that a count has a meaning. */
  private static long period(Rate rate) {
    return Math.max(SHORTEST_PERIOD, 2 * rate.intervalNanos());
  }

  RecentNotifies plusOne(long time, Rate rate) {
    RecentNotifies moved = movedTo(time, period(rate));
    return new RecentNotifies(moved.start, moved.before, moved.now + 1);
  }

  private RecentNotifies movedTo(long time, long period) {
    long periods = (time - start) / period;
    if (periods == 0) {
      return this;
    }
    return new RecentNotifies(start + periods * period, periods == 1 ? now : 0, 0);
  }

  /**
   * Returns the longest time to the next NOTIFY: count / (rate^2 * period). Few recent NOTIFYs make
   * it shorter, many make it longer.
   */
  long nanosToNext(long time, Rate rate) {
    long period = period(rate);
    RecentNotifies moved = movedTo(time, period);
    double left = 1 - (double) (time - moved.start) / (double) period;
    double count = Math.max(1, moved.now + moved.before * left);
    double perSecond = rate.perSecond();
    double seconds = count / (perSecond * perSecond * ((double) period / NANOS_PER_SECOND));
    return Math.min(Rate.LONGEST, (long) (seconds * NANOS_PER_SECOND));
  }
}
