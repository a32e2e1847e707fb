package io.github.esrpcluster.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Timer J of RFC 3261 section 17.2.2, in virtual time. */
class ServerTransactionsTest {
  private final VirtualTime time = new VirtualTime();
  private final SipCounters counters = new SipCounters();
  private final ServerTransactions transactions =
      new ServerTransactions(time, Duration.ofSeconds(32), 2, counters);

  @Test
  void answered_transaction_lasts_for_timer_j() {
    ServerTransaction transaction = new ServerTransaction("a");
    assertThat(transactions.existingOrAdd(transaction)).isNull();
    transactions.answered(transaction, false);

    time.advance(Duration.ofSeconds(32).minusNanos(1));
    transactions.expire();
    assertThat(transactions.existingOrAdd(new ServerTransaction("a"))).isSameAs(transaction);
    time.advance(Duration.ofNanos(1));
    transactions.expire();
    assertThat(transactions.size()).isZero();
  }

  @Test
  void transaction_over_a_reliable_transport_ends_at_once() {
    ServerTransaction transaction = new ServerTransaction("a");
    transactions.existingOrAdd(transaction);
    transactions.answered(transaction, true);

    assertThat(transactions.size()).isZero();
  }

  @Test
  void oldest_transaction_ends_early_if_there_are_too_many() {
    for (String key : List.of("a", "b", "c")) {
      ServerTransaction transaction = new ServerTransaction(key);
      transactions.existingOrAdd(transaction);
      transactions.answered(transaction, false);
    }

    assertThat(transactions.size()).isEqualTo(2);
    assertThat(transactions.existingOrAdd(new ServerTransaction("b"))).isNotNull();
    assertThat(transactions.existingOrAdd(new ServerTransaction("a"))).isNull();
    assertThat(counters.snapshot(0, 0, 0).responsesForgotten()).isEqualTo(1);
  }

  @Test
  void first_answer_stays() {
    ServerTransaction transaction = new ServerTransaction("a");
    byte[] first = {1};

    assertThat(transaction.answer(first)).isTrue();
    assertThat(transaction.answer(new byte[] {2})).isFalse();
    assertThat(transaction.response()).isSameAs(first);
  }
}
