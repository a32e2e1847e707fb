package io.github.esrpcluster.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReadBudgetTest {
  private static final int TOO_MUCH = 1_500_000;

  private final ReadBudget budget = new ReadBudget();
  private final InputStream limited =
      budget.limit(new ByteArrayInputStream(new byte[2 * TOO_MUCH]));

  private CompletableFuture<Integer> readTooMuch() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return limited.read(new byte[TOO_MUCH]);
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void reader_waits_while_too_much_is_not_parsed() throws Exception {
    CompletableFuture<Integer> read = readTooMuch();
    assertThat(read.completeOnTimeout(-2, 100, TimeUnit.MILLISECONDS).get()).isEqualTo(-2);

    CompletableFuture<Integer> next = readTooMuch();
    Eventually.holds(
        "read",
        () -> {
          budget.parsed(TOO_MUCH);
          return next.isDone();
        });
  }

  @Test
  void closing_ends_the_waiting() throws Exception {
    CompletableFuture<Integer> read = readTooMuch();
    budget.close();

    assertThat(read.get(5, TimeUnit.SECONDS)).isEqualTo(TOO_MUCH);
  }

  @Test
  void reader_that_waits_gets_a_little_more() throws Exception {
    assertThat(limited.read(new byte[1_000_001])).isEqualTo(1_000_001);
    assertThat(limited.read()).isZero();
  }
}
