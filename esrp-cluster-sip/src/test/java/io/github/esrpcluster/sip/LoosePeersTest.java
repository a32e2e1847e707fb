package io.github.esrpcluster.sip;

import static io.github.esrpcluster.sip.SipText.answer;
import static io.github.esrpcluster.sip.SipText.header;
import static io.github.esrpcluster.sip.SipText.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipParty;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that stretch RFC 3261, as public SIP clients send them. */
class LoosePeersTest extends StackWithUdpPeer {
  private String via() {
    return "Via: SIP/2.0/UDP " + peer.hostAndPort();
  }

  @Test
  void via_without_branch_is_answered_and_repeated() throws Exception {
    String subscribe =
        lines(
            "SUBSCRIBE sip:esrp@example.org SIP/2.0",
            via(),
            "From: <sip:up@example.org>;tag=1",
            "To: <sip:esrp@example.org>",
            "Call-ID: c",
            "CSeq: 1 SUBSCRIBE",
            "Content-Length: 0");
    peer.send(subscribe);
    String first = peer.receive();
    peer.send(subscribe);

    assertThat(peer.receive()).isEqualTo(first).startsWith("SIP/2.0 200");
    peer.send(subscribe.replace("CSeq: 1", "CSeq: 2"));
    assertThat(header(peer.receive(), "CSeq")).isEqualTo("2 SUBSCRIBE");
    receiver.next();
    receiver.next();
    assertThat(receiver.waiting()).isZero();
  }

  @Test
  void via_without_branch_is_answered_over_tcp() throws Exception {
    try (StreamPeer stream = StreamPeer.tcp(stack.listeningAddresses().get(1))) {
      for (int i = 1; i <= 2; i++) {
        stream.send(
            lines(
                "SUBSCRIBE sip:esrp@example.org SIP/2.0",
                "Via: SIP/2.0/TCP 192.0.2.7",
                "From: <sip:up@example.org>;tag=1",
                "To: <sip:esrp@example.org>",
                "Call-ID: c",
                "CSeq: " + i + " SUBSCRIBE",
                "Content-Length: 0"));
        String response = stream.receive();
        assertThat(response).startsWith("SIP/2.0 200");
        assertThat(header(response, "Via"))
            .isEqualTo("SIP/2.0/TCP 192.0.2.7;received=127.0.0.1;rport=" + stream.port());
      }
    }
  }

  @Test
  void headers_without_angle_brackets_are_read() throws Exception {
    peer.send(
        lines(
            "SUBSCRIBE sip:esrp@example.org SIP/2.0",
            via() + ";branch=z9hG4bK1",
            "From: sip:up@example.org;tag=theirs",
            "To: sip:esrp@example.org ; tag = ours",
            "Call-ID: c",
            "CSeq: 1   SUBSCRIBE",
            "Contact: sip:up@192.0.2.1:5070;expires=60",
            "Content-Length: 0"));

    SipRequest request = receiver.next();
    assertThat(request.from()).isEqualTo(new SipParty("sip:up@example.org", "theirs"));
    assertThat(request.to()).isEqualTo(new SipParty("sip:esrp@example.org", "ours"));
    assertThat(request.contact()).isEqualTo("sip:up@192.0.2.1:5070");
    assertThat(header(peer.receive(), "To")).isEqualTo("sip:esrp@example.org ; tag = ours");
  }

  @Test
  void compact_and_odd_headers_reach_the_receiver_as_text() throws Exception {
    peer.send(
        lines(
            "SUBSCRIBE sip:esrp@example.org SIP/2.0",
            "v: SIP/2.0/UDP " + peer.hostAndPort() + ";branch=z9hG4bK1",
            "f: <sip:up@example.org>;tag=1",
            "t: <sip:esrp@example.org>",
            "i: c",
            "cseq: 1 SUBSCRIBE",
            "m: \"a <b>, c\" <sip:up@192.0.2.1>, <sip:second@192.0.2.1>",
            "record-route: <sip:a;lr>, <sip:b;lr>",
            "Record-Route: <sip:c;lr>",
            "o: emergency-ServiceState ;  min-rate = 0.5 ; ;x=\"a;b\"",
            "ACCEPT: application/json,",
            "\tapplication/xml",
            "X-Odd: \t ünï",
            "u: presence",
            "l: 0"));

    SipRequest request = receiver.next();
    assertThat(request.contact()).isEqualTo("sip:up@192.0.2.1");
    assertThat(request.routes()).containsExactly("<sip:a;lr>", "<sip:b;lr>", "<sip:c;lr>");
    assertThat(request.header("Event"))
        .contains("emergency-ServiceState ;  min-rate = 0.5 ; ;x=\"a;b\"");
    assertThat(request.header("Accept")).contains("application/json, application/xml");
    assertThat(request.header("X-Odd")).contains("ünï");
    assertThat(request.header("Allow-Events")).contains("presence");
    String response = peer.receive();
    assertThat(response).startsWith("SIP/2.0 200").contains("Record-Route: <sip:a;lr>, <sip:b;lr>");
    assertThat(header(response, "From")).isEqualTo("<sip:up@example.org>;tag=1");
  }

