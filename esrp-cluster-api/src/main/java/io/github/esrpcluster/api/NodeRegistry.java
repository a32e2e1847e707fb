package io.github.esrpcluster.api;

import java.util.Optional;

/**
 * Registers nodes and takes their reports. Part of {@link ClusterManager}, for code that relays the
 * requests of nodes and needs nothing else. Vendors do not implement it: methods may be added.
 *
 * <p>Thread-safe. No method waits for a publisher, a listener or the network. After {@code
 * close()}, {@code renew}, {@code release} and {@code report} return {@code CLOSED}; {@code
 * register} throws {@link IllegalStateException}.
 */
public interface NodeRegistry {
  /**
   * Registers a node as a member of the service's cluster. A registered node is not ready yet:
   * until its first report it counts as {@link ElementState#UNREACHABLE}, unless the registration
   * carries a status.
   *
   * <p>Registering a member again while its lease runs renews the lease. The new terms (contact,
   * weight, preference, site, lease) replace the old ones; epoch and report stay. Another {@link
   * Registration#incarnation()}, or an expired or released lease, starts a new epoch without a
   * report. An operator's override stays in either case. A status in the registration counts as a
   * report.
   *
   * @return the lease, which identifies this epoch of the membership
   * @throws IllegalArgumentException if a value of the registration breaks a rule
   * @throws LimitExceededException if a limit of the manager would be exceeded
   * @throws IllegalStateException if the manager is closed
   */
  Lease register(Registration registration);

  /** Returns the current lease of the node for the service; empty if it is not a member. */
  Optional<Lease> lease(ServiceId service, NodeId node);

  /**
   * Renews the leases of a node for all its services, in any epoch.
   *
   * @return {@link RenewalOutcome#RECOVERED} if at least one of the leases had expired; otherwise
   *     {@link RenewalOutcome#RENEWED} if at least one was renewed; {@link RenewalOutcome#UNKNOWN}
   *     if the node is not a member of any service; never {@link RenewalOutcome#SUPERSEDED}
   */
  RenewalOutcome renew(NodeId node);

  /**
   * Renews one lease, for protocols that carry the epoch.
   *
   * @param epoch the epoch of the lease ({@link Lease#epoch()})
   */
  RenewalOutcome renew(ServiceId service, NodeId node, long epoch);

  /**
   * Ends the memberships of a node in all its services, in any epoch.
   *
   * @return {@link ReleaseOutcome#RELEASED} if at least one ended, {@link ReleaseOutcome#UNKNOWN}
   *     if the node is not a member of any service; never {@link ReleaseOutcome#SUPERSEDED}
   */
  ReleaseOutcome release(NodeId node);

  /** Ends a membership in any epoch; never returns {@link ReleaseOutcome#SUPERSEDED}. */
  ReleaseOutcome release(ServiceId service, NodeId node);

  /**
   * Ends a membership if it still has this epoch, for protocols that carry the epoch.
   *
   * @param epoch the epoch of the lease ({@link Lease#epoch()})
   */
  ReleaseOutcome release(ServiceId service, NodeId node, long epoch);

  /**
   * Applies a report and renews the lease with it. A report that is refused as stale does not renew
   * the lease.
   *
   * @throws IllegalArgumentException if a value of the status breaks a rule
   * @throws LimitExceededException if the reason is longer than the manager allows
   */
  ReportOutcome report(NodeStatus status);
}
