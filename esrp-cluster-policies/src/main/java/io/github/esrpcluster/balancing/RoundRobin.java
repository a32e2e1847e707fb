package io.github.esrpcluster.balancing;

import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.RoutingRequest;

/** Every candidate in its turn. */
enum RoundRobin implements LoadBalancingPolicy {
  POLICY;

  @Override
  public Member pick(Candidates candidates, RoutingRequest request) {
    return candidates.roundRobin(request.sequence());
  }

  @Override
  public String toString() {
    return "round-robin";
  }
}
