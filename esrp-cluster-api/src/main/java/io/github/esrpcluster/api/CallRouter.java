package io.github.esrpcluster.api;

/**
 * Picks the node for each call. Part of {@link ClusterManager}, for code that handles calls and
 * needs nothing else. Thread-safe; takes no lock. Vendors do not implement it: methods may be
 * added.
 */
public interface CallRouter {
  /** Picks a node for a call: {@link #route(ServiceId, RoutingRequest)} for any call. */
  default RoutingDecision route(ServiceId service) {
    return route(service, RoutingRequest.any());
  }

  /**
   * Picks a node for a call: first among the members that are {@code Normal}, then among those with
   * {@code ServiceDisruption}. If there are none, as a flagged last resort: the overloaded, then
   * those not live (the one with the most recent contact first), then those going down. Never one
   * that is {@code Down}, in maintenance or administratively down, never one that the request
   * excludes. Within a step the load-balancing policy picks. The lease is checked again at the
   * pick: an expired member is not taken for a live one even if the status does not show the expiry
   * yet.
   *
   * <p>An operator's override of the service changes the published status, not the routing.
   *
   * <p>After {@code close()} returns a refusal, {@link RoutingDecision.Refusal#CLOSED}.
   */
  RoutingDecision route(ServiceId service, RoutingRequest request);
}
