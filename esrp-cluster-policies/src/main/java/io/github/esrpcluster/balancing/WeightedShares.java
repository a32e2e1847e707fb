package io.github.esrpcluster.balancing;

import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.RoutingRequest;

/**
 * Walks the weights, laid end to end, in strides. A stride without a common divisor with the total
 * visits every point once in a cycle, so shares are exact; one near the golden section keeps the
 * visits to each member evenly apart.
 */
enum WeightedShares implements LoadBalancingPolicy {
  POLICY;

  @Override
  public Member pick(Candidates candidates, RoutingRequest request) {
    long total = candidates.totalWeight();
    long point =
        Strides.product(Math.floorMod(request.sequence(), total), Strides.of(total), total);
    return candidates.atWeight(point);
  }

  @Override
  public String toString() {
    return "weighted";
  }
}
