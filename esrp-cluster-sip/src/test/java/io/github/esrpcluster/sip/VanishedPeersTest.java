package io.github.esrpcluster.sip;

import static io.github.esrpcluster.sip.SipText.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class VanishedPeersTest extends StartedStack {
  private static final int PEERS = 500;

  /** Timer F is 1.28 s. */
  private static final SipTimers SHORT =
      new SipTimers(Duration.ofMillis(20), Duration.ofMillis(160));

  @Override
  JainSipStackBuilder settings() {
    return JainSipStack.builder().listen("udp", "127.0.0.1", 0).timers(SHORT);
  }

  // A stack answered no SUBSCRIBE any more after its UDP subscribers had vanished.
  @Test
  void subscribe_is_answered_after_many_peers_vanished() throws Exception {
    for (int i = 0; i < PEERS; i++) {
      try (UdpPeer peer = new UdpPeer(address)) {
        peer.send(subscribe(peer.hostAndPort(), "vanishing" + i));
        peer.receive();
      }
      SipRequest subscribe = receiver.next();
      stack.send(
          Notifies.to(subscribe.contact()).peer(subscribe.peer().orElseThrow()).build(), outcomes);
    }
    try (UdpPeer peer = new UdpPeer(address)) {
      peer.send(subscribe(peer.hostAndPort(), "while-they-are-pending"));
      assertThat(peer.receive()).startsWith("SIP/2.0 200");

      for (int i = 0; i < PEERS; i++) {
        assertThat(outcomes.next()).isInstanceOf(SipOutcome.TimedOut.class);
      }
      peer.send(subscribe(peer.hostAndPort(), "after-they-timed-out"));
      assertThat(peer.receive()).startsWith("SIP/2.0 200");
    }
    Eventually.holds("nothing left", this::isEmpty);
  }

  private boolean isEmpty() {
    JainSipStatistics statistics = stack.statistics();
    return statistics.pendingRequests() == 0 && statistics.keptResponses() == 0;
  }

  @Test
  void silent_peer_times_out_after_retransmissions() throws Exception {
    try (UdpPeer peer = new UdpPeer(address)) {
      stack.send(Notifies.to("sip:up@" + peer.hostAndPort()).build(), outcomes);
      String notify = peer.receive();

      assertThat(outcomes.next()).isInstanceOf(SipOutcome.TimedOut.class);
      int copies = 1;
      for (; copies <= stack.statistics().retransmissions(); copies++) {
        assertThat(peer.receive()).isEqualTo(notify);
      }
      assertThat(copies).isGreaterThan(5);
    }
  }

  @Test
  void late_answer_ends_the_retransmissions() throws Exception {
    try (UdpPeer peer = new UdpPeer(address)) {
      stack.send(Notifies.to("sip:up@" + peer.hostAndPort()).build(), outcomes);
      peer.receive();
      String second = peer.receive();
      peer.send(SipText.answer(second, 200));

      assertThat(outcomes.nextStatus()).isEqualTo(200);
      Eventually.holds("pendingRequests", () -> stack.statistics().pendingRequests() == 0);
    }
  }
}
