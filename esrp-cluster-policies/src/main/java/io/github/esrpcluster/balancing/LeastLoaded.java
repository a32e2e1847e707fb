package io.github.esrpcluster.balancing;

import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.RoutingRequest;
import java.util.function.ToDoubleFunction;

/** Picks the least loaded candidate; candidates of equal load take turns. */
enum LeastLoaded implements LoadBalancingPolicy {
  POLICY;

  private static final double FULL = 1.0;

  @SuppressWarnings("UnnecessaryLambda") // one object, for Candidates to find again
  private static final ToDoubleFunction<Member> LOAD = member -> member.load().orElse(FULL);

  @Override
  public Member pick(Candidates candidates, RoutingRequest request) {
    return candidates.lowest(LOAD).roundRobin(request.sequence());
  }

  @Override
  public String toString() {
    return "least-loaded";
  }
}
