package io.github.esrpcluster.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The cluster manager: nodes register and report, the status of each service is found and
 * transmitted upstream, and each call gets a node.
 *
 * <p>Thread-safe. No method waits for a publisher, a listener or the network, but {@link #close()}.
 * A change is judged by the thread that brings it, unless another thread is judging the same
 * service: then that one judges once more, and the change may show in {@link #status} a little
 * later. The guests (policies, publishers, listeners) may call any method here.
 *
 * <p>A method throws {@link NullPointerException} for a null, {@link IllegalArgumentException} for
 * a value that no rule allows, {@link LimitExceededException} for what a limit of the manager
 * forbids, and changes nothing then. After {@link #close()} what takes part in a call or a
 * heartbeat answers {@code CLOSED}; what sets something up throws {@link IllegalStateException}.
 *
 * <p>A service that nobody registered for is made known by whatever is set for it, were it only the
 * load balancing: it is judged, and upstream is told that it is {@code Down}. So set up after the
 * first node has registered, or in the builder, what shall not be told before.
 */
public interface ClusterManager extends AutoCloseable {
  // ---- what nodes do

  /**
   * Makes the node a member of the service's cluster. Registering is not being ready: before its
   * first report the member counts as {@link ElementState#UNREACHABLE}.
   *
   * <p>Registering again what is registered already, while the lease runs, changes nothing and
   * renews the lease: the epoch stays. Any difference but the status, or a lease that ran out,
   * makes a new epoch: the old report is gone, an operator's override stays.
   *
   * @throws IllegalStateException if the manager is closed
   */
  Lease register(Registration registration);

  /** The lease by which the node is a member now; empty if it is none. */
  Optional<Lease> lease(ServiceId service, NodeId node);

  /**
   * A sign of life of a node in all its services. {@link LeaseOutcome#REVIVED} if any of them came
   * back to life, {@link LeaseOutcome#UNKNOWN} if it is in none.
   */
  LeaseOutcome renew(NodeId node);

  /** A sign of life under one lease, for protocols that carry the epoch. */
  LeaseOutcome renew(ServiceId service, NodeId node, long epoch);

  /** Ends a membership, whatever its epoch. */
  LeaseOutcome release(ServiceId service, NodeId node);

  /** Ends a membership if it still has this epoch. */
  LeaseOutcome release(ServiceId service, NodeId node, long epoch);

  /**
   * Takes a report in; it is a sign of life too. A report that is refused as stale is none.
   *
   * @throws LimitExceededException if the reason is longer than the manager allows
   */
  ReportOutcome report(NodeStatus status);

  // ---- what a call needs

  /**
   * A node for a call: {@link #route(ServiceId, RoutingRequest)} with {@link RoutingRequest#any}.
   */
  default RoutingDecision route(ServiceId service) {
    return route(service, RoutingRequest.any());
  }

  /**
   * A node for a call. First the members that are {@code Normal}, then those with a {@code
   * ServiceDisruption}; if there are none, as a last resort: the overloaded, then those not heard
   * (the one heard last first), then those going down. Never one that is {@code Down}, in
   * maintenance or taken out by an operator, never one that the request excludes. Within a step the
   * load-balancing policy picks. A lease is checked again at the pick: an expired member is not
   * taken for a live one even if the status does not show it yet.
   *
   * <p>A state that an operator set for the service as a whole changes what upstream is told, not
   * where a call goes that comes all the same.
   */
  RoutingDecision route(ServiceId service, RoutingRequest request);

  // ---- what people and upstream ask

  /** The services known. */
  Set<ServiceId> services();

  /** The message that stands for the service; empty if it is unknown, or was not judged yet. */
  Optional<ServiceStatus> status(ServiceId service);

  /** The cluster of the service as its policy sees it now; empty if the service is unknown. */
  Optional<ClusterView> view(ServiceId service);

  /** The node as it counts now in each service in which it is a member; empty if in none. */
  List<Member> members(NodeId node);

  /** Why the status is what it is; empty if the service is unknown, or was not judged yet. */
  Optional<StatusExplanation> explain(ServiceId service);

  /**
   * What the service's policy would find if these members were in these effective states, and all
   * others as they are. Changes nothing, is told to nobody.
   *
   * @throws IllegalArgumentException if the service is unknown, or one of the nodes is no member
   * @throws RuntimeException what the policy throws
   */
  Verdict simulate(ServiceId service, Map<NodeId, ElementState> assumptions);

  /** What is held and what happened so far. */
  ClusterStatistics statistics();

  // ---- what operators and the vendor set

  /**
   * Sets the state of a node in a service by hand, {@code Unreachable} included. The node need not
   * be a member yet: an override outlives release and registration. A state that takes calls counts
   * only while the lease of the node runs.
   */
  void override(ServiceId service, NodeId node, OperatorOverride<ElementState> override);

  /** Clears what was set for the node; the live report shows again. False if nothing was set. */
  boolean clearOverride(ServiceId service, NodeId node);

  /**
   * Sets the published state of a service by hand.
   *
   * @throws IllegalArgumentException if a service may not say the state of itself
   */
  void override(ServiceId service, OperatorOverride<ServiceState> override);

  /** Clears what was set for the service. False if nothing was set. */
  boolean clearOverride(ServiceId service);

  /** Sets the posture of a service by hand. */
  void overridePosture(ServiceId service, OperatorOverride<SecurityPosture> override);

  /** Clears the posture set for the service. False if nothing was set. */
  boolean clearPostureOverride(ServiceId service);

  /**
   * Replaces the status policy of one service, known already or not. What is known of the nodes
   * stays; the service is judged anew at once, without a previous verdict.
   */
  void statusPolicy(ServiceId service, StatusPolicy policy);

  /** Replaces the load-balancing policy of one service, known already or not. */
  void loadBalancing(ServiceId service, LoadBalancingPolicy policy);

  /** Switches the last resort of one service on or off; it is on by default. */
  void lastResort(ServiceId service, boolean allowed);

  /** Adds a publisher with default options. */
  Attachment addPublisher(ServiceStatusPublisher publisher);

  /** Adds a publisher; it gets the current state of every service it covers first. */
  Attachment addPublisher(ServiceStatusPublisher publisher, PublisherOptions options);

  /** Adds a listener. */
  Attachment addListener(ClusterListener listener);

  /**
   * Starts to close: every service becomes {@code GoingDown}, which each publisher gets at once
   * whatever its rates; then the timers stop and threads of the manager's own end. Idempotent.
   *
   * @return completes when every publisher has taken the last state over, or the grace time is over
   *     (each state that could not be delivered is told by {@link
   *     ClusterEvent.TransmissionAbandoned})
   */
  CompletionStage<Void> shutdown();

  /**
   * {@link #shutdown()}, and waits for it, at most for the grace time. If the thread is interrupted
   * it waits no longer, and the manager still ends by itself. A publisher should call {@link
   * #shutdown()} instead: it would wait for itself.
   */
  @Override
  void close();
}
