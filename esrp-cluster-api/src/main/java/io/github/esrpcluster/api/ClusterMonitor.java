package io.github.esrpcluster.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Shows the state of a manager to observers. Part of {@link ClusterManager}, for dashboards and
 * exporters. Vendors do not implement it: methods may be added.
 *
 * <p>Thread-safe. No method changes a status. All methods except {@link #addListener} also work
 * after {@code close()}; {@link #publishers} is empty after the manager has ended.
 */
public interface ClusterMonitor {
  /** Returns the known services; an immutable copy, in no particular order. */
  Set<ServiceId> services();

  /** Returns the published status; empty if the service is unknown or not evaluated yet. */
  Optional<ServiceStatus> status(ServiceId service);

  /**
   * Returns the cluster as its policy sees it now, with the members in no particular order; empty
   * if the service is unknown. The view is immutable: it does not show later changes.
   */
  Optional<ClusterView> view(ServiceId service);

  /**
   * Returns the node as a member of each of its services; an immutable copy, in no particular
   * order, empty if the node has no service.
   */
  List<Member> members(NodeId node);

  /** Explains the published status; empty if the service is unknown or not evaluated yet. */
  Optional<StatusExplanation> explain(ServiceId service);

  /**
   * Returns the verdict that the service's policy would give if these members had these effective
   * states and all other members kept theirs. Runs the policy on the calling thread; changes
   * nothing and fires no event.
   *
   * <p>Passes on an exception or error of the policy. Its time is not limited by the deadline.
   *
   * <p>A member that is in the assumed state already is the member as it is. Of any other assumed
   * member the policy sees:
   *
   * <ul>
   *   <li>the same registration, epoch, load and posture;
   *   <li>a lease that has expired if the state is {@link ElementState#UNREACHABLE}, and that runs
   *       otherwise;
   *   <li>the same override if the assumed state follows from it or from the expired lease;
   *       otherwise none;
   *   <li>the same report if the lease has expired, if the override stays, or if the report has the
   *       assumed state; otherwise a report of the assumed state without a reason.
   * </ul>
   *
   * @param assumptions the assumed effective states by node; may be empty
   * @return the verdict, never null; before override and hold-down
   * @throws IllegalArgumentException if the service is unknown, or one of the nodes is not a member
   * @throws NullPointerException if the policy returns null
   */
  Verdict simulate(ServiceId service, Map<NodeId, ElementState> assumptions);

  /**
   * Returns the delivery status of each publisher that covers the service; an immutable copy, in no
   * particular order, empty if the service is unknown.
   */
  List<PublisherStatus> publishers(ServiceId service);

  /** Returns the sizes and counters of the manager; a copy that does not show later changes. */
  ClusterStatistics statistics();

  /**
   * Adds a listener, which receives the events that happen from now on. {@link ClusterListener}
   * describes order and threads.
   *
   * @return a handle that removes the listener
   * @throws IllegalStateException if the manager is closed
   */
  Subscription addListener(ClusterListener listener);
}
