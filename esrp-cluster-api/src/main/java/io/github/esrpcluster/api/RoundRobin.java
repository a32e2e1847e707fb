package io.github.esrpcluster.api;

/** Picks the candidates in turn. */
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
