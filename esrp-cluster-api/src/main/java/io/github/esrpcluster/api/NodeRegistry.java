package io.github.esrpcluster.api;

import java.util.Optional;

/**
 * What nodes do with a cluster manager: register, renew, release, report. Part of {@link
 * ClusterManager}, for code that relays messages of nodes and needs nothing else. Thread-safe.
 * Vendors do not implement it: methods may be added.
 *
 * <p>No method waits for a publisher, a listener or the network. After {@code close()}, {@code
 * renew}, {@code release} and {@code report} return {@code CLOSED}; {@code register} throws {@link
 * IllegalStateException}.
 */
public interface NodeRegistry {
  /**
   * Registers a node as a member of the service's cluster. Registering is not being ready: before
   * its first report the member counts as {@link ElementState#UNREACHABLE}, unless the registration
   * carries a status.
   *
   * <p>Registering again, equal but for the status, while the lease runs, renews the lease: the
   * epoch stays. Any other difference, or an expired lease, makes a new epoch: the old report is
   * gone, an operator's override stays.
   *
   * @throws IllegalArgumentException if a value of the registration breaks a rule
   * @throws LimitExceededException if a limit of the manager would be exceeded
   * @throws IllegalStateException if the manager is closed
   */
  Lease register(Registration registration);

  /** Returns the lease that makes the node a member now; empty if it is not a member. */
  Optional<Lease> lease(ServiceId service, NodeId node);

  /**
   * Renews the leases of a node in all its services, whatever their epochs.
   *
   * @return {@link RenewalOutcome#RECOVERED} if at least one of the leases had expired, {@link
   *     RenewalOutcome#RENEWED} if at least one was renewed, {@link RenewalOutcome#UNKNOWN} if the
   *     node is not a member of any service; never {@link RenewalOutcome#SUPERSEDED}
   */
  RenewalOutcome renew(NodeId node);

  /** Renews one lease, for protocols that carry the epoch ({@link Lease#epoch()}). */
  RenewalOutcome renew(ServiceId service, NodeId node, long epoch);

  /**
   * Ends the memberships of a node in all its services, whatever their epochs.
   *
   * @return {@link ReleaseOutcome#RELEASED} if at least one ended, {@link ReleaseOutcome#UNKNOWN}
   *     if the node is not a member of any service; never {@link ReleaseOutcome#SUPERSEDED}
   */
  ReleaseOutcome release(NodeId node);

  /** Ends a membership, whatever its epoch; never returns {@link ReleaseOutcome#SUPERSEDED}. */
  ReleaseOutcome release(ServiceId service, NodeId node);

  /** Ends a membership if it still has this epoch ({@link Lease#epoch()}). */
  ReleaseOutcome release(ServiceId service, NodeId node, long epoch);

  /**
   * Applies a report, and renews the lease with it. A report that is refused as stale does not
   * renew the lease.
   *
   * @throws LimitExceededException if the reason is longer than the manager allows
   */
  ReportOutcome report(NodeStatus status);
}
