package io.github.esrpcluster.api;

import java.util.Optional;

/**
 * Registers nodes and takes their reports. Part of {@link ClusterManager}, for code that relays the
 * requests of nodes and needs nothing else. Vendors do not implement it: methods may be added.
 *
 * <p>Thread-safe. No method waits for a publisher, a listener or the network. A method that changes
 * a status waits for the lock of the service and, unless policies have an executor of their own,
 * for the status policy. A renewal takes no lock while the lease runs. After {@code close()},
 * {@code renew}, {@code release}, {@code expire} and {@code report} return {@code CLOSED}; {@code
 * register} throws {@link IllegalStateException}.
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
   *     node one member more than {@code maxMembersPerService} or {@code maxMembers}, or the
   *     service one more than {@code maxServicesPerNode}
   * @throws RegistrationRefusedException if the {@link AdmissionPolicy} refuses it, or while the
   *     lease of another owner or of a later incarnation runs
   * @throws IllegalStateException if the manager is closed
   */
  Lease register(Registration registration);

  /**
   * Registers as {@link #register(Registration)} does, if the membership of the node still has the
   * expected epoch.
   *
   * @param expectedEpoch the epoch of the present membership ({@link Lease#epoch()}), also of an
   *     expired one; 0 if the node must not be a member
   * @throws RegistrationRefusedException also if the membership has another epoch ({@link
   *     RegistrationRefusedException.RegistrationRefusal#SUPERSEDED})
   */
  Lease register(Registration registration, long expectedEpoch);

  /**
   * Returns a view of this registry that acts for one owner. Its registrations carry the owner
   * ({@link Registration#owner()}). Its renewals, releases, expiries and reports have an effect on
   * members without an owner and on members of this owner only; for others they return {@code
   * NOT_PERMITTED}, and {@link #lease} is empty. Calls of this registry itself act for no owner. A
   * {@link Lease} that {@code register} returned acts for the owner that registered.
   *
   * <p>Hand each connection the view of the peer that the vendor has authenticated. An owner holds
   * a membership while its lease runs; after an expiry or a release another owner may register the
   * node, unless the {@link AdmissionPolicy} refuses it ({@link ClusterEvent.OwnerChanged}).
   *
   * @param owner not blank and at most 255 characters
   * @throws IllegalArgumentException if the owner breaks a rule; {@code register} and {@code
   *     actingAs} of the view throw it for another owner
   */
  NodeRegistry actingAs(String owner);

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
   *     if the node is not a member of any service; {@link RenewalOutcome#NOT_PERMITTED} if its
   *     memberships have another owner, or the manager requires epochs; {@link
   *     RenewalOutcome#CLOSED} if the manager is closed; never {@link RenewalOutcome#SUPERSEDED}
   */
  RenewalOutcome renew(NodeId node);

  /**
   * Renews one lease, for protocols that carry the epoch.
   *
   * @param epoch the epoch of the lease ({@link Lease#epoch()})
   * @return {@link RenewalOutcome#RENEWED}, or {@link RenewalOutcome#RECOVERED} if the lease had
   *     expired; {@link RenewalOutcome#SUPERSEDED} if the node is a member under another epoch;
   *     {@link RenewalOutcome#UNKNOWN} if it is not a member; {@link RenewalOutcome#NOT_PERMITTED}
   *     if it has another owner; {@link RenewalOutcome#CLOSED} if the manager is closed
   */
  RenewalOutcome renew(ServiceId service, NodeId node, long epoch);

  /**
   * Ends the memberships of a node in all its services, in any epoch.
   *
   * @return {@link ReleaseOutcome#RELEASED} if at least one ended; {@link ReleaseOutcome#UNKNOWN}
   *     if the node is not a member of any service; {@link ReleaseOutcome#NOT_PERMITTED} if its
   *     memberships have another owner, or the manager requires epochs; {@link
   *     ReleaseOutcome#CLOSED} if the manager is closed; never {@link ReleaseOutcome#SUPERSEDED}
   */
  ReleaseOutcome release(NodeId node);

  /**
   * Ends a membership in any epoch.
   *
   * @return {@link ReleaseOutcome#RELEASED}; {@link ReleaseOutcome#UNKNOWN} if the node is not a
   *     member; {@link ReleaseOutcome#NOT_PERMITTED} if it has another owner, or the manager
   *     requires epochs; {@link ReleaseOutcome#CLOSED} if the manager is closed; never {@link
   *     ReleaseOutcome#SUPERSEDED}
   */
  ReleaseOutcome release(ServiceId service, NodeId node);

  /**
   * Ends a membership if it still has this epoch, for protocols that carry the epoch.
   *
   * @param epoch the epoch of the lease ({@link Lease#epoch()})
   * @return {@link ReleaseOutcome#RELEASED}; {@link ReleaseOutcome#SUPERSEDED} if the node is a
   *     member under another epoch; {@link ReleaseOutcome#UNKNOWN} if it is not a member; {@link
   *     ReleaseOutcome#NOT_PERMITTED} if it has another owner; {@link ReleaseOutcome#CLOSED} if the
   *     manager is closed
   */
  ReleaseOutcome release(ServiceId service, NodeId node, long epoch);

  /**
   * Lets a lease expire now, as {@link Lease#expire()} does, for protocols that carry the epoch.
   *
   * @param epoch the epoch of the lease ({@link Lease#epoch()})
   * @return {@link ExpiryOutcome#EXPIRED}; {@link ExpiryOutcome#SUPERSEDED} if the node is a member
   *     under another epoch; {@link ExpiryOutcome#UNKNOWN} if it is not a member; {@link
   *     ExpiryOutcome#NOT_PERMITTED} if it has another owner; {@link ExpiryOutcome#CLOSED} if the
   *     manager is closed
   */
  ExpiryOutcome expire(ServiceId service, NodeId node, long epoch);

  /**
   * Applies a report and renews the lease with it. A report without a {@link NodeStatus#service()}
   * applies to all services of the node. A report that is refused does not renew the lease. A
   * reason longer than {@code maxReasonLength} is cut ({@link ClusterEvent.ReasonCut}), here and in
   * a registration.
   *
   * @return {@link ReportOutcome#APPLIED} or {@link ReportOutcome#UNCHANGED} if at least one
   *     service accepted the report; otherwise the reason for the refusal; never null
   * @throws IllegalArgumentException if a value of the status breaks a rule
   */
  ReportOutcome report(NodeStatus status);
}
