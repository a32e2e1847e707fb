package io.github.esrpcluster.api;

import java.time.Duration;

/**
 * Represents the membership that a registration was granted, for one epoch. While the lease runs
 * the member is live. After it has expired the member counts as {@link ElementState#UNREACHABLE}
 * and stays known, so that a quorum does not shrink when nodes die. It leaves by a release or after
 * the retention time.
 *
 * <p>Thread-safe. Renewals and releases never throw; their outcome tells whether they had an
 * effect. Made by the manager; vendors do not implement it.
 */
public interface Lease {
  /** Returns the service. */
  ServiceId service();

  /** Returns the node. */
  NodeId node();

  /**
   * Returns the epoch, which identifies one registration of a node. A later registration has a
   * higher epoch, and an epoch never repeats. Renewals, releases and reports of an older epoch are
   * refused and counted.
   */
  long epoch();

  /**
   * Returns how long the lease runs after each renewal. It may differ from the lease that was asked
   * for, because the manager has bounds.
   */
  Duration granted();

  /**
   * Renews the lease: it runs for {@link #granted()} from now. Does not change the status of the
   * node. An expired lease recovers, with the state last reported, if it is still the current lease
   * of the node.
   */
  RenewalOutcome renew();

  /** Ends the membership at once, if this lease is still the current one. */
  ReleaseOutcome release();

  /**
   * Reports a state for the service and under the epoch of this lease.
   *
   * @param reason for people; may be empty
   * @throws IllegalArgumentException if the state is {@link ElementState#UNREACHABLE}
   * @throws LimitExceededException if the reason is longer than the manager allows
   */
  ReportOutcome report(ElementState state, String reason);
}
