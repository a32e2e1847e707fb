package io.github.esrpcluster.api;

/**
 * Picks the node for each call. Part of {@link ClusterManager}, for code that handles calls and
 * needs nothing else. Vendors do not implement it: methods may be added.
 *
 * <p>Thread-safe. The load-balancing policy runs on the calling thread, and its time is not
 * limited. A call takes a lock of the manager only if the lease of the picked member has just
 * expired, if a last resort begins, goes on or ends, or if the load-balancing policy begins to fail
 * or recovers. After {@code close()} every request is refused with {@link
 * RoutingDecision.Refusal#CLOSED}.
 */
public interface CallRouter {
  /**
   * Picks a node for a call without a key and without exclusions, as {@link #route(ServiceId,
   * RoutingRequest)} does for {@link RoutingRequest#any()}.
   *
   * @return the member, or the reason why there is none; never null
   */
  default RoutingDecision route(ServiceId service) {
    return route(service, RoutingRequest.any());
  }

  /**
   * Picks a node for a call, from the first step that has a member:
   *
   * <ol>
   *   <li>members that are {@code Normal} ({@link RoutingDecision.Mode#NORMAL});
   *   <li>members with a {@code ServiceDisruption} ({@link RoutingDecision.Mode#DEGRADED});
   *   <li>as a last resort ({@link RoutingDecision.Mode#LAST_RESORT}), unless {@link
   *       ClusterAdmin#setLastResort} has switched it off: members that are {@code Overloaded},
   *       then members that are not live, then members that are {@code GoingDown}.
   * </ol>
   *
   * <p>Within a step the load-balancing policy picks. Only among members that are not live the
   * manager picks itself: the member with the most recent contact. Members that are {@code Down},
   * in maintenance or administratively down are never picked, nor are the nodes that the request
   * excludes.
   *
   * <p>The lease is checked again after the pick: if it has expired, the manager picks again, even
   * if the status does not show the expiry yet. If the members still change after 100 attempts, the
   * manager offers the last pick as a last resort. An operator's override of the service changes
   * the published status, not the routing.
   *
   * @return the member, or the reason why there is none; never null
   */
  RoutingDecision route(ServiceId service, RoutingRequest request);
}
