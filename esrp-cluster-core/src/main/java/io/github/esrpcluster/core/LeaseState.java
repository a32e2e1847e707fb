package io.github.esrpcluster.core;

/**
 * A lease in one word, so that it changes in one step: its deadline in monotonic nanoseconds, and
 * in the two lowest bits whether its expiry was recorded and whether the membership has ended.
 *
 * <p>The deadline lacks its two highest bits. It is only compared by subtraction, which is exact
 * over 73 years either way.
 */
final class LeaseState {
  private static final int BITS = 2;
  private static final long EXPIRED = 1;
  private static final long ENDED = 2;
  private static final long FLAGS = EXPIRED | ENDED;

  private LeaseState() {}

  /** Returns a lease that runs until the deadline. */
  static long until(long deadline) {
    return deadline << BITS;
  }

  /** Returns whether neither an expiry nor an end was recorded. */
  static boolean isOpen(long lease) {
    return (lease & FLAGS) == 0;
  }

  static boolean isExpired(long lease) {
    return (lease & EXPIRED) != 0;
  }

  static boolean isEnded(long lease) {
    return (lease & ENDED) != 0;
  }

  /** Returns the time until the deadline; zero or less once it is reached. */
  static long left(long lease, long now) {
    return ((lease & ~FLAGS) - (now << BITS)) >> BITS;
  }

  /** Returns the same lease with the later of both deadlines. */
  static long raised(long lease, long deadline) {
    return left(lease, deadline) < 0 ? until(deadline) | (lease & FLAGS) : lease;
  }

  /** Returns the same lease with a deadline that is later by so much. */
  static long extended(long lease, long by) {
    return lease + (by << BITS);
  }

  static long expired(long lease) {
    return lease | EXPIRED;
  }

  static long recovered(long lease) {
    return lease & ~EXPIRED;
  }

  static long ended(long lease) {
    return lease | ENDED;
  }

  /** Returns the same lease, as of a membership that begins. */
  static long opened(long lease) {
    return lease & ~ENDED;
  }
}
