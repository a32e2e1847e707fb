package io.github.esrpcluster.i3.notify;

/** The durations of a subscription, in seconds (NENA-STA-010.3 sections 2.4.1 and 2.4.2). */
final class SubscriptionDurations {
  /** A shorter one is refused. */
  static final long SHORTEST = 60;

  /** The duration of a request without {@code Expires}. */
  static final long USUAL = 3_600;

  /** A longer one is shortened to this. */
  static final long LONGEST = 86_400;

  private SubscriptionDurations() {}
}
