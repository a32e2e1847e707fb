package io.github.esrpcluster.balancing;

import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.RoutingRequest;
import java.util.Optional;

/**
 * Weighted rendezvous hashing: each member draws a number from its name and the key, and the lowest
 * number wins. The draws are exponential with the weight as their rate, so a member wins in
 * proportion to its weight, and no draw depends on the other members.
 */
record Sticky(LoadBalancingPolicy forCallsWithoutKey) implements LoadBalancingPolicy {
  @Override
  public Member pick(Candidates candidates, RoutingRequest request) {
    Optional<String> key = request.key();
    return key.isPresent()
        ? winner(candidates, StableHash.of(key.get()))
        : forCallsWithoutKey.pick(candidates, request);
  }

  private static Member winner(Candidates candidates, long key) {
    Member winner = candidates.get(0);
    double least = draw(winner, key);
    for (int i = 1; i < candidates.size(); i++) {
      Member member = candidates.get(i);
      double drawn = draw(member, key);
      if (drawn < least || (drawn == least && member.node().compareTo(winner.node()) < 0)) {
        winner = member;
        least = drawn;
      }
    }
    return winner;
  }

  private static double draw(Member member, long key) {
    long hash = StableHash.mixed(key ^ StableHash.of(member.node().toString()));
    return -StrictMath.log(StableHash.fraction(hash)) / member.weight();
  }

  @Override
  public String toString() {
    return "sticky(without a key: " + forCallsWithoutKey + ")";
  }
}
