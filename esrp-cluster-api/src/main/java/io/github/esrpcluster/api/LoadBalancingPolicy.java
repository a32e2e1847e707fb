package io.github.esrpcluster.api;

/**
 * Picks the node that takes a call, among members that are equally entitled to it.
 *
 * <p>What a policy promises: it returns one of the candidates, at once, and looks at each of them
 * at most once. It may be called by many threads at the same time. It needs no memory of its own:
 * {@link RoutingRequest#sequence()} counts the picks of the service.
 *
 * <p>What the manager promises: the candidates are never empty, and are all of the best step of the
 * routing order; no lock is held; the call is on the thread that asked for a route. A policy that
 * throws, returns null or somebody who is no candidate costs no call: the manager picks in turn
 * instead, and {@link ClusterEvent.BalancingFailed} tells it once per episode.
 */
@FunctionalInterface
public interface LoadBalancingPolicy {
  /**
   * Picks a member.
   *
   * @return one of the candidates, never null
   */
  Member pick(Candidates candidates, RoutingRequest request);

  /** Returns the policy that a manager has by default: each candidate in its turn. */
  static LoadBalancingPolicy roundRobin() {
    return RoundRobin.INSTANCE;
  }
}
