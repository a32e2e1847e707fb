package io.github.esrpcluster.i3.notify;

/**
 * Estimates how many NOTIFYs were sent in the last minute, for {@code adaptive-min-rate} (RFC 6446
 * section 4.4). Counts the present minute and the one before, which takes the same memory for any
 * rate. Immutable.
 *
 * @param start the time at which the present minute began
 * @param before the number in the minute before
 * @param now the number in the present minute
 */
record RecentNotifies(long start, int before, int now) {
  private static final long PERIOD = 60_000_000_000L;
  private static final double PERIOD_SECONDS = 60;
  private static final double NANOS_PER_SECOND = 1e9;

  static RecentNotifies none(long time) {
    return new RecentNotifies(time, 0, 0);
  }

  RecentNotifies plusOne(long time) {
    RecentNotifies moved = movedTo(time);
    return new RecentNotifies(moved.start, moved.before, moved.now + 1);
  }

  private RecentNotifies movedTo(long time) {
    long minutes = (time - start) / PERIOD;
    if (minutes == 0) {
      return this;
    }
    return new RecentNotifies(start + minutes * PERIOD, minutes == 1 ? now : 0, 0);
  }

  /**
   * Returns the longest time to the next NOTIFY: count / (rate^2 * period). Few recent NOTIFYs make
   * it shorter, many make it longer.
   */
  long nanosToNext(long time, Rate rate) {
    RecentNotifies moved = movedTo(time);
    double left = 1 - (double) (time - moved.start) / (double) PERIOD;
    double count = Math.max(1, moved.now + moved.before * left);
    double perSecond = rate.perSecond();
    double seconds = count / (perSecond * perSecond * PERIOD_SECONDS);
    return Math.min(Rate.LONGEST, (long) (seconds * NANOS_PER_SECOND));
  }
}
