package io.github.esrpcluster.sip;

import static io.github.esrpcluster.sip.SipText.header;
import static io.github.esrpcluster.sip.SipText.subscribe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipPeer;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class JainSipStackTest {
  private static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  private final ScriptedReceiver receiver = new ScriptedReceiver();
  private final OutcomeQueue outcomes = new OutcomeQueue();

  private static JainSipStackBuilder udp() {
    return JainSipStack.builder().listen("udp", "127.0.0.1", 0);
  }

  @Test
  void ipv6_is_served() throws Exception {
    assumeThat(hasIpv6()).isTrue();
    try (JainSipStack stack = udp().listen("udp", "[::1]", 0).listen("tcp", "::1", 0).build()) {
      stack.start(receiver);
      TransportAddress local = stack.listeningAddresses().get(1);
      assertThat(local.toString()).isEqualTo("udp:[::1]:" + local.port());
      try (UdpPeer peer = new UdpPeer(local)) {
        peer.send(subscribe(peer.hostAndPort(), "1"));
        String response = peer.receive();
        assertThat(response).startsWith("SIP/2.0 200");
        assertThat(header(response, "Contact")).isEqualTo("<sip:[::1]:" + local.port() + ">");
        SipPeer from = receiver.next().peer().orElseThrow();
        assertThat(from.addressAndPort()).isEqualTo("[0:0:0:0:0:0:0:1]:" + peer.port());

        stack.send(Notifies.to("sip:up@" + peer.hostAndPort()).peer(from).build(), outcomes);
        String notify = peer.receive();
        assertThat(header(notify, "Via")).startsWith("SIP/2.0/UDP [::1]:" + local.port() + ";");
        peer.send(SipText.answer(notify, 200));
        assertThat(outcomes.nextStatus()).isEqualTo(200);
      }
      try (StreamPeer peer = StreamPeer.tcp(stack.listeningAddresses().get(2))) {
        peer.send(subscribe(peer.hostAndPort(), "2"));
        assertThat(peer.receive()).startsWith("SIP/2.0 200");
        SipPeer from = receiver.next().peer().orElseThrow();
        stack.send(Notifies.to("sip:up@192.0.2.1").peer(from).build(), outcomes);
        peer.send(SipText.answer(peer.receive(), 200));
        assertThat(outcomes.nextStatus()).isEqualTo(200);
      }
    }
  }

  private static boolean hasIpv6() {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByAddress(IPV6_LOOPBACK))) {
      return socket.getLocalPort() > 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void advertised_host_is_in_via_and_contact() throws Exception {
    try (JainSipStack stack =
        JainSipStack.builder()
            .listen("udp", "0.0.0.0", 0)
            .advertisedHost("esrp.example.org")
            .build()) {
      stack.start(receiver);
      int port = stack.listeningAddresses().get(0).port();
      try (UdpPeer peer = new UdpPeer(new TransportAddress("udp", "127.0.0.1", port))) {
        peer.send(subscribe(peer.hostAndPort(), "1"));
        assertThat(header(peer.receive(), "Contact"))
            .isEqualTo("<sip:esrp.example.org:" + port + ">");
        stack.send(Notifies.to("sip:up@" + peer.hostAndPort()).build(), outcomes);
        assertThat(header(peer.receive(), "Via"))
            .startsWith("SIP/2.0/UDP esrp.example.org:" + port + ";");
      }
    }
  }

  @Test
  void request_to_a_host_name_is_sent_to_its_address() throws Exception {
    try (JainSipStack stack = udp().build()) {
      stack.start(receiver);
      try (UdpPeer peer = new UdpPeer(stack.listeningAddresses().get(0))) {
        stack.send(Notifies.to("sip:up@localhost:" + peer.port()).build(), outcomes);
        peer.send(SipText.answer(peer.receive(), 200));
        assertThat(outcomes.nextStatus()).isEqualTo(200);
      }
    }
  }

  @Test
  void own_contact_of_a_request_stays() throws Exception {
    try (JainSipStack stack = udp().build()) {
      stack.start(receiver);
      try (UdpPeer peer = new UdpPeer(stack.listeningAddresses().get(0))) {
        stack.send(
            Notifies.to("sip:up@" + peer.hostAndPort()).contact("sip:own@host").build(), outcomes);
        assertThat(header(peer.receive(), "Contact")).isEqualTo("<sip:own@host>");
      }
    }
  }

  @Test
  void impossible_request_is_not_sent() throws Exception {
    try (JainSipStack stack = udp().build()) {
      stack.start(receiver);
      for (String uri :
          List.of(
              "urn:service:sos",
              "sip:",
              "sip:up@192.0.2.1;transport=sctp",
              "sip:up@192.0.2.1;transport=tcp",
              "sip:up@[::1]",
              "sip:up@no-such-host.invalid",
              "sip:up@999.1.1.1")) {
        stack.send(Notifies.to(uri).build(), outcomes);
        assertThat(outcomes.next()).as(uri).isInstanceOf(SipOutcome.NotSent.class);
      }
      stack.send(Notifies.to("sip:a@127.0.0.1").header("X", "a\r\nY: b").build(), outcomes);
      assertThat(outcomes.next()).isInstanceOf(SipOutcome.NotSent.class);
      stack.send(Notifies.to("sip:a@127.0.0.1\r\nX: y").build(), outcomes);
      assertThat(outcomes.next()).isInstanceOf(SipOutcome.NotSent.class);
      Eventually.holds("pendingRequests", () -> stack.statistics().pendingRequests() == 0);
      Eventually.holds("requestsUnsent", () -> stack.statistics().requestsUnsent() == 9);
    }
  }

  @Test
  void stack_that_does_not_run_sends_nothing() throws Exception {
    JainSipStack stack = udp().build();
    stack.send(Notifies.to("sip:up@127.0.0.1").build(), outcomes);
    assertThat(outcomes.next()).isInstanceOf(SipOutcome.NotSent.class);
    assertThat(stack.listeningAddresses()).isEmpty();
    stack.start(receiver);
    stack.send(Notifies.to("sip:up@127.0.0.1:9").build(), outcomes);
    stack.close();
    stack.close();
    assertThat(outcomes.next()).isEqualTo(new SipOutcome.NotSent("the stack is closed"));
    stack.send(Notifies.to("sip:up@127.0.0.1").build(), outcomes);
    assertThat(outcomes.next()).isInstanceOf(SipOutcome.NotSent.class);
    assertThatThrownBy(() -> stack.start(receiver)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closed_stack_leaves_no_thread_and_no_port() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    JainSipStack stack = udp().listen("tcp", "127.0.0.1", 0).build();
    stack.start(receiver);
    TransportAddress udp = stack.listeningAddresses().get(0);
    TransportAddress tcp = stack.listeningAddresses().get(1);
    try (StreamPeer peer = StreamPeer.tcp(tcp)) {
      peer.send(subscribe(peer.hostAndPort(), "1"));
      peer.receive();
      stack.close();
      peer.isClosed();
    }
    new DatagramSocket(udp.port(), InetAddress.getLoopbackAddress()).close();
    new ServerSocket(tcp.port(), 1, InetAddress.getLoopbackAddress()).close();
    Eventually.holds(
        "threads end: " + threadsBeyond(before), () -> threadsBeyond(before).isEmpty());
  }

  private static Set<String> threadsBeyond(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.isAlive() && !before.contains(thread))
        .map(Thread::getName)
        .filter(name -> !name.startsWith("JNA") && !name.startsWith("process reaper"))
        .collect(Collectors.toSet());
  }

  @Test
  void address_in_use_is_named() throws Exception {
    JainSipStack stack;
    try (DatagramSocket used = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      stack =
          JainSipStack.builder()
              .listen("tcp", "127.0.0.1", 0)
              .listen("udp", "127.0.0.1", used.getLocalPort())
              .build();
      assertThatThrownBy(() -> stack.start(receiver))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot listen at udp:127.0.0.1:" + used.getLocalPort());
      assertThat(stack.listeningAddresses()).isEmpty();
    }
    try (stack) {
      stack.start(receiver);
      assertThat(stack.listeningAddresses()).hasSize(2);
    }
  }

  @Test
  void settings_that_cannot_work_are_refused() {
    assertThatThrownBy(() -> JainSipStack.builder().build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("listen(..)");
    assertThatThrownBy(() -> udp().listen("tls", "127.0.0.1", 0).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("tls(..)");
    assertThatThrownBy(() -> JainSipStack.builder().listen("udp", "::", 0).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("advertisedHost(..)");
    assertThatThrownBy(() -> udp().listen("sctp", "127.0.0.1", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("use udp, tcp or tls");
    assertThatThrownBy(() -> udp().listen("udp", "127.0.0.1", 65_536))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> udp().listen("udp", " ", 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> udp().connectLimit(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> udp().writeLimit(Duration.ofMinutes(2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> udp().maxConnections(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> udp().senderThreads(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> udp().maxWaitingPerPeer(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> udp().tls(null)).isInstanceOf(NullPointerException.class);
  }
}
