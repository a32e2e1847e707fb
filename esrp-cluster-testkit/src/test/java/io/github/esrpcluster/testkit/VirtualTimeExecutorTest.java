package io.github.esrpcluster.testkit;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class VirtualTimeExecutorTest {
  private final VirtualTime time = new VirtualTime();
  private final long start = time.nanoTime();
  private final List<Duration> runs = new ArrayList<>();
  private final IllegalStateException broken = new IllegalStateException("broken");

  // ---- repeating

  @Test
  void fixed_rate_counts_from_the_due_time() {
    time.scheduleAtFixedRate(this::runFor300Millis, 1, 1, SECONDS);
    time.advance(Duration.ofMillis(3_500));
    assertThat(runs).containsExactly(seconds(1), seconds(2), seconds(3));
  }

  @Test
  void fixed_rate_catches_up_after_a_stall() {
    time.scheduleAtFixedRate(() -> runs.add(passed()), 1, 1, SECONDS);
    time.stall(Duration.ofMillis(3_500));
    time.settle();
    assertThat(runs).hasSize(3);
    assertThat(time.pendingDelays()).containsExactly(Duration.ofMillis(500));
  }

  @Test
  void fixed_delay_counts_from_the_end_of_the_run() {
    time.scheduleWithFixedDelay(this::runFor300Millis, 1, 1, SECONDS);
    time.advance(Duration.ofMillis(3_700));
    assertThat(runs)
        .containsExactly(Duration.ofSeconds(1), Duration.ofMillis(2_300), Duration.ofMillis(3_600));
  }

  @Test
  void period_must_be_positive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> time.scheduleAtFixedRate(() -> {}, 0, 0, SECONDS))
        .withMessage("period 0 SECONDS is not positive: give at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> time.scheduleWithFixedDelay(() -> {}, 0, -1, SECONDS))
        .withMessage("delay -1 SECONDS is not positive: give at least 1");
    assertThat(time.pending()).isZero();
  }

  @Test
  void negative_delay_means_now() {
    time.execute(() -> time.stall(seconds(1)));
    time.schedule(() -> runs.add(passed()), -5, SECONDS);
    time.settle();
    assertThat(runs).containsExactly(seconds(1));
  }

  // ---- futures

  @Test
  void future_has_the_result() throws Exception {
    ScheduledFuture<String> future = time.schedule(() -> "result", 1, SECONDS);
    assertThat(future.isDone()).isFalse();
    time.advance(Duration.ofSeconds(1));
    assertThat(future.isDone()).isTrue();
    assertThat(future.get()).isEqualTo("result");
  }

  @Test
  void future_knows_its_delay_and_sorts_by_it() {
    ScheduledFuture<?> late = time.schedule(() -> {}, 5, SECONDS);
    ScheduledFuture<?> early = time.schedule(() -> {}, 3, SECONDS);
    time.advance(Duration.ofSeconds(2));
    assertThat(late.getDelay(MILLISECONDS)).isEqualTo(3_000);
    assertThat(early.compareTo(late)).isNegative();
    assertThat(late.compareTo(early)).isPositive();
    assertThat(early.compareTo(new AfterTwoSeconds())).isNegative();
    assertThat(late.compareTo(new AfterTwoSeconds())).isPositive();
  }

  @Test
  void get_runs_what_is_due() throws Exception {
    assertThat(time.submit(() -> "result").get()).isEqualTo("result");
  }

  /** A get() that blocks the only thread would make the test hang without a word. */
  @Test
  void get_throws_instead_of_blocking() {
    ScheduledFuture<?> future = time.schedule(() -> {}, 1, SECONDS);
    assertThatIllegalStateException()
        .isThrownBy(future::get)
        .withMessageContaining("call advance(...) first");
  }

  @Test
  void get_with_timeout_lets_time_pass() throws Exception {
    ScheduledFuture<String> future = time.schedule(() -> "result", 3, SECONDS);
    assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> future.get(2, SECONDS));
    assertThat(future.get(2, SECONDS)).isEqualTo("result");
    assertThat(passed()).isEqualTo(seconds(3));
  }

  @Test
  void get_on_an_interrupted_thread_throws() {
    ScheduledFuture<?> future = time.schedule(() -> {}, 1, SECONDS);
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class).isThrownBy(future::get);
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> future.get(1, SECONDS));
  }

  @Test
  void cancelled_task_is_removed_and_never_runs() {
    ScheduledFuture<?> future = time.schedule(() -> runs.add(passed()), 1, SECONDS);
    assertThat(future.cancel(true)).isTrue();
    assertThat(time.pending()).isZero();
    time.advance(seconds(2));
    assertThat(runs).isEmpty();
    assertThatExceptionOfType(CancellationException.class).isThrownBy(future::get);
  }

  @Test
  void periodic_task_may_cancel_itself_without_an_interrupt() {
    List<Future<?>> self = new ArrayList<>();
    self.add(
        time.scheduleAtFixedRate(
            () -> {
              runs.add(passed());
              self.get(0).cancel(true);
            },
            1,
            1,
            SECONDS));
    time.advance(seconds(5));
    assertThat(Thread.interrupted()).isFalse();
    assertThat(runs).hasSize(1);
    assertThat(time.pending()).isZero();
  }

  @Test
  void cancelled_submitted_task_is_not_pending() {
    Future<?> future = time.submit(() -> runs.add(passed()));
    assertThat(time.pending()).isEqualTo(1);
    future.cancel(false);
    assertThat(time.pending()).isZero();
  }

  @Test
  void invoke_all_runs_all_tasks() throws Exception {
    List<Callable<String>> tasks = List.of(() -> "a", () -> "b");
    List<Future<String>> futures = time.invokeAll(tasks);
    assertThat(futures.get(0).get()).isEqualTo("a");
    assertThat(futures.get(1).get()).isEqualTo("b");
  }

  @Test
  void invoke_any_throws_instead_of_blocking() {
    List<Callable<String>> tasks = List.of(() -> "a");
    assertThatThrownBy(() -> time.invokeAny(tasks)).hasMessageContaining("submit each task");
    assertThatThrownBy(() -> time.invokeAny(tasks, 1, SECONDS))
        .hasMessageContaining("submit each task");
  }

  /** A future of one virtual time, handed over as a plain task, must not stand there twice. */
  @Test
  void pending_task_may_be_executed_as_a_plain_task() {
    ScheduledFuture<?> future = time.schedule(() -> runs.add(passed()), 1, SECONDS);
    time.execute((Runnable) future);
    time.settle();
    assertThat(runs).containsExactly(Duration.ZERO);
    assertThat(time.advance(seconds(1))).isEqualTo(1);
    assertThat(runs).hasSize(1);
  }

  @Test
  void null_task_is_refused() {
    assertThatNullPointerException().isThrownBy(() -> time.execute(null));
    assertThatNullPointerException().isThrownBy(() -> time.schedule((Runnable) null, 1, SECONDS));
    assertThatNullPointerException().isThrownBy(() -> time.schedule(() -> {}, 1, null));
    assertThat(time.pending()).isZero();
  }

  // ---- failures

  @Test
  void settle_throws_a_failure_and_continues_after_it() {
    time.execute(this::fail);
    time.execute(() -> runs.add(passed()));
    assertThatThrownBy(time::settle).isSameAs(broken);
    assertThat(runs).isEmpty();
    assertThat(time.settle()).isEqualTo(1);
    assertThat(runs).hasSize(1);
  }

  @Test
  void time_stops_at_the_failed_task() {
    time.schedule(this::fail, 2, SECONDS);
    assertThatThrownBy(() -> time.advance(seconds(5))).isSameAs(broken);
    assertThat(passed()).isEqualTo(seconds(2));
  }

  @Test
  void future_of_a_scheduled_task_has_the_failure_too() {
    ScheduledFuture<?> future = time.schedule(this::fail, 1, SECONDS);
    assertThatThrownBy(() -> time.advance(seconds(1))).isSameAs(broken);
    assertThatExceptionOfType(ExecutionException.class).isThrownBy(future::get).withCause(broken);
  }

  @Test
  void periodic_task_ends_when_it_throws() {
    ScheduledFuture<?> future = time.scheduleAtFixedRate(this::fail, 1, 1, SECONDS);
    assertThatThrownBy(() -> time.advance(seconds(5))).isSameAs(broken);
    assertThat(future.isDone()).isTrue();
    assertThat(time.pending()).isZero();
  }

  /** A lambda that is one expression is a Callable: its failure must be no less loud. */
  @Test
  void exception_of_a_callable_is_not_wrapped() {
    IOException checked = new IOException("checked");
    Callable<String> failing =
        () -> {
          throw checked;
        };
    Future<String> future = time.schedule(failing, 1, SECONDS);
    assertThatThrownBy(() -> time.advance(seconds(1))).isSameAs(checked);
    assertThatExceptionOfType(ExecutionException.class).isThrownBy(future::get).withCause(checked);
  }

  @Test
  void failure_of_a_submitted_task_stays_in_its_future() {
    Future<?> submitted = time.submit(this::fail);
    assertThat(time.settle()).isEqualTo(1);
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(submitted::get)
        .withCause(broken);
  }

  @Test
  void error_is_not_wrapped() {
    AssertionError error = new AssertionError("expected");
    time.execute(
        () -> {
          throw error;
        });
    assertThatThrownBy(time::settle).isSameAs(error);
  }

  @Test
  void second_failure_is_suppressed_by_the_first() {
    IllegalStateException second = new IllegalStateException("second");
    time.execute(
        () -> {
          time.execute(this::fail);
          time.settle();
          throw second;
        });
    assertThatThrownBy(time::settle).isSameAs(broken).hasSuppressedException(second);
  }

  @Test
  void two_tasks_may_throw_the_same_exception() {
    time.execute(
        () -> {
          time.execute(this::fail);
          time.settle();
          fail();
        });
    assertThatThrownBy(time::settle).isSameAs(broken);
  }

  // ---- shutdown

  @Test
  void shutdown_refuses_new_tasks() {
    time.shutdown();
    assertThat(time.isShutdown()).isTrue();
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> time.execute(() -> {}));
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> time.schedule(() -> {}, 1, SECONDS));
    assertThat(time.pending()).isZero();
  }

  @Test
  void shutdown_runs_pending_tasks_once() {
    time.schedule(() -> runs.add(passed()), 3, SECONDS);
    Future<?> periodic = time.scheduleAtFixedRate(() -> {}, 1, 1, SECONDS);
    time.shutdown();
    assertThat(periodic).isCancelled();
    assertThat(time.isTerminated()).isFalse();
    assertThat(time.awaitTermination(2, SECONDS)).isFalse();
    assertThat(time.awaitTermination(2, SECONDS)).isTrue();
    assertThat(runs).containsExactly(seconds(3));
  }

  @Test
  void periodic_task_that_shuts_down_is_cancelled() {
    Future<?> periodic = time.scheduleAtFixedRate(time::shutdown, 1, 1, SECONDS);
    time.advance(seconds(5));
    assertThat(periodic).isCancelled();
    assertThat(time.isTerminated()).isTrue();
  }

  @Test
  void shutdown_now_returns_the_pending_tasks() {
    time.execute(() -> runs.add(passed()));
    time.schedule(() -> runs.add(passed()), 3, SECONDS);
    assertThat(time.shutdownNow()).hasSize(2);
    assertThat(time.isTerminated()).isTrue();
    time.advance(seconds(5));
    assertThat(runs).isEmpty();
  }

  private void runFor300Millis() {
    runs.add(passed());
    time.stall(Duration.ofMillis(300));
  }

  private void fail() {
    throw broken;
  }

  private Duration passed() {
    return Duration.ofNanos(time.nanoTime() - start);
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static final class AfterTwoSeconds implements Delayed {
    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(2, SECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      throw new UnsupportedOperationException("the other one compares");
    }
  }
}
