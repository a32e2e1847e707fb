package io.github.esrpcluster.examples.stateserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.i3.notify.Notifier;
import io.github.esrpcluster.i3.notify.SipEndpoint;
import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VendorStackTest {
  private static final SipRequest OPTIONS = SipRequest.builder("OPTIONS", "sip:a").build();

  private final List<SipOutcome> outcomes = new ArrayList<>();

  @Test
  void response_and_time_out_become_outcomes() {
    SipResponse ok = SipResponse.of(200);
    VendorStack stack =
        new VendorStack(
            (request, response, timerF) -> {
              response.accept(ok);
              timerF.run();
            });

    stack.send(OPTIONS, outcomes::add);

    assertThat(outcomes).containsExactly(new SipOutcome.Answered(ok), new SipOutcome.TimedOut());
  }

  @Test
  void missing_socket_is_an_outcome() {
    VendorStack stack =
        new VendorStack(
            (request, response, timerF) -> {
              throw new IllegalStateException("no socket");
            });

    stack.send(OPTIONS, outcomes::add);

    assertThat(outcomes).containsExactly(new SipOutcome.NotSent("no socket"));
  }

  @Test
  void request_that_arrives_is_answered() {
    List<SipResponse> answers = new ArrayList<>();
    VendorStack stack = new VendorStack((request, response, timerF) -> {});
    Notifier notifier = Notifier.builder(stack).build();

    VendorStack.arrived(OPTIONS, SipEndpoint.of(notifier), answers::add);

    assertThat(answers).extracting(SipResponse::status).containsExactly(200);
  }
}
