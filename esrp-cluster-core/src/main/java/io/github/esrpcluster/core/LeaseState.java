package io.github.esrpcluster.core;

/**
 * A lease in one word, so that it changes in one step: when it runs out, in monotonic nanoseconds,
 * and in the two lowest bits whether it was found to have run out, and whether it is over for good.
 *
 * <p>The time thus lacks its two highest bits. It is only ever compared by subtraction, which is
 * exact over 73 years either way.
 */
final class LeaseState {
  private static final int BITS = 2;
  private static final long EXPIRED = 1;
  private static final long ENDED = 2;
  private static final long FLAGS = EXPIRED | ENDED;

  private LeaseState() {}

  /** A lease that runs until then. */
  static long until(long deadline) {
    return deadline << BITS;
  }

  /** Neither found expired nor ended. */
  static boolean isOpen(long lease) {
    return (lease & FLAGS) == 0;
  }

  static boolean isExpired(long lease) {
    return (lease & EXPIRED) != 0;
  }

  static boolean isEnded(long lease) {
    return (lease & ENDED) != 0;
  }

  /** How long it still runs: zero or less from the very deadline on. */
  static long left(long lease, long now) {
    return ((lease & ~FLAGS) - (now << BITS)) >> BITS;
  }

  /** The same lease, running until then if that is later. */
  static long raised(long lease, long deadline) {
    return left(lease, deadline) < 0 ? until(deadline) | (lease & FLAGS) : lease;
  }

  /** The same lease, running longer by this time. */
  static long extended(long lease, long by) {
    return lease + (by << BITS);
  }

  static long expired(long lease) {
    return lease | EXPIRED;
  }

  static long revived(long lease) {
    return lease & ~EXPIRED;
  }

  static long ended(long lease) {
    return lease | ENDED;
  }
}
