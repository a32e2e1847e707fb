package io.github.esrpcluster.sip;

import static io.github.esrpcluster.sip.SipText.header;
import static io.github.esrpcluster.sip.SipText.subscribe;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.i3.sip.SipResponse;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedMessagesTest extends StackWithUdpPeer {
  /** Sends a request as a UDP client does: again, while there is no answer. */
  private void next_request_is_served() throws Exception {
    String response = "";
    for (int i = 0; i < 10 && !response.contains("z9hG4bKserved"); i++) {
      peer.send(subscribe(peer.hostAndPort(), "served"));
      response = peer.receiveWith("z9hG4bKserved", Duration.ofMillis(500));
    }
    assertThat(response).startsWith("SIP/2.0 200");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sip:esrp@example.org SIP| <> SIP| Bad Request-URI",
        "CSeq: 1 SUBSCRIBE| CSeq: x SUBSCRIBE| Bad CSeq",
        "CSeq: 1 SUBSCRIBE| CSeq: 1 NOTIFY| Bad CSeq",
        "CSeq: 1 SUBSCRIBE| CSeq: 4294967296 SUBSCRIBE| Bad CSeq",
        "CSeq: 1 SUBSCRIBE| CSeq: -1 SUBSCRIBE| Bad CSeq",
        "From: \"Up\" <sip:up@example.org>| From: \"Up\" <sip:up@example.org| Bad From",
        "From: \"Up\" <sip:up@example.org>| From: \"Up| Bad From",
        "To: <sip:esrp@example.org>| To: <>| Bad To",
        "Call-ID: call-1| Call-ID:| Bad Call-ID",
        "Contact: <sip:| Contact: <| Bad Contact",
      })
  void fault_in_a_header_is_answered_with_400(String part, String fault, String reason)
      throws Exception {
    String bad = subscribe(peer.hostAndPort(), "1").replace(part, fault);
    if (part.startsWith("Contact")) {
      bad = bad.replaceAll("Contact: .*", "Contact: <bad uri>");
    }
    peer.send(bad);

    String response = peer.receive();
    assertThat(response).startsWith("SIP/2.0 400 " + reason + "\r\n").endsWith("\r\n\r\n");
    assertThat(header(response, "Via")).contains("z9hG4bK1");
    assertThat(receiver.waiting()).isZero();
    Eventually.holds("requestsRefused", () -> stack.statistics().requestsRefused() == 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Via", "From", "To", "Call-ID", "CSeq"})
  void request_without_a_header_to_repeat_gets_no_answer(String name) throws Exception {
    peer.send(subscribe(peer.hostAndPort(), "1").replaceAll(name + ": .*\r\n", ""));

    next_request_is_served();
    Eventually.holds("messagesDropped", () -> stack.statistics().messagesDropped() == 1);
    receiver.next();
    assertThat(receiver.waiting()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Via: SIP/2.0/UDP",
        "Via: SIP/2.0/UDP [::1;branch=z9hG4bK1",
        "Via: ,",
        "Content-Length: -5",
        "Content-Length: 99999999999999999999",
        "no colon"
      })
  void message_that_cannot_be_framed_gets_no_answer(String line) throws Exception {
    String name = line.substring(0, Math.max(0, line.indexOf(':')));
    peer.send(
        name.isEmpty()
            ? subscribe(peer.hostAndPort(), "1").replace("Expires", line + "\r\nExpires")
            : subscribe(peer.hostAndPort(), "1").replaceAll(name + ": .*", line));

    next_request_is_served();
  }

  @Test
  void other_version_of_sip_is_refused() throws Exception {
    peer.send(subscribe(peer.hostAndPort(), "1").replace("SIP/2.0\r\nVia", "SIP/3.0\r\nVia"));

    assertThat(peer.receive()).startsWith("SIP/2.0 505 ");
  }

  @Test
  void ack_and_stray_responses_get_no_answer() throws Exception {
    peer.send(SipText.request("ACK", "UDP", peer.hostAndPort(), "1", "<sip:x@192.0.2.1>"));
    peer.send(SipText.answer(subscribe(peer.hostAndPort(), "1"), 200));
    peer.send(SipText.answer(subscribe(peer.hostAndPort(), "1"), 999));

    next_request_is_served();
    receiver.next();
    assertThat(receiver.waiting()).isZero();
  }

  @Test
  void random_bytes_do_no_harm() throws Exception {
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[random.nextInt(2_000)];
      random.nextBytes(bytes);
      peer.send(bytes);
    }
    next_request_is_served();
  }

  @Test
  void mutated_requests_do_no_harm() throws Exception {
    Random random = new Random(2);
    byte[] whole = subscribe(peer.hostAndPort(), "1").getBytes(UTF_8);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = whole.clone();
      for (int j = random.nextInt(6); j >= 0; j--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      peer.send(bytes);
    }
    next_request_is_served();
  }

  @Test
  void deep_nesting_ends_no_thread() throws Exception {
    String deep = "(".repeat(25_000);
    for (String name : new String[] {"Via", "From", "To", "Contact", "CSeq", "Event"}) {
      for (int i = 0; i < 20; i++) { // more often than there are threads
        peer.send(
            subscribe(peer.hostAndPort(), name + i).replaceAll(name + ": .*", name + ": " + deep));
      }
    }
    peer.send(subscribe(peer.hostAndPort(), "1").replace("sip:esrp@", "sip:" + deep));
    next_request_is_served();
  }

  @Test
  void receiver_that_throws_answers_with_500() throws Exception {
    receiver.answers(
        request -> {
          throw new IllegalStateException("as tests do");
        });
    peer.send(subscribe(peer.hostAndPort(), "1"));

    assertThat(peer.receive()).startsWith("SIP/2.0 500 ");
    Eventually.holds("callbackFailures", () -> stack.statistics().callbackFailures() == 1);
  }

  @Test
  void response_with_a_line_break_is_not_sent() throws Exception {
    receiver.answers(request -> SipResponse.builder(200).header("X", "a\r\nInjected: b").build());
    peer.send(subscribe(peer.hostAndPort(), "1"));

    assertThat(peer.receive()).startsWith("SIP/2.0 500 ").doesNotContain("Injected");
  }

  @Test
  void stream_out_of_step_is_closed() throws Exception {
    TransportAddress tcp = stack.listeningAddresses().get(1);
    try (StreamPeer stream = new StreamPeer(new Socket(tcp.host(), tcp.port()))) {
      stream.send("this is no SIP\r\n\r\n");
      stream.isClosed();
    }
    Eventually.holds("messagesDropped", () -> stack.statistics().messagesDropped() == 1);
    try (StreamPeer stream = StreamPeer.tcp(tcp)) {
      stream.send("\r\n\r\n"); // a keep-alive
      stream.send(subscribe(stream.hostAndPort(), "1"));
      assertThat(stream.receive()).contains("SIP/2.0 200");
    }
  }

  @Test
  void endless_header_closes_its_connection() throws Exception {
    TransportAddress tcp = stack.listeningAddresses().get(1);
    try (StreamPeer stream = StreamPeer.tcp(tcp)) {
      stream.send("SUBSCRIBE sip:x SIP/2.0\r\nX: ");
      String more = "x".repeat(10_000);
      for (int i = 0; i < 20; i++) {
        stream.send(more);
      }
      stream.isClosed();
    } catch (IOException e) {
      // Closed while the test wrote.
    }
    Eventually.holds("closed", () -> stack.statistics().openConnections() == 0);
  }
}
