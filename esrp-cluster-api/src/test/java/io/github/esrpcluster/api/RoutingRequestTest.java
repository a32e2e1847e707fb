package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a call asks of the node it gets. */
class RoutingRequestTest {
  private static final NodeId FIRST = NodeId.of("esrp1.example.org");
  private static final NodeId SECOND = NodeId.of("esrp2.example.org");

  @Test
  void any_node_will_do_unless_something_is_asked() {
    assertThat(RoutingRequest.any().key()).isEmpty();
    assertThat(RoutingRequest.any().excluded()).isEmpty();
    assertThat(RoutingRequest.any().sequence()).isZero();
  }

  @Test
  void each_thing_asked_keeps_those_asked_before() {
    RoutingRequest request =
        RoutingRequest.ofKey("caller").excluding(FIRST).withSequence(4).excluding(SECOND);

    assertThat(request.key()).contains("caller");
    assertThat(request.excluded()).containsExactlyInAnyOrder(FIRST, SECOND);
    assertThat(request.sequence()).isEqualTo(4);
    assertThat(RoutingRequest.ofKey("caller").excluding(FIRST))
        .hasToString("RoutingRequest[key caller, excluded [esrp1.example.org], sequence 0]");
  }

  @Test
  void who_was_picked_is_who_the_call_goes_to() {
    Member member =
        Member.builder(Registration.builder(ServiceId.of("sip:esrp.example.org"), FIRST).build())
            .build();

    assertThat(new RoutingDecision.Routed(member, RoutingDecision.Mode.NORMAL).member())
        .contains(member);
    assertThat(new RoutingDecision.Refused(RoutingDecision.Refusal.ALL_DOWN).member()).isEmpty();
  }
}
