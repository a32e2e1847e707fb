package io.github.esrpcluster.api;

import java.time.Duration;

/**
 * The hold that a registration was granted. While it runs the node is heard; when it has run out
 * the member counts as {@link ElementState#UNREACHABLE} and stays known, so that a quorum does not
 * shrink when nodes die.
 *
 * <p>Thread-safe. No method throws for a lease that is no longer good; the outcome says so.
 */
public interface Lease {
  /** The service. */
  ServiceId service();

  /** The node. */
  NodeId node();

  /**
   * Numbers the registrations of this manager: a later registration has a higher epoch, and no
   * epoch comes twice. Renewals, releases and reports of an older epoch are refused and counted.
   */
  long epoch();

  /** How long the lease runs from each sign of life; may differ from what was asked. */
  Duration granted();

  /**
   * A sign of life: the lease runs anew from now. Says nothing of the node's state. An expired
   * lease that is still the node's newest comes back to life with the state last reported.
   */
  RenewalOutcome renew();

  /** Ends the membership at once. */
  ReleaseOutcome release();

  /**
   * Reports a state for this lease's service, under this lease's epoch.
   *
   * @throws IllegalArgumentException if the state is {@link ElementState#UNREACHABLE}
   */
  ReportOutcome report(ElementState state, String reason);
}
