package io.github.esrpcluster.sip;

import static io.github.esrpcluster.sip.SipText.answer;
import static io.github.esrpcluster.sip.SipText.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipPeer;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TcpTest extends StartedStack {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @Override
  JainSipStackBuilder settings() {
    return JainSipStack.builder()
        .listen("tcp", "127.0.0.1", 0)
        .writeLimit(Duration.ofMillis(700))
        .maxConnections(3);
  }

  private static String subscribe(StreamPeer peer, String branch) {
    return SipText.request(
        "SUBSCRIBE",
        "TCP",
        peer.hostAndPort(),
        branch,
        "<sip:up@" + peer.hostAndPort() + ";transport=tcp>");
  }

  private static SipRequest notifyOver(StreamPeer peer) {
    return Notifies.to("sip:up@192.0.2.1:9", "tcp", "127.0.0.1", peer.port()).build();
  }

  @Test
  void request_is_answered_over_its_connection() throws Exception {
    try (StreamPeer peer = StreamPeer.tcp(address)) {
      peer.send(subscribe(peer, "1"));

      String response = peer.receive();
      assertThat(response).startsWith("SIP/2.0 200 OK\r\n");
      assertThat(header(response, "Contact"))
          .isEqualTo("<sip:" + address.hostAndPort() + ";transport=tcp>");
      assertThat(receiver.next().peer())
          .contains(new SipPeer("tcp", "127.0.0.1", peer.port(), List.of()));
    }
  }

  @Test
  void notify_reuses_the_connection_of_its_peer() throws Exception {
    try (StreamPeer peer = StreamPeer.tcp(address)) {
      peer.send(subscribe(peer, "1"));
      peer.receive();
      stack.send(notifyOver(peer), outcomes);

      String notify = peer.receive();
      assertThat(notify).startsWith("NOTIFY sip:up@192.0.2.1:9 SIP/2.0\r\n").endsWith("\"ü\"\n");
      assertThat(header(notify, "Via")).startsWith("SIP/2.0/TCP " + address.hostAndPort() + ";");
      assertThat(header(notify, "Contact"))
          .isEqualTo("<sip:" + address.hostAndPort() + ";transport=tcp>");
      peer.send(answer(notify, 200));
      assertThat(outcomes.nextStatus()).isEqualTo(200);
      Eventually.holds("openConnections", () -> stack.statistics().openConnections() == 1);
    }
  }

  @Test
  void notify_without_connection_opens_one_to_its_target() throws Exception {
    try (ServerSocket target = new ServerSocket(0, 5, LOOPBACK)) {
      String uri = "sip:up@127.0.0.1:" + target.getLocalPort() + ";transport=tcp";
      stack.send(Notifies.to(uri).build(), outcomes);
      try (StreamPeer peer = new StreamPeer(target.accept())) {
        peer.send(answer(peer.receive(), 200));
        assertThat(outcomes.nextStatus()).isEqualTo(200);

        // The second request finds the connection, and so does a request of the peer.
        stack.send(Notifies.to(uri).build(), outcomes);
        peer.send(answer(peer.receive(), 202));
        assertThat(outcomes.nextStatus()).isEqualTo(202);
        peer.send(subscribe(peer, "1"));
        assertThat(peer.receive()).startsWith("SIP/2.0 200");
      }
    }
  }

  @Test
  void notify_goes_to_its_first_route() throws Exception {
    try (ServerSocket proxy = new ServerSocket(0, 5, LOOPBACK)) {
      String route = "<sip:127.0.0.1:" + proxy.getLocalPort() + ";transport=tcp;lr>";
      stack.send(
          Notifies.to("sip:up@192.0.2.1").routes(List.of(route, "<sip:192.0.2.2;lr>")).build(),
          outcomes);
      try (StreamPeer peer = new StreamPeer(proxy.accept())) {
        String notify = peer.receive();
        assertThat(notify)
            .contains("\r\nRoute: " + route + "\r\nRoute: <sip:192.0.2.2;lr>\r\n")
            .startsWith("NOTIFY sip:up@192.0.2.1 SIP/2.0\r\n");
        peer.send(answer(notify, 200));
        assertThat(outcomes.nextStatus()).isEqualTo(200);
      }
    }
  }

  @Test
  void connection_that_is_refused_is_not_sent() throws Exception {
    int unused;
    try (ServerSocket socket = new ServerSocket(0, 5, LOOPBACK)) {
      unused = socket.getLocalPort();
    }
    stack.send(Notifies.to("sip:up@127.0.0.1:" + unused + ";transport=tcp").build(), outcomes);

    assertThat(outcomes.next()).isInstanceOf(SipOutcome.NotSent.class);
  }

  @Test
  void notifies_to_one_peer_keep_their_order() throws Exception {
    int count = 300;
    try (StreamPeer peer = StreamPeer.tcp(address)) {
      peer.send(subscribe(peer, "1"));
      peer.receive();
      for (int i = 0; i < count; i++) {
        stack.send(
            Notifies.to("sip:up@192.0.2.1", "tcp", "127.0.0.1", peer.port()).sequence(i).build(),
            outcomes);
      }
      for (int i = 0; i < count; i++) {
        assertThat(header(peer.receive(), "CSeq")).isEqualTo(i + " NOTIFY");
      }
    }
  }

  @Test
  void response_is_sent_before_a_notify_that_follows() throws Exception {
    try (JainSipStack notifier = JainSipStack.builder().listen("tcp", "127.0.0.1", 0).build()) {
      notifier.start(
          (request, answer) -> {
            answer.accept(SipResponse.of(200));
            notifier.send(
                Notifies.to("sip:x@192.0.2.1").peer(request.peer().orElseThrow()).build(),
                outcomes);
          });
      try (StreamPeer client = StreamPeer.tcp(notifier.listeningAddresses().get(0))) {
        client.send(subscribe(client, "1"));
        assertThat(client.receive()).startsWith("SIP/2.0 200");
        assertThat(client.receive()).startsWith("NOTIFY");
      }
    }
  }

  @Test
  void peer_that_reads_nothing_delays_no_other() throws Exception {
    try (StreamPeer silent = StreamPeer.slow(address);
        StreamPeer other = StreamPeer.tcp(address)) {
      silent.send(subscribe(silent, "1"));
      silent.receive();
      other.send(subscribe(other, "2"));
      other.receive();
      OutcomeQueue silentOutcomes = new OutcomeQueue();
      int tooMuch = 4_000; // more than the buffers of the system hold
      for (int i = 0; i < tooMuch; i++) {
        stack.send(notifyOver(silent), silentOutcomes);
      }
      stack.send(notifyOver(other), outcomes);

      other.send(answer(other.receive(), 200));
      assertThat(outcomes.nextStatus()).isEqualTo(200);
      assertThat(silentOutcomes.next())
          .as("after the write limit")
          .isInstanceOf(SipOutcome.NotSent.class);
    }
  }

  @Test
  void peer_that_never_accepts_delays_no_other() throws Exception {
    try (ServerSocket hanging = new ServerSocket(0, 1, LOOPBACK);
        StreamPeer other = StreamPeer.tcp(address)) {
      other.send(subscribe(other, "1"));
      other.receive();
      OutcomeQueue hangingOutcomes = new OutcomeQueue();
      String uri = "sip:up@127.0.0.1:" + hanging.getLocalPort() + ";transport=tcp";
      for (int i = 0; i < 100; i++) {
        stack.send(Notifies.to(uri).build(), hangingOutcomes);
      }
      stack.send(notifyOver(other), outcomes);

      other.send(answer(other.receive(), 200));
      assertThat(outcomes.nextStatus()).isEqualTo(200);
    }
  }

  // The reference implementation once ended its thread, with a stack trace.
  @Test
  void body_above_the_limit_closes_the_connection() throws Exception {
    try (StreamPeer peer = StreamPeer.tcp(address)) {
      peer.send(subscribe(peer, "1").replace("Content-Length: 0", "Content-Length: 2000000000"));

      peer.isClosed();
    }
    Eventually.holds("messagesDropped", () -> stack.statistics().messagesDropped() == 1);
  }

  @Test
  void address_with_many_connections_shuts_no_other_out() throws Exception {
    try (JainSipStack narrow =
        JainSipStack.builder().listen("tcp", "127.0.0.1", 0).maxConnectionsPerAddress(1).build()) {
      narrow.start(receiver);
      TransportAddress at = narrow.listeningAddresses().get(0);
      try (StreamPeer first = StreamPeer.tcp(at);
          Socket other = new Socket(LOOPBACK, at.port(), InetAddress.getByName("127.0.0.2"), 0)) {
        Eventually.holds("open", () -> narrow.statistics().openConnections() == 2);
        try (StreamPeer refused = StreamPeer.tcp(at)) {
          refused.isClosed();
        }
        Eventually.holds("refused", () -> narrow.statistics().connectionsRefused() == 1);
        first.send(subscribe(first, "1"));
        assertThat(first.receive()).startsWith("SIP/2.0 200 ");
        assertThat(other.isClosed()).isFalse();
        Eventually.holds("openConnections", () -> narrow.statistics().openConnections() == 2);
      }
    }
  }

  @Test
  void connection_above_the_limit_is_closed() throws Exception {
    try (StreamPeer first = StreamPeer.tcp(address);
        StreamPeer second = StreamPeer.tcp(address);
        StreamPeer third = StreamPeer.tcp(address)) {
      Eventually.holds("open", () -> stack.statistics().openConnections() == 3);
      try (StreamPeer refused = StreamPeer.tcp(address)) {
        refused.isClosed();
      }
      Eventually.holds("connectionsRefused", () -> stack.statistics().connectionsRefused() == 1);
      first.send(subscribe(first, "1"));
      assertThat(first.receive()).startsWith("SIP/2.0 200");
      assertThat(second.port()).isNotEqualTo(third.port());
    }
    Eventually.holds("closed", () -> stack.statistics().openConnections() == 0);
    try (StreamPeer next = StreamPeer.tcp(address)) {
      next.send(subscribe(next, "2"));
      assertThat(next.receive()).startsWith("SIP/2.0 200");
    }
  }

  @Test
  void requests_without_reading_responses_close_the_connection() throws Exception {
    try (StreamPeer greedy = StreamPeer.slow(address)) {
      String many = subscribe(greedy, "same").repeat(100);
      Thread sender =
          new Thread(
              () -> {
                try {
                  while (true) {
                    greedy.send(many);
                  }
                } catch (IOException e) {
                  // Closed by the stack, as expected.
                }
              });
      sender.start();
      Eventually.holds("abandoned", () -> stack.statistics().responsesUnsent() > 0);
      sender.join(5_000);
      assertThat(sender.isAlive()).isFalse();
    }
    try (StreamPeer next = StreamPeer.tcp(address)) {
      next.send(subscribe(next, "2"));
      assertThat(next.receive()).startsWith("SIP/2.0 200");
    }
  }
}
