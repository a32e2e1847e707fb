package io.github.esrpcluster.testkit.contract;

import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.RoutingRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Load balancing that somebody might write, each wrong in its own way. */
final class FaultyLoadBalancingPolicies {
  private FaultyLoadBalancingPolicies() {}

  /** The one that is right. */
  static Member right(Candidates candidates, RoutingRequest request) {
    return candidates.roundRobin(request.sequence());
  }

  static Member returnsNullForTheEmptyKey(Candidates candidates, RoutingRequest request) {
    return request.key().filter(String::isEmpty).isPresent() ? null : right(candidates, request);
  }

  static Member cutsTheTurnToAnInt(Candidates candidates, RoutingRequest request) {
    return candidates.get((int) request.sequence() % candidates.size());
  }

  static Member hasRoomForAThousand(Candidates candidates, RoutingRequest request) {
    int[] weights = new int[1_000];
    for (int i = 0; i < candidates.size(); i++) {
      weights[i] = candidates.get(i).weight();
    }
    return right(candidates, request);
  }

  static LoadBalancingPolicy remembersWhereAKeyWent() {
    Map<String, Member> went = new HashMap<>();
    return (candidates, request) ->
        went.computeIfAbsent(
            request.key().orElse("turn " + request.sequence()), key -> right(candidates, request));
  }

  /** It asks by name whether the member is still there, and forgets that it may be another. */
  static LoadBalancingPolicy remembersWhereAKeyWentByName() {
    Map<String, Member> went = new HashMap<>();
    return (candidates, request) -> {
      String key = request.key().orElse("turn " + request.sequence());
      Member before = went.get(key);
      for (Member candidate : candidates) {
        if (before != null && candidate.node().equals(before.node())) {
          return before;
        }
      }
      went.put(key, right(candidates, request));
      return went.get(key);
    };
  }

  static LoadBalancingPolicy throwsDice() {
    Random dice = new Random(112);
    return (candidates, request) -> candidates.get(dice.nextInt(candidates.size()));
  }

  static LoadBalancingPolicy countsForItself() {
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

  static Member comparesEachWithEach(Candidates candidates, RoutingRequest request) {
    Member best = candidates.get(0);
    int most = 0;
    for (Member one : candidates) {
      int lighter = 0;
      for (Member other : candidates) {
        lighter += one.weight() > other.weight() ? 1 : 0;
      }
      best = lighter > most ? one : best;
      most = Math.max(most, lighter);
    }
    return best;
  }

  static Member measuresByANewLambdaEachTime(Candidates candidates, RoutingRequest request) {
    double turn = request.sequence();
    return candidates.lowest(member -> member.load().orElse(turn)).get(0);
  }

  static Member takesTheFirst(Candidates candidates, RoutingRequest request) {
    return candidates.get(0);
  }
}
