package io.github.esrpcluster.core;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/** Called before a lease is taken for expired: did this manager itself not run for a while? */
@FunctionalInterface
interface SweepStallCheck {
  /**
   * Checks for a stall, and extends all leases by it.
   *
   * @return the time of the check: a lease whose deadline is not later is expired
   */
  @CanIgnoreReturnValue
  long checkForStall();
}
