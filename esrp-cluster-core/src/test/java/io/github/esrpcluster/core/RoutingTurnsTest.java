package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.RoutingDecision;
import io.github.esrpcluster.api.RoutingRequest;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Each kind of call gets consecutive turns, whatever other calls come between. */
class RoutingTurnsTest {
  /** One kind of call: with or without a key, and the nodes that it excludes. */
  record Kind(boolean keyed, Set<Integer> excluded) {
    RoutingRequest request() {
      RoutingRequest request = keyed ? RoutingRequest.ofKey("caller") : RoutingRequest.any();
      for (int number : excluded) {
        request = request.excluding(Rig.node(number));
      }
      return request;
    }
  }

  @Test
  void calls_with_a_key_take_no_turn_of_calls_without() {
    // A sticky policy over round robin: with one count for both, one node got all calls without
    // a key when calls with and without a key alternated.
    LoadBalancingPolicy sticky =
        (candidates, request) ->
            request.key().isPresent()
                ? candidates.get(0)
                : candidates.roundRobin(request.sequence());
    Rig rig = rig(2, sticky);
    Map<NodeId, Integer> withoutKey = new TreeMap<>();
    for (int call = 0; call < 100; call++) {
      rig.cluster.route(Rig.SERVICE, RoutingRequest.ofKey("caller"));
      count(withoutKey, rig, RoutingRequest.any());
    }
    assertThat(withoutKey.values()).containsExactly(50, 50);
  }

  @Test
  void third_attempts_take_no_turn_of_second_attempts() {
    // Two of four nodes refuse calls: with one count for all retries, the two others took 4,500 and
    // 7,500 of 12,000 calls.
    assertThat(callsTaken(4, Set.of(1, 2)).values()).containsExactly(6_000, 6_000);
  }

  @Test
  void retries_after_other_nodes_have_their_own_turns() {
    // Four candidates are left for each second attempt: if the second attempts after node 1 and
    // those after node 3 alternate in one count, each of both finds only two of the candidates.
    assertThat(callsTaken(5, Set.of(1, 3)).values()).containsExactly(4_000, 4_000, 4_000);
  }

  /** Returns the calls that each node takes of 12,000, each retried until a node accepts it. */
  private static Map<NodeId, Integer> callsTaken(int nodes, Set<Integer> refusing) {
    Rig rig = rig(nodes, LoadBalancingPolicy.roundRobin());
    Set<NodeId> refuse = refusing.stream().map(Rig::node).collect(Collectors.toSet());
    Map<NodeId, Integer> taken = new TreeMap<>();
    for (int call = 0; call < 12_000; call++) {
      RoutingRequest request = RoutingRequest.any();
      NodeId picked = picked(rig, request);
      while (refuse.contains(picked)) {
        request = request.excluding(picked);
        picked = picked(rig, request);
      }
      taken.merge(picked, 1, Integer::sum);
    }
    return taken;
  }

  @Test
  void failing_policy_takes_no_turn_of_the_fallback() {
    // The policy fails at each second call: with the numbers of all calls, the fallback picked one
    // of two nodes only.
    LoadBalancingPolicy flaky =
        (candidates, request) -> request.sequence() % 2 == 0 ? candidates.get(0) : null;
    Rig rig = rig(2, flaky);
    Map<NodeId, Integer> taken = new TreeMap<>();
    for (int call = 0; call < 100; call++) {
      count(taken, rig, RoutingRequest.any());
    }
    assertThat(taken.values()).containsExactly(75, 25);
  }

  @Property(tries = 300)
  void each_kind_of_call_is_spread_evenly(
      @ForAll @IntRange(min = 1, max = 7) int nodes,
      @ForAll("mixes") @Size(min = 1, max = 200) List<Kind> mix) {
    Rig rig = rig(nodes, LoadBalancingPolicy.roundRobin());
    Map<Kind, Map<NodeId, Integer>> taken = new HashMap<>();
    for (Kind kind : mix) {
      Map<NodeId, Integer> ofKind = taken.computeIfAbsent(kind, unseen -> noCalls(nodes, unseen));
      if (!ofKind.isEmpty()) {
        count(ofKind, rig, kind.request());
      }
    }
    taken.forEach((kind, calls) -> assertThat(spread(calls)).as("%s", kind).isLessThanOrEqualTo(1));
  }

  @Provide
  Arbitrary<List<Kind>> mixes() {
    Arbitrary<Set<Integer>> excluded = Arbitraries.integers().between(1, 4).set().ofMaxSize(3);
    return Combinators.combine(Arbitraries.of(true, false), excluded).as(Kind::new).list();
  }

  @Property(tries = 20)
  void many_kinds_of_calls_are_spread_evenly(@ForAll @IntRange(min = 300, max = 2_000) int kinds) {
    // More kinds than the router keeps: each comes once, and all of them together are spread.
    Rig rig = rig(2, LoadBalancingPolicy.roundRobin());
    Map<NodeId, Integer> taken = noCalls(2, new Kind(false, Set.of()));
    for (int kind = 0; kind < kinds; kind++) {
      count(taken, rig, new Kind(false, Set.of(100 + kind)).request());
    }
    assertThat(spread(taken)).isLessThanOrEqualTo(1);
  }

  private static Rig rig(int nodes, LoadBalancingPolicy policy) {
    Rig rig = new Rig(builder -> builder.loadBalancing(policy));
    for (int number = 1; number <= nodes; number++) {
      rig.join(number, ElementState.NORMAL);
    }
    return rig;
  }

  /** Returns a count of 0 for each candidate of the kind. */
  private static Map<NodeId, Integer> noCalls(int nodes, Kind kind) {
    Map<NodeId, Integer> none = new TreeMap<>();
    for (int number = 1; number <= nodes; number++) {
      if (!kind.excluded().contains(number)) {
        none.put(Rig.node(number), 0);
      }
    }
    return none;
  }

  private static void count(Map<NodeId, Integer> taken, Rig rig, RoutingRequest request) {
    taken.merge(picked(rig, request), 1, Integer::sum);
  }

  private static NodeId picked(Rig rig, RoutingRequest request) {
    return ((RoutingDecision.Routed) rig.cluster.route(Rig.SERVICE, request)).picked().node();
  }

  private static int spread(Map<NodeId, Integer> calls) {
    return calls.isEmpty() ? 0 : Collections.max(calls.values()) - Collections.min(calls.values());
  }
}
