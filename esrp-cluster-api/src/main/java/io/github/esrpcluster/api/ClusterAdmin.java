package io.github.esrpcluster.api;

import java.util.Optional;

/**
 * What operators, and the vendor's own configuration, set in a cluster manager. Part of {@link
 * ClusterManager}. Thread-safe. Vendors do not implement it: methods may be added.
 *
 * <p>Calling any setter for an unknown service creates it: its status is evaluated and published as
 * {@code Down}. To avoid that, configure the service in the builder or after its first node has
 * registered. After {@code close()} all methods that change something throw {@link
 * IllegalStateException}.
 */
public interface ClusterAdmin {
  /**
   * Overrides the state of a node in a service, {@code Unreachable} included. The node need not be
   * a member yet: an override outlives release and registration. A state that takes calls counts
   * only while the lease of the node runs.
   *
   * @throws LimitExceededException if a limit of the manager would be exceeded
   */
  void override(ServiceId service, NodeId node, OperatorOverride<ElementState> override);

  /**
   * Overrides the published state of a service.
   *
   * @throws IllegalArgumentException if a service may not publish that state about itself
   */
  void override(ServiceId service, OperatorOverride<ServiceState> override);

  /** Overrides the posture of a service. */
  void overridePosture(ServiceId service, OperatorOverride<SecurityPosture> override);

  /**
   * Clears the override of a node; its live report shows again.
   *
   * @param operator who clears it; not blank, at most 255 characters
   * @param reason why; may be empty
   * @return whether there was an override
   */
  boolean clearOverride(ServiceId service, NodeId node, String operator, String reason);

  /**
   * Clears the override of a service's state; see {@link #clearOverride(ServiceId, NodeId, String,
   * String)}.
   */
  boolean clearOverride(ServiceId service, String operator, String reason);

  /**
   * Clears the override of a service's posture; see {@link #clearOverride(ServiceId, NodeId,
   * String, String)}.
   */
  boolean clearPostureOverride(ServiceId service, String operator, String reason);

  /**
   * Replaces the status policy of one service. Members and reports stay; the service is evaluated
   * at once, without a previous verdict.
   */
  void setStatusPolicy(ServiceId service, StatusPolicy policy);

  /** Gives the service the manager's status policy again; returns whether it had its own. */
  boolean resetStatusPolicy(ServiceId service);

  /** Returns the policy that evaluates the service; empty if the service is unknown. */
  Optional<StatusPolicy> statusPolicy(ServiceId service);

  /** Replaces the load-balancing policy of one service. */
  void setLoadBalancingPolicy(ServiceId service, LoadBalancingPolicy policy);

  /**
   * Gives the service the manager's load-balancing policy again; returns whether it had its own.
   */
  boolean resetLoadBalancingPolicy(ServiceId service);

  /** Returns the policy that balances the service; empty if the service is unknown. */
  Optional<LoadBalancingPolicy> loadBalancingPolicy(ServiceId service);

  /** Switches the last resort of one service on or off; it is on by default. */
  void setLastResort(ServiceId service, boolean allowed);

  /** Gives the service the default again, which is on; returns whether it was set. */
  boolean resetLastResort(ServiceId service);

  /** Returns whether the last resort is on; empty if the service is unknown. */
  Optional<Boolean> lastResort(ServiceId service);

  /** Adds a publisher with default options and a generated name. */
  Subscription addPublisher(ServiceStatusPublisher publisher);

  /**
   * Adds a publisher. It first gets the current status of every service it covers.
   *
   * @throws IllegalArgumentException if a publisher of that name is present
   */
  Subscription addPublisher(ServiceStatusPublisher publisher, PublisherOptions options);
}
