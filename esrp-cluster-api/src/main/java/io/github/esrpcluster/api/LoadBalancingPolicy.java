package io.github.esrpcluster.api;

/**
 * Picks the node for a call among members of equal standing.
 *
 * <p>Rules for the implementer:
 *
 * <ol>
 *   <li>Return one of the candidates, the same object. An equal member of another origin counts as
 *       a failure.
 *   <li>Return at once: the call waits. Read each candidate at most once.
 *   <li>Be thread-safe: many threads call at the same time.
 *   <li>Keep no state. {@link RoutingRequest#sequence()} counts the requests of the service, {@link
 *       Candidates} remembers sums and selections from one pick to the next.
 * </ol>
 *
 * <p>Promises of the manager:
 *
 * <ol>
 *   <li>The candidates are never empty and all belong to the best available step of the routing
 *       order ({@link CallRouter#route(ServiceId, RoutingRequest)}). None is excluded by the
 *       request.
 *   <li>The candidates come in the same order as long as the cluster does not change.
 *   <li>The policy runs on the thread that asks for a route, with no lock held.
 *   <li>If a policy throws, returns null or a member that is no candidate, the manager picks by
 *       round robin and fires {@link ClusterEvent.BalancingFailed} once per episode. No call is
 *       lost.
 * </ol>
 *
 * <p>Example, the node with the most free capacity:
 *
 * <pre>{@code
 * enum LowestLoad implements LoadBalancingPolicy {
 *   INSTANCE;
 *
 *   private static final ToDoubleFunction<Member> LOAD = member -> member.load().orElse(0);
 *
 *   public Member pick(Candidates candidates, RoutingRequest request) {
 *     return candidates.lowest(LOAD).roundRobin(request.sequence());
 *   }
 * }
 * }</pre>
 */
@FunctionalInterface
public interface LoadBalancingPolicy {
  /**
   * Picks a member for a call.
   *
   * @return one of the candidates, never null
   */
  Member pick(Candidates candidates, RoutingRequest request);

  /** Returns the default policy of a manager: each candidate in its turn. */
  static LoadBalancingPolicy roundRobin() {
    return RoundRobin.INSTANCE;
  }
}
