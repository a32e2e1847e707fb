package io.github.esrpcluster.api;

/**
 * Picks the node for a call among members of the same step of the routing order.
 *
 * <p>Rules for the implementer:
 *
 * <ol>
 *   <li>Return one of the candidates, the same object. An equal member of another origin counts as
 *       a failure.
 *   <li>Return at once. A pick has no deadline: while the policy hangs, the call that is being
 *       routed waits, and the manager neither detects nor reports that. Read each candidate at most
 *       once.
 *   <li>Be thread-safe: many threads call at the same time.
 *   <li>Keep no state, and neither candidates nor keys of earlier calls: each change of the cluster
 *       makes new candidates. {@link RoutingRequest#sequence()} numbers the requests of each kind,
 *       and {@link Candidates} keeps sums and selections from one pick to the next.
 * </ol>
 *
 * <p>Promises of the manager:
 *
 * <ol>
 *   <li>The candidates are never empty and all belong to the first step of the routing order that
 *       has a member ({@link CallRouter#route(ServiceId, RoutingRequest)}). In a last resort they
 *       are {@code Overloaded} or {@code GoingDown}. Among members that are not live the manager
 *       picks without the policy. No candidate is excluded by the request.
 *   <li>The candidates come in the same order as long as the cluster does not change.
 *   <li>Requests of one kind get consecutive numbers ({@link RoutingRequest#sequence()}): calls
 *       with a key take no turn of calls without, and retries none of other calls.
 *   <li>The policy runs on the thread that asks for a route, with no lock held. If the picked
 *       member expires or leaves during the pick, the manager calls the policy again for the same
 *       request.
 *   <li>If a policy throws, returns null or a member that is no candidate, the manager picks by
 *       round robin and fires {@link ClusterEvent.BalancingFailed} once per episode. The next pick
 *       calls the policy again; the first success fires {@link ClusterEvent.BalancingRecovered}.
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
   * @param candidates one or more members
   * @param request the request, with its sequence number
   * @return one of the candidates, never null
   */
  Member pick(Candidates candidates, RoutingRequest request);

  /**
   * Returns the default policy of a manager, which picks each candidate in turn and ignores
   * weights. Immutable and thread-safe.
   */
  static LoadBalancingPolicy roundRobin() {
    return RoundRobin.INSTANCE;
  }
}