  @Test
  void request_uri_in_angle_brackets_is_read() throws Exception {
    peer.send(
        SipText.request("NOTIFY", "UDP", peer.hostAndPort(), "1", "<sip:x@192.0.2.1>")
            .replace("NOTIFY sip:esrp@example.org ", "NOTIFY <sip:esrp@example.org;a=b> "));

    assertThat(receiver.next().uri()).isEqualTo("sip:esrp@example.org;a=b");
    assertThat(peer.receive()).startsWith("SIP/2.0 200");
  }

  // A length near the largest int once ended the thread that reads datagrams.
  @ParameterizedTest
  @ValueSource(strings = {"500", "2147483000", "2147483647", "2147483648", "99999999999"})
  void content_length_above_the_datagram_is_cut(String length) throws Exception {
    peer.send(
        SipText.request("NOTIFY", "UDP", peer.hostAndPort(), "1", "<sip:x@192.0.2.1>")
                .replace("Content-Length: 0", "Content-Type: a/b\r\nContent-Length: " + length)
            + "{\"a\":1}");

    SipRequest request = receiver.next();
    assertThat(request.body().text()).isEqualTo("{\"a\":1}");
    assertThat(request.body().type()).isEqualTo("a/b");
  }

  @Test
  void content_length_below_the_datagram_counts() throws Exception {
    peer.send(
        SipText.request("NOTIFY", "UDP", peer.hostAndPort(), "1", "<sip:x@192.0.2.1>")
                .replace("Content-Length: 0", "Content-Length: 7")
            + "{\"a\":1}garbage");

    assertThat(receiver.next().body().text()).isEqualTo("{\"a\":1}");
  }

  @Test
  void body_without_content_length_is_the_rest_of_the_datagram() throws Exception {
    peer.send(
        SipText.request("NOTIFY", "UDP", peer.hostAndPort(), "1", "<sip:x@192.0.2.1>")
                .replace("Content-Length: 0\r\n", "")
            + "{\"a\":1}");

    assertThat(receiver.next().body().text()).isEqualTo("{\"a\":1}");
  }

  @Test
  void answer_with_a_second_tag_counts() throws Exception {
    stack.send(Notifies.to("sip:up@" + peer.hostAndPort()).build(), outcomes);
    String notify = peer.receive();
    peer.send(answer(notify, 200).replace("tag=theirs", "tag=theirs;tag=another"));

    SipResponse response = ((SipOutcome.Answered) outcomes.next()).response();
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.toTag()).isEqualTo("theirs");
  }

  @Test
  void bare_line_feeds_end_lines_too() throws Exception {
    peer.send(SipText.subscribe(peer.hostAndPort(), "1").replace("\r\n", "\n"));

    assertThat(peer.receive()).startsWith("SIP/2.0 200");
  }

  @Test
  void response_goes_to_the_source_port_if_rport_asks_for_it() throws Exception {
    peer.send(SipText.subscribe("192.0.2.1:9", "1").replace(";branch=", ";rport;branch="));

    assertThat(header(peer.receive(), "Via"))
        .isEqualTo(
            "SIP/2.0/UDP 192.0.2.1:9;rport=" + peer.port() + ";branch=z9hG4bK1;received=127.0.0.1");
  }

  @Test
  void second_via_is_repeated_in_its_place() throws Exception {
    peer.send(
        SipText.subscribe(peer.hostAndPort(), "1")
            .replace("Max-Forwards: 70", "Via: SIP/2.0/UDP a.example;branch=z9hG4bKa"));

    assertThat(peer.receive())
        .contains(
            "Via: SIP/2.0/UDP "
                + peer.hostAndPort()
                + ";branch=z9hG4bK1\r\nVia: SIP/2.0/UDP a.example;branch=z9hG4bKa\r\n");
  }
}
