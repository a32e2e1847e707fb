package io.github.esrpcluster.api;

import java.util.Optional;

/**
 * Sets overrides, policies and publishers in a manager. Part of {@link ClusterManager}, for
 * operators and the vendor's own configuration. Vendors do not implement it: methods may be added.
 *
 * <p>Overrides and setters refuse an unknown service, so that a mistyped name is not published:
 * call {@link #declareService} first, or configure the service after its first node has registered.
 * Clearing, resetting and reading do nothing if the service is unknown. Everything that is set can
 * be unset: each setter has a method that clears or resets it, or returns a {@link Subscription}.
 *
 * <p>Thread-safe. A method that changes a service waits for the lock of that service and, unless
 * policies have an executor of their own, for the status policy. No method waits for a publisher.
 * After {@code close()} all methods that change something throw {@link IllegalStateException}; the
 * others still work.
 */
public interface ClusterAdmin {
  /**
   * Declares a service that has no nodes yet: it is evaluated and published, as {@code Down} with
   * the built-in policies, and can be configured. A declared service is kept without members, until
   * {@link #undeclareService}. Does nothing if the service is declared already.
   *
   * @throws LimitExceededException if the service would be one more than {@code maxServices}
   * @throws IllegalStateException if the manager is closed
   */
  void declareService(ServiceId service);

  /**
   * Takes the declaration of a service back. Members, overrides and settings stay; a service
   * without them is removed. Does nothing if the service is unknown or not declared.
   *
   * @return true if the service was declared
   * @throws IllegalStateException if the manager is closed
   */
  boolean undeclareService(ServiceId service);

  /**
   * Overrides the state of a node in a service. Any state is allowed, {@code Unreachable} included.
   * The node need not be a member yet, which the result tells, and the override stays after a
   * release and a new registration. A state that takes calls counts only while the lease of the
   * node runs. A new override replaces the previous one. An override with a duration ends within
   * one sweep (1 s by default) after that duration. An override without one ends when its node has
   * not been a member for some time, a setting of the manager (24 h by default).
   *
   * @return whether the node is a member
   * @throws IllegalArgumentException if the service is unknown
   * @throws LimitExceededException if the service has {@code maxMembersPerService} other nodes with
   *     an override
   * @throws IllegalStateException if the manager is closed
   */
  OverrideOutcome override(ServiceId service, NodeId node, OperatorOverride<ElementState> override);

  /**
   * Overrides the published state of a service, without a hold-down. Routing does not change. A new
   * override replaces the previous one. An override with a duration ends within one sweep (1 s by
   * default) after that duration.
   *
   * @throws IllegalArgumentException if the service is unknown, or may not publish that state about
   *     itself ({@link ServiceState#publishable()})
   * @throws IllegalStateException if the manager is closed
   */
  void override(ServiceId service, OperatorOverride<ServiceState> override);

  /**
   * Overrides the published posture of a service. A new override replaces the previous one. An
   * override with a duration ends within one sweep (1 s by default) after that duration.
   *
   * @throws IllegalArgumentException if the service is unknown
   * @throws IllegalStateException if the manager is closed
   */
  void overridePosture(ServiceId service, OperatorOverride<SecurityPosture> override);

  /**
   * Clears the override of a node, so that its live report counts again. Does nothing if the
   * service is unknown or the node has no override.
   *
   * @param operator the name of the operator who clears the override; not blank, at most 255
   *     characters
   * @param reason the reason, for people; may be empty
   * @return true if there was an override
   * @throws IllegalArgumentException if the operator's name is blank, longer than 255 characters or
   *     has a hidden character
   * @throws IllegalStateException if the manager is closed
   */
  boolean clearOverride(ServiceId service, NodeId node, String operator, String reason);

