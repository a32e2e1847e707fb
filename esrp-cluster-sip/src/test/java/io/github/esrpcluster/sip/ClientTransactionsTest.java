package io.github.esrpcluster.sip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Timers E and F of RFC 3261 section 17.1.2, in virtual time. */
class ClientTransactionsTest {
  private final VirtualTime time = new VirtualTime();
  private final long start = time.nanoTime();
  private final SipCounters counters = new SipCounters();
  private final ClientTransactions transactions =
      new ClientTransactions(time, SipTimers.STANDARD, counters);
  private final List<Long> sentAt = new ArrayList<>();
  private final List<SipOutcome> outcomes = new ArrayList<>();

  private long now() {
    return Duration.ofNanos(time.nanoTime() - start).toMillis();
  }

  private ClientTransaction begin(boolean reliable) {
    ClientTransaction transaction =
        new ClientTransaction(
            "z9hG4bKx", "NOTIFY", outcomes::add, reliable ? null : () -> sentAt.add(now()));
    transactions.begin(transaction);
    return transaction;
  }

  private static RawMessage response(String branch, String method) {
    String text = "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP a;branch=" + branch + "\r\nCSeq: 1 " + method;
    return RawMessage.read((text + "\r\n\r\n").getBytes(UTF_8)).orElseThrow();
  }

  @Test
  void datagram_is_repeated_until_timer_f_fires() {
    begin(false);
    time.advance(Duration.ofSeconds(31).plusMillis(999));

    assertThat(sentAt)
        .containsExactly(
            500L, 1_500L, 3_500L, 7_500L, 11_500L, 15_500L, 19_500L, 23_500L, 27_500L, 31_500L);
    assertThat(outcomes).isEmpty();
    time.advance(Duration.ofMillis(1));
    assertThat(outcomes).containsExactly(new SipOutcome.TimedOut());
    assertThat(transactions.pending()).isZero();
    assertThat(time.pending()).isZero();
  }

  @Test
  void provisional_response_stretches_the_interval_to_t2() {
    begin(false);
    transactions.receive(response("z9hG4bKx", "NOTIFY"), 100);
    time.advance(Duration.ofSeconds(10));

    assertThat(sentAt).containsExactly(500L, 4_500L, 8_500L);
    assertThat(outcomes).isEmpty();
  }

  @Test
  void reliable_transport_repeats_nothing() {
    begin(true);
    time.advance(Duration.ofSeconds(32));

    assertThat(sentAt).isEmpty();
    assertThat(outcomes).containsExactly(new SipOutcome.TimedOut());
  }

  @Test
  void final_response_ends_all_timers() {
    begin(false);
    transactions.receive(response("z9hG4bKx", "NOTIFY"), 481);

    assertThat(outcomes)
        .singleElement()
        .isInstanceOfSatisfying(
            SipOutcome.Answered.class,
            answered -> assertThat(answered.response().status()).isEqualTo(481));
    assertThat(time.pending()).isZero();
    transactions.receive(response("z9hG4bKx", "NOTIFY"), 200);
    assertThat(outcomes).hasSize(1);
  }

  @Test
  void response_to_another_branch_or_method_is_unmatched() {
    begin(false);
    transactions.receive(response("z9hG4bKy", "NOTIFY"), 200);
    transactions.receive(response("z9hG4bKx", "SUBSCRIBE"), 200);

    assertThat(outcomes).isEmpty();
    assertThat(counters.snapshot(0, 0, 0).responsesUnmatched()).isEqualTo(2);
  }

  @Test
  void outcome_after_a_failure_is_not_given_twice() {
    ClientTransaction transaction = begin(true);
    transactions.fail(transaction, "no route");
    transactions.fail(transaction, "again");
    time.advance(Duration.ofSeconds(40));

    assertThat(outcomes).containsExactly(new SipOutcome.NotSent("no route"));
  }

  @Test
  void consumer_that_throws_does_no_harm() {
    transactions.begin(
        new ClientTransaction(
            "z9hG4bKx",
            "NOTIFY",
            outcome -> {
              throw new IllegalStateException("as tests do");
            },
            null));
    transactions.receive(response("z9hG4bKx", "NOTIFY"), 200);

    assertThat(transactions.pending()).isZero();
    assertThat(counters.snapshot(0, 0, 0).callbackFailures()).isEqualTo(1);
  }

  @Test
  void closing_ends_what_is_pending() {
    begin(false);
    transactions.close();

    assertThat(outcomes).containsExactly(new SipOutcome.NotSent("the stack is closed"));
    assertThat(time.pending()).isZero();
  }
}
