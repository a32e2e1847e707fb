package io.github.esrpcluster.simulation.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sends requests over the simulated network, with one fault at a time. */
class SimulatedSipNetworkTest {
  private static final String BOB = "bob.example.org";
  private static final LinkQuality DEAF = new LinkQuality(1, 0, 0, Duration.ofMillis(1));

  private final VirtualTime time = new VirtualTime();
  private final WireLedger ledger = new WireLedger();
  private final SimulatedSipNetwork network =
      new SimulatedSipNetwork(time, new Random(1), ledger, new SilentObserver());
  private final List<SipRequest> received = new ArrayList<>();
  private final List<SipOutcome> outcomes = new ArrayList<>();
  private SimulatedSipStack alice;
  private SimulatedSipStack bob;

  @BeforeEach
  void start() {
    alice = network.start("alice.example.org", new ProcessExecutor(time));
    bob = network.start(BOB, new ProcessExecutor(time));
    bob.receiver(
        (request, answer) -> {
          received.add(request);
          answer.accept(SipResponse.of(200));
        });
  }

  private void send() {
    alice.send(
        SipRequest.builder("SUBSCRIBE", "sip:service@" + BOB).callId("1").build(), outcomes::add);
  }

  private void assertAnswered() {
    assertThat(outcomes)
        .singleElement()
        .isInstanceOfSatisfying(
            SipOutcome.Answered.class,
            answered -> assertThat(answered.response().status()).isEqualTo(200));
  }

  @Test
  void request_gets_its_response() {
    send();
    time.advance(Duration.ofMillis(100));
    assertAnswered();
    assertThat(received.get(0).peer().orElseThrow().address()).isEqualTo("alice.example.org");
    assertThat(received.get(0).contact()).isEqualTo(alice.contact());
  }

  @Test
  void stacks_keep_nothing_when_all_timers_have_ended() {
    send();
    time.advance(Duration.ofSeconds(33));
    assertThat(alice.executor().pending()).isZero();
    assertThat(bob.executor().pending()).isZero();
    assertThat(time.pending()).isZero();
  }

  @Test
  void lost_request_is_sent_again() {
    network.quality(DEAF);
    send();
    network.quality(LinkQuality.GOOD);
    time.advance(Duration.ofMillis(499));
    assertThat(received).isEmpty();
    time.advance(Duration.ofMillis(100));
    assertAnswered();
    assertThat(received).hasSize(1);
  }

  @Test
  void receiver_gets_a_retransmitted_request_once() {
    bob.receiver(
        (request, answer) -> {
          received.add(request);
          network.quality(DEAF);
          answer.accept(SipResponse.of(200));
          network.quality(LinkQuality.GOOD);
        });
    send();
    time.advance(Duration.ofSeconds(1));
    assertAnswered();
    assertThat(received).hasSize(1);
    assertThat(ledger.faults(WireFault.RESPONSE_REPEATED)).isEqualTo(1);
  }

  @Test
  void duplicated_datagrams_reach_nobody_twice() {
    network.quality(new LinkQuality(0, 1, 0, Duration.ofMillis(1)));
    send();
    time.advance(Duration.ofMillis(100));
    assertAnswered();
    assertThat(received).hasSize(1);
    assertThat(ledger.faults(WireFault.DATAGRAM_DUPLICATED)).isPositive();
  }

  @Test
  void request_times_out_after_32_seconds() {
    network.cutOff(BOB);
    send();
    time.advance(Duration.ofSeconds(32).minusNanos(1));
    assertThat(outcomes).isEmpty();
    time.advance(Duration.ofNanos(1));
    assertThat(outcomes).containsExactly(new SipOutcome.TimedOut());
    // Timer E: 500 ms, 1 s, 2 s, then each 4 s.
    assertThat(ledger.faults(WireFault.REQUEST_RETRANSMITTED)).isEqualTo(10);
  }

  @Test
  void response_after_the_time_out_is_dropped() {
    bob.executor().suspend(Duration.ofSeconds(40));
    send();
    time.advance(Duration.ofSeconds(60));
    assertThat(outcomes).containsExactly(new SipOutcome.TimedOut());
    assertThat(received).hasSize(1);
    assertThat(ledger.faults(WireFault.RESPONSE_TOO_LATE)).isPositive();
  }

  @Test
  void suspended_process_answers_when_it_resumes() {
    bob.executor().suspend(Duration.ofSeconds(3));
    send();
    time.advance(Duration.ofSeconds(3).minusNanos(1));
    assertThat(received).isEmpty();
    time.advance(Duration.ofMillis(50));
    assertAnswered();
  }

  @Test
  void killed_process_gets_no_outcome() {
    send();
    network.kill("alice.example.org");
    time.advance(Duration.ofMinutes(1));
    assertThat(outcomes).isEmpty();
    assertThat(received).hasSize(1);
    assertThat(ledger.faults(WireFault.DATAGRAM_TO_DEAD_HOST)).isPositive();
  }

  @Test
  void unknown_host_cannot_be_reached() {
    alice.send(
        SipRequest.builder("NOTIFY", "sip:carol.example.org").callId("1").build(), outcomes::add);
    assertThat(outcomes).singleElement().isInstanceOf(SipOutcome.NotSent.class);
  }

  @Test
  void late_datagrams_are_overtaken() {
    network.quality(new LinkQuality(0, 0, 0.5, Duration.ofSeconds(2)));
    for (int i = 1; i <= 20; i++) {
      alice.send(
          SipRequest.builder("NOTIFY", "sip:" + BOB).callId("1").sequence(i).build(),
          outcomes::add);
    }
    time.advance(Duration.ofSeconds(3));
    List<Long> order = received.stream().map(SipRequest::sequence).toList();
    assertThat(order).hasSize(20).isNotEqualTo(order.stream().sorted().toList());
  }

  @Test
  void request_without_an_answer_is_a_violation() {
    bob.receiver((request, answer) -> {});
    send();
    assertThatThrownBy(() -> time.advance(Duration.ofMillis(100)))
        .isInstanceOf(WireViolation.class)
        .hasMessageContaining("REQUESTS_ARE_ANSWERED");
  }

  @Test
  void notify_before_the_answer_is_a_violation() {
    bob.receiver(
        (request, answer) ->
            bob.send(
                SipRequest.builder("NOTIFY", alice.contact()).callId(request.callId()).build(),
                outcomes::add));
    send();
    assertThatThrownBy(() -> time.advance(Duration.ofMillis(100)))
        .isInstanceOf(WireViolation.class)
        .hasMessageContaining("before it answers");
  }

  /** Sees nothing. */
  private static final class SilentObserver implements WireObserver {
    @Override
    public void onSent(SimulatedSipStack host, SipRequest request) {}

    @Override
    public void onOutcome(SimulatedSipStack host, SipRequest request, SipOutcome outcome) {}

    @Override
    public void onAnswered(SimulatedSipStack host, SipRequest request, SipResponse response) {}
  }
}
