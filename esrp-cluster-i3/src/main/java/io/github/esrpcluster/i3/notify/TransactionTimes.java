package io.github.esrpcluster.i3.notify;

import java.util.concurrent.TimeUnit;

/** The times of a non-INVITE transaction, in nanoseconds, as notifier and subscriber judge them. */
final class TransactionTimes {
  /** 64*T1: a request without an answer has failed (timer F, RFC 3261 section 17.1.2.2). */
  static final long TIMER_F = TimeUnit.SECONDS.toNanos(32);

  /**
   * The longest wait for a stack, which should report a time-out itself. Without a bound, a
   * subscription could stay for ever.
   */
  static final long LONGEST_SILENCE_OF_STACK = 2 * TIMER_F;

  /** A timer that is later than this shows that this process was suspended, or is very busy. */
  static final long TIMER_IS_LATE = TimeUnit.MILLISECONDS.toNanos(100);

  private TransactionTimes() {}
}
