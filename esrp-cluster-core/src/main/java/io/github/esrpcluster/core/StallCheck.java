package io.github.esrpcluster.core;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/**
 * Asked by whoever is about to find a lease run out: did this manager itself not run for a while?
 */
@FunctionalInterface
interface StallCheck {
  /**
   * Looks, and forgives the leases what they lost by a stall.
   *
   * @return the time for which was looked: a lease may be held to have run out by then, not later
   */
  @CanIgnoreReturnValue
  long look();
}
