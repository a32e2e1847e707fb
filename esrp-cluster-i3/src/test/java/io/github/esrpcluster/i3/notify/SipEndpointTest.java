package io.github.esrpcluster.i3.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.i3.sip.SipReceiver;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SipEndpointTest {
  private final List<String> handedOver = new ArrayList<>();
  private final SipReceiver notifier = receiver("notifier");
  private final SipReceiver subscriber = receiver("subscriber");

  private SipReceiver receiver(String name) {
    return (request, answer) -> {
      handedOver.add(name + " " + request.method());
      answer.accept(SipResponse.of(200));
    };
  }

  private static SipResponse send(SipEndpoint endpoint, String method) {
    List<SipResponse> answers = new ArrayList<>();
    endpoint.receive(SipRequest.builder(method, "sip:a").build(), answers::add);
    assertThat(answers).hasSize(1);
    return answers.get(0);
  }

  @Test
  void requests_reach_notifier_and_subscriber() {
    SipEndpoint endpoint = SipEndpoint.of(notifier, subscriber);

    send(endpoint, "SUBSCRIBE");
    send(endpoint, "NOTIFY");

    assertThat(handedOver).containsExactly("notifier SUBSCRIBE", "subscriber NOTIFY");
  }

  @Test
  void notify_without_a_subscriber_gets_481() {
    assertThat(send(SipEndpoint.of(notifier), "NOTIFY").status()).isEqualTo(481);
  }

  @Test
  void options_is_answered_with_methods_and_packages() {
    SipResponse answer = send(SipEndpoint.of(notifier), "OPTIONS");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Allow")).hasValue("SUBSCRIBE, NOTIFY, OPTIONS");
    assertThat(answer.header("Allow-Events"))
        .hasValue("emergency-ServiceState, emergency-ElementState, emergency-QueueState");
    assertThat(handedOver).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"INVITE", "REGISTER", "subscribe", "X"})
  void other_method_gets_405_with_methods(String method) {
    SipResponse answer = send(SipEndpoint.of(notifier, subscriber), method);

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).hasValue("SUBSCRIBE, NOTIFY, OPTIONS");
  }
}
