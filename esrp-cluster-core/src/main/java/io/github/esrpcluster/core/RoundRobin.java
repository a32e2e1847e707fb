package io.github.esrpcluster.core;

import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.RoutingRequest;

/** Picks in turn: what a manager does that was told nothing else. */
enum RoundRobin implements LoadBalancingPolicy {
  INSTANCE;

  @Override
  public Member pick(Candidates candidates, RoutingRequest request) {
    return candidates.roundRobin(request.sequence());
  }

  @Override
  public String toString() {
    return "round robin";
  }
}