  /**
   * Clears the override of a service's state. Does nothing if the service is unknown or has no such
   * override.
   *
   * @param operator the name of the operator who clears the override; not blank, at most 255
   *     characters
   * @param reason the reason, for people; may be empty
   * @return true if there was an override
   * @throws IllegalArgumentException if the operator's name is blank, longer than 255 characters or
   *     has a hidden character
   * @throws IllegalStateException if the manager is closed
   */
  boolean clearOverride(ServiceId service, String operator, String reason);

  /**
   * Clears the override of a service's posture. Does nothing if the service is unknown or has no
   * such override.
   *
   * @param operator the name of the operator who clears the override; not blank, at most 255
   *     characters
   * @param reason the reason, for people; may be empty
   * @return true if there was an override
   * @throws IllegalArgumentException if the operator's name is blank, longer than 255 characters or
   *     has a hidden character
   * @throws IllegalStateException if the manager is closed
   */
  boolean clearPostureOverride(ServiceId service, String operator, String reason);

  /**
   * Replaces the status policy of one service. Members and reports stay. The new policy evaluates
   * the service at once, without a previous verdict; its first verdict is published without
   * hold-down.
   *
   * @throws IllegalArgumentException if the service is unknown
   * @throws IllegalStateException if the manager is closed
   */
  void setStatusPolicy(ServiceId service, StatusPolicy policy);

  /**
   * Restores the manager's status policy for the service. Does nothing if the service is unknown or
   * has no status policy of its own.
   *
   * @return true if the service had a policy of its own
   * @throws IllegalStateException if the manager is closed
   */
  boolean resetStatusPolicy(ServiceId service);

  /** Returns the policy that evaluates the service; empty if the service is unknown. */
  Optional<StatusPolicy> statusPolicy(ServiceId service);

  /**
   * Replaces the load-balancing policy of one service. A call that is being routed may still use
   * the previous policy.
   *
   * @throws IllegalArgumentException if the service is unknown
   * @throws IllegalStateException if the manager is closed
   */
  void setLoadBalancingPolicy(ServiceId service, LoadBalancingPolicy policy);

  /**
   * Restores the manager's load-balancing policy for the service. Does nothing if the service is
   * unknown or has no load-balancing policy of its own.
   *
   * @return true if the service had a policy of its own
   * @throws IllegalStateException if the manager is closed
   */
  boolean resetLoadBalancingPolicy(ServiceId service);

  /** Returns the policy that balances the service; empty if the service is unknown. */
  Optional<LoadBalancingPolicy> loadBalancingPolicy(ServiceId service);

  /**
   * Sets whether calls for the service may be offered to last-resort nodes; true by default. See
   * {@link CallRouter#route(ServiceId, RoutingRequest)}.
   *
   * @throws IllegalArgumentException if the service is unknown
   * @throws IllegalStateException if the manager is closed
   */
  void setLastResort(ServiceId service, boolean allowed);

  /**
   * Restores the default for the service, which allows the last resort. Does nothing if the service
   * is unknown or has no setting of its own.
   *
   * @return true if the service had a setting of its own
   * @throws IllegalStateException if the manager is closed
   */
  boolean resetLastResort(ServiceId service);

  /** Returns whether the last resort is allowed; empty if the service is unknown. */
  Optional<Boolean> lastResort(ServiceId service);

  /**
   * Adds a publisher for all services, with default options and a generated name: {@code
   * publisher-1}, {@code publisher-2} and so on. The publisher first receives the current status of
   * every service.
   *
   * @return a handle that removes the publisher
   * @throws IllegalArgumentException if another publisher was added under the generated name, or
   *     this publisher object was added before
   * @throws IllegalStateException if the manager is closed
   */
  Subscription addPublisher(ServiceStatusPublisher publisher);

  /**
   * Adds a publisher. The publisher first receives the current status of every service that it
   * covers.
   *
   * @return a handle that removes the publisher
   * @throws IllegalArgumentException if the manager has a publisher of that name, or this publisher
   *     object under another name
   * @throws IllegalStateException if the manager is closed
   */
  Subscription addPublisher(ServiceStatusPublisher publisher, PublisherOptions options);
}
