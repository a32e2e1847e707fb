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
  private int failures;
  private long failingSince;
  private boolean bypassed;

  NotificationRateControl(PublisherOptions options, RandomGenerator random) {
    this.options = options;
    this.random = random;
  }

  /** Returns the delay of a status that waits, in nanoseconds; zero or less: it may start. */
  long untilNext(long now) {
    return Math.max(untilBackoffEnds(now), untilIntervalEnds(now));
  }

  /** Returns how long {@code max-rate} holds the next notification back; zero or less: not. */
  long untilIntervalEnds(long now) {
    return !startedBefore || bypassed ? 0 : untilIntervalEnds(options, startedAt, now);
  }

  /** Returns how long {@code max-rate} holds the next notification back after one that started. */
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
    return failures == 0 ? 0 : resumeAt - now;
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
  }

  /** Counts a failure of the publisher; returns the pause, which doubles with each in a row. */
  Duration failed(long now) {
    countFailure(now);
    long longest =
        Math.min(
            nanos(options.maxBackoff()),
            nanos(options.initialBackoff()) << Math.min(failures - 1, doublings()));
    return pause(longest - (long) (random.nextDouble() * longest / 2), now);
  }

  /** Counts a refusal of the executor, which is not the publisher's fault; returns the pause. */
  Duration refused(long now) {
    countFailure(now);
    return pause(nanos(options.initialBackoff()), now);
  }

  private void countFailure(long now) {
    if (failures++ == 0) {
      failingSince = now;
    }
  }

  private Duration pause(long nanos, long now) {
    resumeAt = now + nanos;
    return Duration.ofNanos(nanos);
  }

  /** More doublings would exceed the longest pause anyway, and might overflow. */
  private int doublings() {
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

  /** Lets the next notification start at once, whatever rates and back-off, and refreshes end. */
  void bypass() {
    bypassed = true;
    failures = 0;
  }

  private static long nanos(Duration duration) {
    // RFC 6446 allows an interval of 317 years; half of a long is never reached either.
    return duration.compareTo(Duration.ofDays(36_500)) > 0
        ? Long.MAX_VALUE / 2
        : duration.toNanos();
  }
}
