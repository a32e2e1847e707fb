package io.github.esrpcluster.api;

/**
 * Picks the node for each call. Part of {@link ClusterManager}, for code that handles calls and
 * needs nothing else. Vendors do not implement it: methods may be added.
 *
 * <p>Thread-safe. Takes no lock, except in the last resort and if it finds an expired lease. After
 * {@code close()} every request is refused with {@link RoutingDecision.Refusal#CLOSED}.
 */
public interface CallRouter {
  /** Picks a node for a call without a key and without exclusions. */
  default RoutingDecision route(ServiceId service) {
    return route(service, RoutingRequest.any());
  }

  /**
   * Picks a node for a call, from the first step that has a member:
   *
   * <ol>
   *   <li>members that are {@code Normal} ({@link RoutingDecision.Mode#NORMAL});
   *   <li>members with a {@code ServiceDisruption} ({@link RoutingDecision.Mode#DEGRADED});
   *   <li>as a last resort ({@link RoutingDecision.Mode#LAST_RESORT}): members that are {@code
   *       Overloaded}, then members that are not live, most recent contact first, then members that
   *       are {@code GoingDown}.
   * </ol>
   *
   * <p>Within a step the load-balancing policy picks. Members that are {@code Down}, in maintenance
   * or administratively down are never picked, nor are the nodes that the request excludes.
   *
   * <p>The lease is checked again at the pick: an expired member does not count as live, even if
   * the status does not show the expiry yet. An operator's override of the service changes the
   * published status, not the routing.
   *
   * @return the member, or the reason why there is none; never null
   */
  RoutingDecision route(ServiceId service, RoutingRequest request);
}
