package io.github.esrpcluster.api;

import java.util.Optional;

/**
 * Sets overrides, policies and publishers in a manager. Part of {@link ClusterManager}, for
 * operators and the vendor's own configuration. Vendors do not implement it: methods may be added.
 *
 * <p>Calling any setter for an unknown service creates it: its status is evaluated and published as
 * {@code Down}. To avoid that, configure the service in the builder or after its first node has
 * registered.
 *
 * <p>Thread-safe. After {@code close()} all methods that change something throw {@link
 * IllegalStateException}.
 */
public interface ClusterAdmin {
  /**
   * Overrides the state of a node in a service. Any state is allowed, {@code Unreachable} included.
   * The node need not be a member yet: an override outlives release and registration. A state that
   * takes calls counts only while the lease of the node runs. A new override replaces the previous
   * one.
   *
   * @throws LimitExceededException if a limit of the manager would be exceeded, for example because
   *     the reason is too long
   */
  void override(ServiceId service, NodeId node, OperatorOverride<ElementState> override);

  /**
   * Overrides the published state of a service. Routing does not change. A new override replaces
   * the previous one.
   *
   * @throws IllegalArgumentException if a service may not publish that state about itself ({@link
   *     ServiceState#publishable()})
   * @throws LimitExceededException if a limit of the manager would be exceeded, for example because
   *     the reason is too long
   */
  void override(ServiceId service, OperatorOverride<ServiceState> override);

  /**
   * Overrides the published posture of a service. A new override replaces the previous one.
   *
   * @throws LimitExceededException if a limit of the manager would be exceeded, for example because
   *     the reason is too long
   */
  void overridePosture(ServiceId service, OperatorOverride<SecurityPosture> override);

  /**
   * Clears the override of a node, so that its live report counts again. Does not create an unknown
   * service.
   *
   * @param operator the name of the operator who clears it; not blank, at most 255 characters
   * @param reason the reason, for people; may be empty
   * @return whether there was an override
   * @throws IllegalArgumentException if the operator's name is blank or too long
   * @throws LimitExceededException if the reason is longer than the manager allows
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

  /**
   * Restores the manager's status policy for the service.
   *
   * @return whether the service had a policy of its own
   */
  boolean resetStatusPolicy(ServiceId service);

  /** Returns the policy that evaluates the service; empty if the service is unknown. */
  Optional<StatusPolicy> statusPolicy(ServiceId service);

  /** Replaces the load-balancing policy of one service. */
  void setLoadBalancingPolicy(ServiceId service, LoadBalancingPolicy policy);

  /**
   * Restores the manager's load-balancing policy for the service.
   *
   * @return whether the service had a policy of its own
   */
  boolean resetLoadBalancingPolicy(ServiceId service);

  /** Returns the policy that balances the service; empty if the service is unknown. */
  Optional<LoadBalancingPolicy> loadBalancingPolicy(ServiceId service);

  /**
   * Sets whether calls for the service may be offered to last-resort nodes; true by default. See
   * {@link CallRouter#route(ServiceId, RoutingRequest)}.
   */
  void setLastResort(ServiceId service, boolean allowed);

  /**
   * Restores the default for the service, which allows the last resort.
   *
   * @return whether the service had a setting of its own
   */
  boolean resetLastResort(ServiceId service);

  /** Returns whether the last resort is allowed; empty if the service is unknown. */
  Optional<Boolean> lastResort(ServiceId service);

  /**
   * Adds a publisher with default options and a generated name. It first receives the current
   * status of every service.
   *
   * @return a handle that removes the publisher
   */
  Subscription addPublisher(ServiceStatusPublisher publisher);

  /**
   * Adds a publisher. It first receives the current status of every service that it covers.
   *
   * @return a handle that removes the publisher
   * @throws IllegalArgumentException if the manager has a publisher of that name
   */
  Subscription addPublisher(ServiceStatusPublisher publisher, PublisherOptions options);
}
