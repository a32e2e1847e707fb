package io.github.esrpcluster.api;

/** Picks each candidate in its turn. */
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
