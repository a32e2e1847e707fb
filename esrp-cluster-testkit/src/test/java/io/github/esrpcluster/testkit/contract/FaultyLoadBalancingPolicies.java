package io.github.esrpcluster.testkit.contract;

import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.RoutingRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Load-balancing policies with one typical fault each, and a correct one. */
final class FaultyLoadBalancingPolicies {
  private FaultyLoadBalancingPolicies() {}

  /** A correct policy. */
  static Member correct(Candidates candidates, RoutingRequest request) {
    return candidates.roundRobin(request.sequence());
  }

  static Member returnsNullForTheEmptyKey(Candidates candidates, RoutingRequest request) {
    return request.key().filter(String::isEmpty).isPresent() ? null : correct(candidates, request);
  }

  static Member truncatesTheSequence(Candidates candidates, RoutingRequest request) {
    return candidates.get((int) request.sequence() % candidates.size());
  }

  static Member isLimitedToAThousandMembers(Candidates candidates, RoutingRequest request) {
    int[] weights = new int[1_000];
    for (int i = 0; i < candidates.size(); i++) {
      weights[i] = candidates.get(i).weight();
    }
    return correct(candidates, request);
  }

  static LoadBalancingPolicy cachesByKey() {
    Map<String, Member> cache = new HashMap<>();
    return (candidates, request) ->
        cache.computeIfAbsent(
            request.key().orElse("sequence " + request.sequence()),
            key -> correct(candidates, request));
  }

  /** Checks by name that the cached member is still offered, and ignores its epoch. */
  static LoadBalancingPolicy cachesByKeyAndChecksTheName() {
    Map<String, Member> cache = new HashMap<>();
    return (candidates, request) -> {
      String key = request.key().orElse("sequence " + request.sequence());
      Member before = cache.get(key);
      for (Member candidate : candidates) {
        if (before != null && candidate.node().equals(before.node())) {
          return before;
        }
      }
      cache.put(key, correct(candidates, request));
      return cache.get(key);
    };
  }

  static LoadBalancingPolicy picksAtRandom() {
    Random random = new Random(112);
    return (candidates, request) -> candidates.get(random.nextInt(candidates.size()));
  }

  static LoadBalancingPolicy usesItsOwnCounter() {
    AtomicInteger count = new AtomicInteger();
    return (candidates, request) -> candidates.roundRobin(count.getAndIncrement());
  }

  static LoadBalancingPolicy keepsTheBestInAField() {
    return new LoadBalancingPolicy() {
      private Member best;

      @Override
      public Member pick(Candidates candidates, RoutingRequest request) {
        best = candidates.get(0);
        for (Member candidate : candidates) {
          best = candidate.weight() > best.weight() ? candidate : best;
        }
        return best;
      }
    };
  }

  static Member comparesAllPairs(Candidates candidates, RoutingRequest request) {
    Member best = candidates.get(0);
    int most = 0;
    for (Member first : candidates) {
      int lighter = 0;
      for (Member second : candidates) {
        lighter += first.weight() > second.weight() ? 1 : 0;
      }
      best = lighter > most ? first : best;
      most = Math.max(most, lighter);
    }
    return best;
  }

  static Member measuresWithANewLambda(Candidates candidates, RoutingRequest request) {
    double sequence = request.sequence();
    return candidates.lowest(member -> member.load().orElse(sequence)).get(0);
  }

  static Member picksTheFirst(Candidates candidates, RoutingRequest request) {
    return candidates.get(0);
  }
}
