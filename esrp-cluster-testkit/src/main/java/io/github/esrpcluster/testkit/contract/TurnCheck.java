package io.github.esrpcluster.testkit.contract;

import static org.assertj.core.api.Assertions.fail;

import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.RoutingRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks that each kind of call reaches every candidate while calls of two kinds alternate: with
 * and without a key, first and second attempts. As in a manager, the calls of each kind have
 * consecutive sequence numbers of their own.
 */
final class TurnCheck {
  private static final int CALLS = 200;

  private final PickRunner runner;
  private final Map<String, Long> sequences = new HashMap<>();
  private final Map<String, Map<NodeId, Integer>> picks = new HashMap<>();

  TurnCheck(PickRunner runner) {
    this.runner = runner;
  }

  void checkCallsWithAndWithoutAKey() {
    List<Member> members = CandidateSets.alike(2);
    Candidates candidates = Candidates.of(members);
    for (int call = 0; call < CALLS; call++) {
      pick("calls with a key", candidates, RoutingRequest.ofKey("call " + call));
      pick("calls without a key", candidates, RoutingRequest.any());
    }
    requireAll(members, "calls with a key", "calls without a key");
  }

  void checkFirstAndSecondAttempts() {
    List<Member> members = CandidateSets.alike(3);
    Candidates candidates = Candidates.of(members);
    for (int call = 0; call < CALLS; call++) {
      RoutingRequest request = RoutingRequest.any();
      Member first = pick("first attempts", candidates, request);
      List<Member> others = new ArrayList<>(members);
      others.removeIf(member -> member.equals(first));
      pick("second attempts", Candidates.of(others), request.excluding(first.node()));
    }
    requireAll(members, "first attempts", "second attempts");
  }

  private Member pick(String kind, Candidates candidates, RoutingRequest request) {
    long sequence = sequences.merge(kind, 1L, Long::sum) - 1;
    Member picked = runner.pick(candidates, request.withSequence(sequence));
    picks.computeIfAbsent(kind, each -> new HashMap<>()).merge(picked.node(), 1, Integer::sum);
    return picked;
  }

  private void requireAll(List<Member> members, String kind, String otherKind) {
    requireEach(members, kind, otherKind);
    requireEach(members, otherKind, kind);
  }

  private void requireEach(List<Member> members, String kind, String otherKind) {
    Map<NodeId, Integer> counts = picks.getOrDefault(kind, Map.of());
    for (Member member : members) {
      if (!counts.containsKey(member.node())) {
        fail(
            "each kind of call reaches every candidate, but of %d %s, alternating with %s, %s got"
                + " none: %s",
            CALLS, kind, otherKind, member.node(), counts);
      }
    }
  }
}
