package io.github.esrpcluster.core;

import io.github.esrpcluster.api.PublisherOptions;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When the next message may, and must, go out to one upstream entity: the rates of RFC 6446, and
 * the back-off after failures. Not thread-safe: the feed's lock guards it.
 */
final class NotificationRateControl {
  /** No time at all. */
  static final long NEVER = Long.MAX_VALUE;

  private final PublisherOptions options;
  private final RandomGenerator random;
  private boolean startedBefore;
  private long started;
  private long resumeAt;
  private int failures;
  private boolean hurried;

  NotificationRateControl(PublisherOptions options, RandomGenerator random) {
    this.options = options;
    this.random = random;
  }

  /** How long a waiting state still has to wait; zero or less: it may go. */
  long untilNext(long now) {
    if (!startedBefore || hurried) {
      return backOff(now);
    }
    return Math.max(backOff(now), started + nanos(options.rates().minInterval()) - now);
  }

  /** The rate would hold nothing back. */
  boolean isOpen(long now) {
    return !startedBefore || hurried || now - started >= nanos(options.rates().minInterval());
  }

  /** How long until the unchanged state must be repeated. */
  long untilHeartbeat(long now) {
    if (!startedBefore || hurried || options.rates().maxInterval().isEmpty()) {
      return NEVER;
    }
    return Math.max(backOff(now), started + nanos(options.rates().maxInterval().get()) - now);
  }

  private long backOff(long now) {
    return failures == 0 ? 0 : resumeAt - now;
  }

  void started(long now) {
    startedBefore = true;
    started = now;
  }

  void succeeded() {
    failures = 0;
  }

  /** Counts a failure of the entity; returns the pause, which grows from one to the next. */
  Duration failed(long now) {
    failures++;
    long longest =
        Math.min(
            nanos(options.maxBackoff()),
            nanos(options.initialBackoff()) << Math.min(failures - 1, doublings()));
    return pause(longest - (long) (random.nextDouble() * longest / 2), now);
  }

  /**
   * Counts a lack of threads of our own, for which the entity is not avoided; returns the pause.
   */
  Duration refused(long now) {
    failures++;
    return pause(nanos(options.initialBackoff()), now);
  }

  private Duration pause(long nanos, long now) {
    resumeAt = now + nanos;
    return Duration.ofNanos(nanos);
  }

  /** Doubling further would pass the longest pause anyway, and might wrap. */
  private int doublings() {
    return Long.numberOfLeadingZeros(nanos(options.initialBackoff())) - 1;
  }

  int failures() {
    return failures;
  }

  /**
   * From now on neither rates nor an earlier failure hold anything back, and nothing is repeated.
   */
  void hurry() {
    hurried = true;
    failures = 0;
  }

  private static long nanos(Duration duration) {
    // RFC 6446 allows an interval of 317 years; half of what a long holds is never reached either.
    return duration.compareTo(Duration.ofDays(36_500)) > 0
        ? Long.MAX_VALUE / 2
        : duration.toNanos();
  }
}
