package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TimeSourceTest {
  private static final TimeSource SYSTEM = TimeSource.system();
  private static final Duration LONG = Duration.ofMinutes(30);

  @Test
  void system_time_reads_both_clocks() {
    long start = SYSTEM.nanoTime();
    assertThat(SYSTEM.now()).isAfter(Instant.EPOCH);
    assertThat(SYSTEM.nanoTime() - start).isNotNegative();
    assertThat(SYSTEM).hasToString("TimeSource.system()");
  }

  @Test
  void await_returns_true_for_a_future_that_completed_in_any_way() {
    CompletableFuture<Void> cancelled = new CompletableFuture<>();
    cancelled.cancel(false);
    assertThat(SYSTEM.await(CompletableFuture.completedFuture(1), LONG)).isTrue();
    assertThat(SYSTEM.await(CompletableFuture.failedFuture(new AssertionError()), LONG)).isTrue();
    assertThat(SYSTEM.await(CompletableFuture.failedFuture(new CancellationException()), LONG))
        .isTrue();
    assertThat(SYSTEM.await(cancelled, LONG)).isTrue();
  }

  @Test
  void await_returns_true_as_soon_as_the_future_completes() {
    CompletableFuture<Void> future = new CompletableFuture<>();
    Thread completes = new Thread(() -> future.complete(null));
    completes.start();
    assertThat(SYSTEM.await(future, LONG)).isTrue();
  }

  @Test
  void await_returns_false_when_the_time_runs_out() {
    long start = SYSTEM.nanoTime();
    assertThat(SYSTEM.await(new CompletableFuture<>(), Duration.ofMillis(1))).isFalse();
    assertThat(SYSTEM.nanoTime() - start).isGreaterThanOrEqualTo(1_000_000);
    assertThat(SYSTEM.await(new CompletableFuture<>(), Duration.ZERO)).isFalse();
    assertThat(SYSTEM.await(new CompletableFuture<>(), Duration.ofSeconds(-1))).isFalse();
  }

  @Test
  void await_keeps_the_interrupt_flag() {
    Thread.currentThread().interrupt();
    assertThat(SYSTEM.await(new CompletableFuture<>(), LONG)).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }
}
