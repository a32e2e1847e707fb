package io.github.esrpcluster.i3.notify;

import java.util.concurrent.TimeUnit;

/**
 * The times of one subscription, in nanoseconds.
 *
 * @param contactInterval the longest time without a NOTIFY or a refresh
 * @param firstPause the pause after the first failure; doubles with each further one
 * @param longestPause the longest pause after failures that may go away by themselves
 */
record SubscriberRules(long contactInterval, long firstPause, long longestPause) {
  /** The longest wait for a NOTIFY after a 2xx response (RFC 6665 section 4.1.2.4). */
  static final long TIMER_N = TransactionTimes.TIMER_F;

  /** A deadline that is noticed so much too late was missed by this process, not by the peer. */
  static final long LATE = TimeUnit.SECONDS.toNanos(2);

  /** A subscription that lived so long is renewed at once if it ends. */
  static final long STEADY = TransactionTimes.TIMER_F;

  /** The shortest time between two SUBSCRIBEs of a subscription that lives. */
  static final long SHORTEST_INTERVAL = TimeUnit.SECONDS.toNanos(2);

  /** The pause after a failure that does not go away by itself. */
  static final long SLOW_PAUSE = TimeUnit.MINUTES.toNanos(15);

  /** The longest pause that a notifier can ask for, so that no node is given up silently. */
  static final long LONGEST_PAUSE_ASKED = TimeUnit.HOURS.toNanos(1);
}
