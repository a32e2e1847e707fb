package io.github.esrpcluster.balancing;

import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.RoutingRequest;
import io.github.esrpcluster.api.ServiceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Members of a cluster for tests, numbered. */
final class Members {
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.state.pa.us");

  private Members() {}

  static Registration.Builder registration(int number) {
    return registration("esrp" + number + ".state.pa.us");
  }

  static Registration.Builder registration(String node) {
    return Registration.builder(SERVICE, NodeId.of(node));
  }

  static Member weighing(int number, int weight) {
    return Member.builder(registration(number).weight(weight).build())
        .report(ElementState.NORMAL)
        .build();
  }

  static List<Member> weighing(List<Integer> weights) {
    List<Member> members = new ArrayList<>();
    weights.forEach(weight -> members.add(weighing(members.size(), weight)));
    return members;
  }

  static Member loaded(int number, int preference, double load) {
    Registration registration = registration(number).preference(preference).build();
    return Member.builder(registration)
        .report(NodeStatus.builder(registration.node(), ElementState.NORMAL).load(load).build())
        .build();
  }

  static Member preferred(int number, int preference) {
    return Member.builder(registration(number).preference(preference).build())
        .report(ElementState.NORMAL)
        .build();
  }

  /** How often each member is picked in so many consecutive turns. */
  static Map<Member, Integer> picks(
      LoadBalancingPolicy policy, Collection<Member> members, long firstTurn, long turns) {
    Candidates candidates = Candidates.of(members);
    Map<Member, Integer> picks = new LinkedHashMap<>();
    members.forEach(member -> picks.put(member, 0));
    for (long turn = firstTurn; turn < firstTurn + turns; turn++) {
      picks.merge(
          policy.pick(candidates, RoutingRequest.any().withSequence(turn)), 1, Integer::sum);
    }
    return picks;
  }
}
