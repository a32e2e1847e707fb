package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LoadBalancingPolicyTest {
  private static Member member(String node) {
    return Member.builder(
            Registration.builder(ServiceId.of("sip:esrp.example"), NodeId.of(node)).build())
        .build();
  }

  @Test
  void round_robin_picks_by_the_sequence_of_the_request() {
    Member first = member("a.example");
    Member second = member("b.example");
    Candidates candidates = Candidates.of(List.of(first, second));
    LoadBalancingPolicy policy = LoadBalancingPolicy.roundRobin();

    assertThat(policy.pick(candidates, RoutingRequest.any())).isSameAs(first);
    assertThat(policy.pick(candidates, RoutingRequest.any().withSequence(1))).isSameAs(second);
    assertThat(policy.pick(candidates, RoutingRequest.any().withSequence(2))).isSameAs(first);
    assertThat(policy).hasToString("round robin");
  }
}
