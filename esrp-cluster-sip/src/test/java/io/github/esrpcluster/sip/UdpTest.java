package io.github.esrpcluster.sip;

import static io.github.esrpcluster.sip.SipText.answer;
import static io.github.esrpcluster.sip.SipText.header;
import static io.github.esrpcluster.sip.SipText.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipParty;
import io.github.esrpcluster.i3.sip.SipPeer;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class UdpTest extends StackWithUdpPeer {
  @Test
  void subscribe_reaches_the_receiver_with_its_fields() throws Exception {
    peer.send(subscribe(peer.hostAndPort(), "1"));

    SipRequest request = receiver.next();
    assertThat(request.method()).isEqualTo("SUBSCRIBE");
    assertThat(request.uri()).isEqualTo("sip:esrp@example.org");
    assertThat(request.from()).isEqualTo(new SipParty("sip:up@example.org", "from-1"));
    assertThat(request.to()).isEqualTo(new SipParty("sip:esrp@example.org", ""));
    assertThat(request.callId()).isEqualTo("call-1");
    assertThat(request.sequence()).isEqualTo(1);
    assertThat(request.contact()).isEqualTo("sip:up@" + peer.hostAndPort());
    assertThat(request.header("Event")).contains("emergency-ServiceState");
    assertThat(request.header("expires")).contains("3600");
    assertThat(request.body().isEmpty()).isTrue();
    assertThat(request.peer()).contains(new SipPeer("udp", "127.0.0.1", peer.port(), List.of()));
  }

  @Test
  void response_repeats_the_request_and_has_a_contact() throws Exception {
    String subscribe = subscribe(peer.hostAndPort(), "1");
    peer.send(subscribe);

    String response = peer.receive();
    assertThat(response).startsWith("SIP/2.0 200 OK\r\n").endsWith("\r\n\r\n");
    for (String name : List.of("Via", "From", "Call-ID", "CSeq")) {
      assertThat(header(response, name)).isEqualTo(header(subscribe, name));
    }
    assertThat(header(response, "To")).isEqualTo("<sip:esrp@example.org>;tag=ours");
    assertThat(header(response, "Contact"))
        .isEqualTo("<sip:" + stack.listeningAddresses().get(0).hostAndPort() + ">");
    assertThat(header(response, "Expires")).isEqualTo("3600");
    assertThat(header(response, "Content-Length")).isEqualTo("0");
  }

  @Test
  void notify_is_sent_and_its_answer_is_the_outcome() throws Exception {
    stack.send(notifyTo(peer), outcomes);

    String notify = peer.receive();
    assertThat(notify).startsWith("NOTIFY sip:up@" + peer.hostAndPort() + " SIP/2.0\r\n");
    String local = stack.listeningAddresses().get(0).hostAndPort();
    assertThat(header(notify, "Via")).startsWith("SIP/2.0/UDP " + local + ";rport;branch=z9hG4bK");
    assertThat(header(notify, "Max-Forwards")).isEqualTo("70");
    assertThat(header(notify, "From")).isEqualTo("<sip:esrp@example.org>;tag=ours");
    assertThat(header(notify, "To")).isEqualTo("<sip:up@example.org>;tag=theirs");
    assertThat(header(notify, "Call-ID")).isEqualTo("call-1");
    assertThat(header(notify, "CSeq")).isEqualTo("1 NOTIFY");
    assertThat(header(notify, "Contact")).isEqualTo("<sip:" + local + ">");
    assertThat(header(notify, "Subscription-State")).isEqualTo("active;expires=3600");
    assertThat(header(notify, "Content-Type")).isEqualTo("application/json");
    assertThat(header(notify, "Content-Length")).isEqualTo("5");
    assertThat(notify).endsWith("\r\n\r\n\"ü\"\n");

    peer.send(answer(notify, 200, "Event: e;max-rate=1"));
    SipOutcome outcome = outcomes.next();
    assertThat(outcome).isInstanceOf(SipOutcome.Answered.class);
    SipResponse response = ((SipOutcome.Answered) outcome).response();
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.toTag()).isEqualTo("theirs");
    assertThat(response.header("Event")).contains("e;max-rate=1");
  }

  @Test
  void repeated_response_gives_no_second_outcome() throws Exception {
    stack.send(notifyTo(peer), outcomes);
    String notify = peer.receive();

    peer.send(answer(notify, 200));
    assertThat(outcomes.nextStatus()).isEqualTo(200);
    peer.send(answer(notify, 481));

    Eventually.holds("unmatched", () -> stack.statistics().responsesUnmatched() == 1);
    assertThat(outcomes.waiting()).isZero();
    Eventually.holds("pendingRequests", () -> stack.statistics().pendingRequests() == 0);
  }

  @Test
  void retransmission_gets_the_same_response_again() throws Exception {
    String subscribe = subscribe(peer.hostAndPort(), "1");
    peer.send(subscribe);
    String first = peer.receive();
    peer.send(subscribe);

    assertThat(peer.receive()).isEqualTo(first);
    receiver.next();
    assertThat(receiver.waiting()).isZero();
    Eventually.holds("requestsRepeated", () -> stack.statistics().requestsRepeated() == 1);
  }

  private static SipRequest notifyTo(UdpPeer peer) {
    return Notifies.to("sip:up@" + peer.hostAndPort()).build();
  }
}
