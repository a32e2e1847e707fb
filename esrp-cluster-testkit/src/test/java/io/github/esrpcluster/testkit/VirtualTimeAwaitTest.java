package io.github.esrpcluster.testkit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class VirtualTimeAwaitTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final VirtualTime time = new VirtualTime();
  private final long start = time.nanoTime();
  private final CompletableFuture<String> future = new CompletableFuture<>();
  private final List<String> ran = new ArrayList<>();

  @Test
  void await_returns_at_once_for_a_completed_future() {
    time.execute(() -> ran.add("queued"));
    assertThat(time.await(CompletableFuture.completedFuture("done"), MINUTE)).isTrue();
    assertThat(ran).isEmpty();
    assertThat(passed()).isZero();
  }

  @Test
  void time_passes_only_until_the_future_is_done() {
    time.scheduleAtFixedRate(() -> ran.add("tick"), 1, 1, SECONDS);
    time.schedule(() -> future.complete("done"), 3, SECONDS);
    assertThat(time.await(future, MINUTE)).isTrue();
    assertThat(passed()).isEqualTo(Duration.ofSeconds(3));
    assertThat(ran).hasSize(2);
  }

  @Test
  void failed_future_is_done() {
    time.execute(() -> future.completeExceptionally(new IllegalStateException("broken")));
    assertThat(time.await(future, MINUTE)).isTrue();
  }

  @Test
  void await_returns_false_after_the_timeout() {
    time.schedule(() -> future.complete("too late"), 61, SECONDS);
    assertThat(time.await(future, MINUTE)).isFalse();
    assertThat(passed()).isEqualTo(MINUTE);
    assertThat(future).isNotDone();
  }

  @Test
  void await_uses_the_timeout_if_no_task_completes_the_future() {
    assertThat(time.await(future, MINUTE)).isFalse();
    assertThat(passed()).isEqualTo(MINUTE);
  }

  @Test
  void await_without_time_runs_what_is_due() {
    time.execute(() -> future.complete("done"));
    assertThat(time.await(future, Duration.ofSeconds(-1))).isTrue();
    assertThat(passed()).isZero();
  }

  @Test
  void await_accepts_the_longest_duration() {
    time.schedule(() -> future.complete("done"), 3, SECONDS);
    assertThat(time.await(future, Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
  }

  @Test
  void waiting_task_lets_others_run() {
    AtomicReference<Boolean> outcome = new AtomicReference<>();
    time.execute(() -> outcome.set(time.await(future, MINUTE)));
    time.schedule(() -> future.complete("done"), 5, SECONDS);
    assertThat(time.settle()).isEqualTo(2);
    assertThat(outcome).hasValue(true);
    assertThat(passed()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void waiting_tasks_may_be_nested() {
    CompletableFuture<String> inner = new CompletableFuture<>();
    time.execute(() -> ran.add("outer " + time.await(future, MINUTE)));
    time.execute(() -> ran.add("inner " + time.await(inner, MINUTE)));
    time.schedule(() -> future.complete("done"), 2, SECONDS);
    time.schedule(() -> inner.complete("done"), 1, SECONDS);
    time.settle();
    assertThat(ran).containsExactly("inner true", "outer true");
  }

  @Test
  void time_stays_after_a_task_waited_beyond_the_advance() {
    time.schedule(() -> time.await(future, MINUTE), 1, SECONDS);
    time.advance(Duration.ofSeconds(2));
    assertThat(passed()).isEqualTo(Duration.ofSeconds(61));
  }

  @Test
  void interrupted_thread_does_not_wait_and_stays_interrupted() {
    time.schedule(() -> future.complete("done"), 1, SECONDS);
    Thread.currentThread().interrupt();
    boolean done = time.await(future, MINUTE);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(done).isFalse();
    assertThat(passed()).isZero();
  }

  /** A close() that waits must not break off halfway, because some other task has failed. */
  @Test
  void failure_of_a_task_does_not_reach_a_waiting_task() {
    IllegalStateException broken = new IllegalStateException("broken");
    time.execute(() -> ran.add("waited " + time.await(future, MINUTE)));
    time.schedule(
        () -> {
          throw broken;
        },
        1,
        SECONDS);
    time.schedule(() -> future.complete("done"), 2, SECONDS);
    assertThatThrownBy(time::settle).isSameAs(broken);
    assertThat(ran).containsExactly("waited true");
  }

  @Test
  void two_threads_cannot_move_the_same_time() {
    time.execute(() -> ran.add(onAnotherThread(time::settle)));
    time.settle();
    assertThat(ran).singleElement().asString().contains("one thread at a time");
    assertThat(onAnotherThread(time::settle)).isEqualTo("fine");
  }

  @Test
  void other_thread_may_submit_tasks() {
    onAnotherThread(() -> time.execute(() -> ran.add("handed over")));
    time.settle();
    assertThat(ran).containsExactly("handed over");
  }

  @Test
  void failure_of_the_progress_check_leaves_time_usable() {
    Runnable endless =
        new Runnable() {
          @Override
          public void run() {
            time.execute(this);
          }
        };
    time.execute(endless);
    assertThatIllegalStateException().isThrownBy(() -> time.await(future, MINUTE));
    time.shutdownNow();
    assertThat(time.settle()).isZero();
  }

  private static String onAnotherThread(Runnable action) {
    AtomicReference<String> outcome = new AtomicReference<>("fine");
    Thread thread =
        new Thread(
            () -> {
              try {
                action.run();
              } catch (IllegalStateException e) {
                outcome.set(e.getMessage());
              }
            });
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return outcome.get();
  }

  private Duration passed() {
    return Duration.ofNanos(time.nanoTime() - start);
  }
}
