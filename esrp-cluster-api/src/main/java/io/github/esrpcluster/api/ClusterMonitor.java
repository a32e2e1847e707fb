package io.github.esrpcluster.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What observers read from a cluster manager. Part of {@link ClusterManager}, for dashboards and
 * exporters. Thread-safe; nothing here changes a status. Vendors do not implement it: methods may
 * be added. All methods but {@link #addListener} also work after {@code close()}.
 */
public interface ClusterMonitor {
  /** Returns the services known now; an immutable copy. */
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
   * Returns the verdict that the service's policy would give if these members were in these
   * effective states and all others as they are. Runs the policy on the calling thread; changes
   * nothing and fires no event.
   *
   * @throws IllegalArgumentException if the service is unknown, or one of the nodes is not a member
   * @throws RuntimeException if the policy throws it
   */
  Verdict simulate(ServiceId service, Map<NodeId, ElementState> assumptions);

  /** Returns how each publisher that covers the service is doing; empty if it is unknown. */
  List<PublisherStatus> publishers(ServiceId service);

  /** Returns what the manager holds, and how often each thing has happened. */
  ClusterStatistics statistics();

  /**
   * Adds a listener; {@link ClusterListener} says in which order and on which thread it is called.
   *
   * @throws IllegalStateException if the manager is closed
   */
  Subscription addListener(ClusterListener listener);
}
