package io.github.esrpcluster.testkit.contract;

import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.RoutingRequest;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToIntFunction;

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

  static Member addsWeightsAsInt(Candidates candidates, RoutingRequest request) {
    int total = 0;
    for (Member candidate : candidates) {
      total += candidate.weight();
    }
    int point = new SplittableRandom(request.sequence()).nextInt(total);
    return candidates.atWeight(point);
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

  // ---- keys

  /** A correct policy: calls of one key go to one node, the others take turns. */
  static Member correctSticky(Candidates candidates, RoutingRequest request) {
    return ofHash(candidates, request, String::hashCode);
  }

  private static Member ofHash(
      Candidates candidates, RoutingRequest request, ToIntFunction<String> hash) {
    return request
        .key()
        .map(key -> candidates.get(Math.floorMod(hash.applyAsInt(key), candidates.size())))
        .orElseGet(() -> correct(candidates, request));
  }

  @SuppressWarnings("MathAbsoluteNegative") // the fault
  static Member takesTheAbsoluteHash(Candidates candidates, RoutingRequest request) {
    return request
        .key()
        .map(key -> candidates.get(Math.abs(key.hashCode()) % candidates.size()))
        .orElseGet(() -> correct(candidates, request));
  }

  @SuppressWarnings("MathAbsoluteNegative") // the fault
  static Member takesTheAbsoluteHashOfObjects(Candidates candidates, RoutingRequest request) {
    return request
        .key()
        .map(key -> candidates.get(Math.abs(Objects.hash(key)) % candidates.size()))
        .orElseGet(() -> correct(candidates, request));
  }

  static Member hashesTheLength(Candidates candidates, RoutingRequest request) {
    return ofHash(candidates, request, String::length);
  }

  static Member hashesTheFirstCharacter(Candidates candidates, RoutingRequest request) {
    return ofHash(candidates, request, key -> key.isEmpty() ? 0 : key.charAt(0));
  }

  static Member hashesTheLowByteOfEachCharacter(Candidates candidates, RoutingRequest request) {
    return ofHash(
        candidates, request, key -> key.chars().reduce(0, (hash, c) -> 31 * hash + (c & 0xff)));
  }

  // ---- memory

  static LoadBalancingPolicy remembersTheNodeOfAKey() {
    Map<String, NodeId> nodes = new ConcurrentHashMap<>();
    return (candidates, request) -> {
      String key = request.key().orElse("");
      NodeId known = nodes.get(key);
      for (Member candidate : candidates) {
        if (candidate.node().equals(known) && !key.isEmpty()) {
          return candidate;
        }
      }
      Member picked = correctSticky(candidates, request);
      nodes.put(key, picked.node());
      return picked;
    };
  }

  /** Keeps the first node of a key even while it is not a candidate. */
  static LoadBalancingPolicy remembersTheFirstNodeOfAKey() {
    Map<String, NodeId> nodes = new ConcurrentHashMap<>();
    return (candidates, request) -> {
      Member computed = correctSticky(candidates, request);
      NodeId first = nodes.computeIfAbsent(request.key().orElse(""), key -> computed.node());
      for (Member candidate : candidates) {
        if (candidate.node().equals(first)) {
          return candidate;
        }
      }
      return computed;
    };
  }

  static LoadBalancingPolicy cachesByCandidates() {
    Map<Candidates, Member[]> cache = new ConcurrentHashMap<>();
    return (candidates, request) -> {
      Member[] order = cache.computeIfAbsent(candidates, all -> sorted(all));
      return order[(int) Math.floorMod(request.sequence(), (long) order.length)];
    };
  }

  private static Member[] sorted(Candidates candidates) {
    Member[] order = new Member[candidates.size()];
    Arrays.setAll(order, candidates::get);
    Arrays.sort(order, Comparator.comparing(Member::node));
    return order;
  }

  static LoadBalancingPolicy cachesEachNode() {
    Map<NodeId, Integer> hashes = new ConcurrentHashMap<>();
    return (candidates, request) -> {
      for (Member candidate : candidates) {
        hashes.computeIfAbsent(candidate.node(), NodeId::hashCode);
      }
      return correct(candidates, request);
    };
  }

  static LoadBalancingPolicy cachesEachKey() {
    Map<String, Integer> hashes = new ConcurrentHashMap<>();
    return (candidates, request) ->
        ofHash(candidates, request, key -> hashes.computeIfAbsent(key, String::hashCode));
  }

  private record Listed(Candidates candidates, List<Member> list) {}

  /** Shows other threads its list while it is being filled. */
  static LoadBalancingPolicy publishesItsListTooEarly() {
    AtomicReference<Listed> last = new AtomicReference<>();
    return (candidates, request) -> {
      Listed known = last.get();
      if (known == null || known.candidates() != candidates) {
        known = new Listed(candidates, new CopyOnWriteArrayList<>());
        last.set(known);
        for (Member candidate : candidates) {
          if (candidate.weight() > 0) {
            known.list().add(candidate);
          }
        }
      }
      return known.list().get((int) Math.floorMod(request.sequence(), (long) known.list().size()));
    };
  }

  /** The same, without a method call on a member while the list is filled. */
  @SuppressWarnings("ThreadPriorityCheck") // makes it likely that another thread runs in between
  static LoadBalancingPolicy publishesItsListTooEarlyWithoutReadingMembers() {
    AtomicReference<Listed> last = new AtomicReference<>();
    return (candidates, request) -> {
      Listed known = last.get();
      if (known == null || known.candidates() != candidates) {
        known = new Listed(candidates, new CopyOnWriteArrayList<>());
        last.set(known);
        for (Member candidate : candidates) {
          known.list().add(candidate);
          Thread.yield();
        }
      }
      return known.list().get((int) Math.floorMod(request.sequence(), (long) known.list().size()));
    };
  }

  // ---- turns

  /** Uses one counter for calls with and without a key. */
  static LoadBalancingPolicy countsAllCalls() {
    AtomicInteger calls = new AtomicInteger();
    return (candidates, request) -> {
      RoutingRequest counted = request.withSequence(calls.getAndIncrement());
      return correctSticky(candidates, counted);
    };
  }

  static Member usesTheEvenTurnsOnly(Candidates candidates, RoutingRequest request) {
    return candidates.roundRobin(request.sequence() / 2 * 2);
  }

  /** Takes two milliseconds of this time for each pick. */
  static LoadBalancingPolicy takesTwoMilliseconds(VirtualTime time) {
    return (candidates, request) -> {
      time.advance(Duration.ofMillis(2));
      return correct(candidates, request);
    };
  }

  static Member requiresADomain(Candidates candidates, RoutingRequest request) {
    return candidates.get(0).registration().service().defaultDomain().isPresent()
        ? correct(candidates, request)
        : null;
  }
}
