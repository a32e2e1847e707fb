package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoutingRequestTest {
  private static final NodeId FIRST = NodeId.of("esrp1.example.org");
  private static final NodeId SECOND = NodeId.of("esrp2.example.org");

  @Test
  void any_request_has_no_key_and_no_exclusions() {
    assertThat(RoutingRequest.any().key()).isEmpty();
    assertThat(RoutingRequest.any().excluded()).isEmpty();
    assertThat(RoutingRequest.any().sequence()).isZero();
  }

  @Test
  void each_value_keeps_the_values_set_before() {
    RoutingRequest request =
        RoutingRequest.ofKey("caller").excluding(FIRST).withSequence(4).excluding(SECOND);

    assertThat(request.key()).contains("caller");
    assertThat(request.excluded()).containsExactlyInAnyOrder(FIRST, SECOND);
    assertThat(request.sequence()).isEqualTo(4);
    assertThat(RoutingRequest.ofKey("caller").excluding(FIRST))
        .hasToString("RoutingRequest[key \"caller\", excluded [esrp1.example.org], sequence 0]");
  }

  @Test
  void decision_has_the_picked_member_or_none() {
    Member member =
        Member.builder(Registration.builder(ServiceId.of("sip:esrp.example.org"), FIRST).build())
            .build();

    assertThat(new RoutingDecision.Routed(member, RoutingDecision.Mode.NORMAL).member())
        .contains(member);
    assertThat(new RoutingDecision.Refused(RoutingDecision.Refusal.ALL_DOWN).member()).isEmpty();
  }
}
