package io.github.esrpcluster.api;

import java.time.Duration;

/**
 * Represents the membership that a registration was granted, for one epoch. While the lease runs
 * the member is live. After it has expired the member counts as {@link ElementState#UNREACHABLE}
 * and stays known, so that a quorum does not shrink when nodes fail. The membership ends by a
 * release, by a registration that starts a new epoch, or after the retention time.
 *
 * <p>Thread-safe. Renewals, releases and expiries do not throw; their outcome says whether they had
 * an effect. No method waits for a publisher. Made by the manager; vendors do not implement it.
 */
public interface Lease {
  /** Returns the service. */
  ServiceId service();

  /** Returns the node. */
  NodeId node();

  /**
   * Returns the epoch, 1 or more, which identifies one membership of a node. A new membership has a
   * higher epoch, also after a restart of the manager, and no epoch is used twice. The last 21 bits
   * are random, so that another process cannot guess the epoch in a few tries. Renewals, releases
   * and reports of any other epoch are refused and counted.
   */
  long epoch();

  /**
   * Returns how long the lease runs after each renewal, above zero and at most {@link
   * Registration#MAX_LEASE}: the lease that the registration asked for, within the bounds of the
   * manager.
   */
  Duration granted();

  /**
   * Renews the lease, which then runs for {@link #granted()} from now. Does not change the reported
   * status of the node. If the lease has expired and is still the current one of the node, the
   * member is live again, with the state last reported.
   *
   * @return {@link RenewalOutcome#RENEWED} or {@link RenewalOutcome#RECOVERED} if the lease was
   *     renewed; otherwise the reason for the refusal; never null
   */
  RenewalOutcome renew();

  /**
   * Ends the membership at once, if this lease is still the current one.
   *
   * @return {@link ReleaseOutcome#RELEASED} if this call ended the membership; otherwise the reason
   *     for the refusal; never null
   */
  ReleaseOutcome release();

  /**
   * Lets the lease expire now, if it is still the current one: for an observer that has lost
   * contact with the node. The member counts as {@link ElementState#UNREACHABLE} at once and stays
   * known. The retention runs from the time at which the lease would have expired. The next renewal
   * or report under this epoch makes the member live again.
   *
   * @return {@link ExpiryOutcome#EXPIRED} if the lease is over, also if it had expired before;
   *     otherwise the reason for the refusal; never null
   */
  ExpiryOutcome expire();

  /**
   * Reports a state for the service and under the epoch of this lease, and renews the lease if the
   * report is accepted.
   *
   * @param reason the reason, for people; may be empty
   * @return {@link ReportOutcome#APPLIED} or {@link ReportOutcome#UNCHANGED} if the report was
   *     accepted; otherwise the reason for the refusal; never null
   * @throws IllegalArgumentException if the state is {@link ElementState#UNREACHABLE}
   */
  ReportOutcome report(ElementState state, String reason);
}
