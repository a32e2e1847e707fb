package io.github.esrpcluster.api;

import java.util.Optional;

/**
 * Registers nodes and takes their reports. Part of {@link ClusterManager}, for code that relays the
 * requests of nodes and needs nothing else. Vendors do not implement it: methods may be added.
 *
 * <p>Thread-safe. No method waits for a publisher, a listener or the network. A method that changes
 * a status waits for the lock of the service and, unless policies have an executor of their own,
 * for the status policy. A renewal takes no lock while the lease runs. After {@code close()},
 * {@code renew}, {@code release} and {@code report} return {@code CLOSED}; {@code register} throws
 * {@link IllegalStateException}.
 */
public interface NodeRegistry {
  /**
   * Registers a node as a member of the service's cluster. Until its first report the node counts
   * as {@link ElementState#UNREACHABLE}, unless the registration carries a status.
   *
   * <p>Registering a member again while its lease runs renews the lease. The new terms (contact,
   * weight, preference, site, lease) replace the old ones; epoch and report stay. Another {@link
   * Registration#incarnation()}, or an expired or released lease, starts a new epoch without a
   * report. An operator's override stays in either case. A status in the registration counts as a
   * report.
   *
   * <p>A lease outside the bounds of the manager is not refused: the nearest bound is granted
   * ({@link Lease#granted()}).
   *
   * @return the lease, which identifies this epoch of the membership; never null
   * @throws IllegalArgumentException if a value of the registration breaks a rule
   * @throws LimitExceededException if the service would be one more than {@code maxServices}, the
   *     node one member more than {@code maxMembersPerService}, or the reason of the status is
   *     longer than {@code maxReasonLength}
   * @throws IllegalStateException if the manager is closed
   */
  Lease register(Registration registration);

  /**
   * Returns the current lease of the node for the service, also an expired one; empty if the node
   * is not a member.
   */
  Optional<Lease> lease(ServiceId service, NodeId node);

  /**
   * Renews the leases of a node for all its services, in any epoch.
   *
   * @return {@link RenewalOutcome#RECOVERED} if at least one of the leases had expired; otherwise
   *     {@link RenewalOutcome#RENEWED} if at least one was renewed; {@link RenewalOutcome#UNKNOWN}
   *     if the node is not a member of any service; {@link RenewalOutcome#CLOSED} if the manager is
   *     closed; never {@link RenewalOutcome#SUPERSEDED}
   */
  RenewalOutcome renew(NodeId node);

  /**
   * Renews one lease, for protocols that carry the epoch.
   *
   * @param epoch the epoch of the lease ({@link Lease#epoch()})
   * @return {@link RenewalOutcome#RENEWED}, or {@link RenewalOutcome#RECOVERED} if the lease had
   *     expired; {@link RenewalOutcome#SUPERSEDED} if the node is a member under another epoch;
   *     {@link RenewalOutcome#UNKNOWN} if it is not a member; {@link RenewalOutcome#CLOSED} if the
   *     manager is closed
   */
  RenewalOutcome renew(ServiceId service, NodeId node, long epoch);

  /**
   * Ends the memberships of a node in all its services, in any epoch.
   *
   * @return {@link ReleaseOutcome#RELEASED} if at least one ended; {@link ReleaseOutcome#UNKNOWN}
   *     if the node is not a member of any service; {@link ReleaseOutcome#CLOSED} if the manager is
   *     closed; never {@link ReleaseOutcome#SUPERSEDED}
   */
  ReleaseOutcome release(NodeId node);

  /**
   * Ends a membership in any epoch.
   *
   * @return {@link ReleaseOutcome#RELEASED}; {@link ReleaseOutcome#UNKNOWN} if the node is not a
   *     member; {@link ReleaseOutcome#CLOSED} if the manager is closed; never {@link
   *     ReleaseOutcome#SUPERSEDED}
   */
  ReleaseOutcome release(ServiceId service, NodeId node);

  /**
   * Ends a membership if it still has this epoch, for protocols that carry the epoch.
   *
   * @param epoch the epoch of the lease ({@link Lease#epoch()})
   * @return {@link ReleaseOutcome#RELEASED}; {@link ReleaseOutcome#SUPERSEDED} if the node is a
   *     member under another epoch; {@link ReleaseOutcome#UNKNOWN} if it is not a member; {@link
   *     ReleaseOutcome#CLOSED} if the manager is closed
   */
  ReleaseOutcome release(ServiceId service, NodeId node, long epoch);

  /**
   * Applies a report and renews the lease with it. A report without a {@link NodeStatus#service()}
   * applies to all services of the node. A report that is refused does not renew the lease.
   *
   * @return {@link ReportOutcome#APPLIED} or {@link ReportOutcome#UNCHANGED} if at least one
   *     service accepted the report; otherwise the reason for the refusal; never null
   * @throws IllegalArgumentException if a value of the status breaks a rule
   * @throws LimitExceededException if the reason is longer than {@code maxReasonLength}
   */
  ReportOutcome report(NodeStatus status);
}
