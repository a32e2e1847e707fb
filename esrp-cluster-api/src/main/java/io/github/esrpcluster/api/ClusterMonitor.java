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
 * after {@code close()}; {@link #publishers} is then empty.
 */
public interface ClusterMonitor {
  /** Returns the known services; an immutable copy. */
  Set<ServiceId> services();

  /** Returns the published status; empty if the service is unknown or not evaluated yet. */
  Optional<ServiceStatus> status(ServiceId service);

  /** Returns the cluster as its policy sees it now; empty if the service is unknown. */
  Optional<ClusterView> view(ServiceId service);

  /** Returns the node as a member of each of its services; empty if it has none. */
  List<Member> members(NodeId node);

  /** Explains the published status; empty if the service is unknown or not evaluated yet. */
  Optional<StatusExplanation> explain(ServiceId service);

  /**
   * Returns the verdict that the service's policy would give if these members had these effective
   * states and all other members kept theirs. Runs the policy on the calling thread; changes
   * nothing and fires no event.
   *
   * @param assumptions the assumed effective states by node; may be empty
   * @throws IllegalArgumentException if the service is unknown, or one of the nodes is not a member
   * @throws RuntimeException if the policy throws it
   */
  Verdict simulate(ServiceId service, Map<NodeId, ElementState> assumptions);

  /**
   * Returns the delivery status of each publisher that covers the service; empty if the service is
   * unknown.
   */
  List<PublisherStatus> publishers(ServiceId service);

  /** Returns the sizes and counters of the manager. */
  ClusterStatistics statistics();

  /**
   * Adds a listener. {@link ClusterListener} describes order and threads.
   *
   * @return a handle that removes the listener
   * @throws IllegalStateException if the manager is closed
   */
  Subscription addListener(ClusterListener listener);
}
