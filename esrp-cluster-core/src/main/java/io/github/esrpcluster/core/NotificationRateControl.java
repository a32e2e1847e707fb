package io.github.esrpcluster.core;

import io.github.esrpcluster.api.PublisherOptions;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Computes when the next notification of one service to one publisher may, and must, start: the
 * rates of RFC 6446, and the back-off after failures. Not thread-safe: the feed's lock guards it.
 */
final class NotificationRateControl {
  /** No delay at all: there is nothing to wait for. */
  static final long NEVER = Long.MAX_VALUE;

  private final PublisherOptions options;
  private final RandomGenerator random;
  private boolean startedBefore;
  private long startedAt;
  private long resumeAt;
  private boolean pausing;
  private int doublings;
  private int failures;
  private long failingSince;
  private boolean bypassed;

  NotificationRateControl(PublisherOptions options, RandomGenerator random) {
    this.options = options;
    this.random = random;
  }

  /** Returns how long a pending status must wait, in nanoseconds; zero or less: not at all. */
  long untilNextAllowed(long now) {
    return Math.max(untilBackoffEnds(now), untilIntervalEnds(now));
  }

  /** Returns how long {@code max-rate} delays the next notification; zero or less: not at all. */
  long untilIntervalEnds(long now) {
    return !startedBefore || bypassed ? 0 : untilIntervalEnds(options, startedAt, now);
  }

  /** Returns how long {@code max-rate} delays a notification after one that started. */
  static long untilIntervalEnds(PublisherOptions options, long startedAt, long now) {
    return startedAt + nanos(options.rates().minInterval()) - now;
  }

  /** Returns the delay until the unchanged status is sent again ({@code min-rate}). */
  long untilRefresh(long now) {
    if (!startedBefore || bypassed || options.rates().maxInterval().isEmpty()) {
      return NEVER;
    }
    return Math.max(
        untilBackoffEnds(now), startedAt + nanos(options.rates().maxInterval().get()) - now);
  }

  private long untilBackoffEnds(long now) {
    return pausing ? resumeAt - now : 0;
  }

  /** Records that a notification started, now or before this feed was created. */
  void started(long at) {
    startedBefore = true;
    startedAt = at;
  }

  /** Returns when the last notification started; meaningless before the first. */
  long startedAt() {
    return startedAt;
  }

  void succeeded() {
    failures = 0;
    endBackoff();
  }

  /**
   * Begins the pause after a failure of the publisher, and returns it. It doubles with each failure
   * in a row, up to the longest, and up to half of it is taken off at random.
   */
  Duration backOff(long now) {
    countFailure(now);
    long longest =
        Math.min(
            nanos(options.maxBackoff()),
            nanos(options.initialBackoff()) << Math.min(doublings++, maxDoublings()));
    return pause(longest - (long) (random.nextDouble() * longest / 2), now);
  }

  /** Begins the pause after a refusal of the executor, and returns it. It does not double. */
  Duration backOffAfterRefusal(long now) {
    countFailure(now);
    return pause(nanos(options.initialBackoff()), now);
  }

  private void countFailure(long now) {
    if (failures++ == 0) {
      failingSince = now;
    }
  }

  private Duration pause(long nanos, long now) {
    pausing = true;
    resumeAt = now + nanos;
    return Duration.ofNanos(nanos);
  }

  /** More doublings would exceed the longest pause anyway, and might overflow. */
  private int maxDoublings() {
    return Long.numberOfLeadingZeros(nanos(options.initialBackoff())) - 1;
  }

  /** Returns the number of failures in a row. */
  int failures() {
    return failures;
  }

  /** Returns when the first of the failures in a row was; meaningless without one. */
  long failingSince() {
    return failingSince;
  }

  /** Ends the back-off, {@code max-rate} and refreshes. A later failure begins a new back-off. */
  void bypass() {
    bypassed = true;
    endBackoff();
  }

  private void endBackoff() {
    pausing = false;
    doublings = 0;
  }

  private static long nanos(Duration duration) {
    // RFC 6446 allows an interval of 317 years; half of a long is never reached either.
    return duration.compareTo(Duration.ofDays(36_500)) > 0
        ? Long.MAX_VALUE / 2
        : duration.toNanos();
  }
}
