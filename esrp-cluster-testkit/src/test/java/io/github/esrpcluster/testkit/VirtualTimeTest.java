package io.github.esrpcluster.testkit;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.esrpcluster.testkit.internal.ReadableDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final VirtualTime time = new VirtualTime();
  private final List<String> ran = new ArrayList<>();

  // ---- the clocks

  @Test
  void null_duration_is_refused() {
    VirtualTime time = new VirtualTime();
    assertThatNullPointerException()
        .isThrownBy(() -> time.advance(null))
        .withMessage("advance(null): give the time that passes");
    assertThatNullPointerException()
        .isThrownBy(() -> time.stall(null))
        .withMessage("stall(null): give the time that passes");
    assertThatNullPointerException()
        .isThrownBy(() -> time.stepWallClock(null))
        .withMessageContaining("give the change of the wall clock");
  }

  @Test
  void both_clocks_share_one_time() {
    long origin = time.nanoTime();
    time.advance(Duration.ofMinutes(1));
    assertThat(time.nanoTime() - origin).isEqualTo(60_000_000_000L);
    assertThat(time.now()).isEqualTo(START.plusSeconds(60));
  }

  @Test
  void monotonic_clock_starts_negative() {
    assertThat(time.nanoTime()).isNegative();
  }

  @Test
  void monotonic_clock_overflows_from_a_chosen_origin() {
    VirtualTime overflowing = VirtualTime.withOrigin(Long.MAX_VALUE - 1);
    overflowing.schedule(() -> ran.add("late"), 5, NANOSECONDS);
    overflowing.schedule(() -> ran.add("early"), 1, NANOSECONDS);
    overflowing.advance(Duration.ofNanos(5));
    assertThat(overflowing.nanoTime()).isEqualTo(Long.MIN_VALUE + 3);
    assertThat(ran).containsExactly("early", "late");
  }

  @Test
  void wall_clock_starts_at_a_chosen_instant() {
    Instant leapDay = Instant.parse("2024-02-29T12:00:00Z");
    assertThat(VirtualTime.startingAt(leapDay).now()).isEqualTo(leapDay);
  }

  @Test
  void wall_clock_steps_without_the_monotonic_clock() {
    time.schedule(() -> ran.add("task"), 1, SECONDS);
    long before = time.nanoTime();
    time.stepWallClock(Duration.ofHours(2));
    time.stepWallClock(Duration.ofHours(-3));
    assertThat(time.now()).isEqualTo(START.minusSeconds(3600));
    assertThat(time.nanoTime()).isEqualTo(before);
    assertThat(time.pendingDelays()).containsExactly(Duration.ofSeconds(1));
  }

  // ---- passing time

  @Test
  void tasks_run_only_on_demand() {
    time.execute(() -> ran.add("queued"));
    assertThat(ran).isEmpty();
    assertThat(time.settle()).isEqualTo(1);
    assertThat(ran).containsExactly("queued");
  }

  @Test
  void settle_runs_queued_tasks_but_no_later_ones() {
    time.schedule(() -> ran.add("later"), 1, NANOSECONDS);
    time.execute(() -> time.execute(() -> ran.add("inner")));
    assertThat(time.settle()).isEqualTo(2);
    assertThat(ran).containsExactly("inner");
    assertThat(time.pending()).isEqualTo(1);
  }

  @Test
  void settle_detects_tasks_that_reschedule_themselves() {
    time.execute(new Endless());
    assertThatIllegalStateException()
        .isThrownBy(time::settle)
        .withMessageContaining("keep rescheduling themselves")
        .withMessageContaining("an endless task");
  }

  @Test
  void advance_detects_tasks_that_reschedule_themselves() {
    time.schedule(new Endless(), 1, SECONDS);
    assertThatIllegalStateException()
        .isThrownBy(() -> time.advance(Duration.ofSeconds(5)))
        .withMessageContaining("keep rescheduling themselves");
  }

  @Test
  void many_tasks_at_different_times_are_accepted() {
    time.scheduleAtFixedRate(() -> {}, 1, 1, NANOSECONDS);
    int most = TaskRunner.MOST_AT_ONE_INSTANT;
    assertThat(time.advance(Duration.ofNanos(most + 1L))).isEqualTo(most + 1);
  }

  /** A test may settle as often as it likes without any time passing. */
  @Test
  void many_calls_at_one_instant_are_accepted() {
    int half = TaskRunner.MOST_AT_ONE_INSTANT / 2 + 1;
    for (int call = 0; call < 2; call++) {
      for (int i = 0; i < half; i++) {
        time.execute(() -> {});
      }
      assertThat(time.settle()).isEqualTo(half);
    }
  }

  @Test
  void nested_settle_counts_its_own_tasks() {
    time.execute(() -> {});
    time.execute(() -> ran.add(time.settle() + " within"));
    time.execute(() -> {});
    time.execute(() -> {});
    assertThat(time.settle()).isEqualTo(4);
    assertThat(ran).containsExactly("2 within");
  }

  @Test
  void advance_runs_each_task_at_exactly_its_time() {
    time.schedule(() -> note("b"), 2, SECONDS);
    time.schedule(() -> note("a"), 1, SECONDS);
    time.schedule(() -> note("d"), 6, SECONDS);
    time.schedule(() -> note("c"), 5, SECONDS);
    assertThat(time.advance(Duration.ofSeconds(5))).isEqualTo(3);
    assertThat(ran).containsExactly("a at 1 s", "b at 2 s", "c at 5 s");
    assertThat(time.now()).isEqualTo(START.plusSeconds(5));
  }

  @Test
  void advance_runs_tasks_scheduled_on_the_way() {
    Runnable inner = () -> note("inner");
    Runnable outer = () -> time.schedule(inner, 2, SECONDS);
    time.schedule(outer, 1, SECONDS);
    time.advance(Duration.ofSeconds(3));
    assertThat(ran).containsExactly("inner at 3 s");
  }

  @Test
  void tasks_due_together_run_in_submission_order() {
    time.schedule(() -> ran.add("first"), 1, SECONDS);
    time.advance(Duration.ofMillis(400));
    time.schedule(() -> ran.add("second"), 600_000_000, NANOSECONDS);
    time.advance(Duration.ofMillis(600));
    assertThat(ran).containsExactly("first", "second");
  }

  @Test
  void advance_by_zero_settles() {
    time.execute(() -> ran.add("queued"));
    assertThat(time.advance(Duration.ZERO)).isEqualTo(1);
  }

  @Test
  void time_never_runs_back() {
    time.execute(() -> ran.add("queued"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> time.advance(Duration.ofSeconds(-5)))
        .withMessageContaining("advance(-5 s)")
        .withMessageContaining("call stepWallClock(...)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> time.stall(Duration.ofSeconds(-5)))
        .withMessageContaining("stall(-5 s)");
    assertThat(time.now()).isEqualTo(START);
    assertThat(ran).isEmpty();
  }

  @Test
  void time_ends_after_292_years() {
    time.advance(Duration.ofDays(1));
    Duration tooLong = Duration.ofNanos(Long.MAX_VALUE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> time.advance(tooLong))
        .withMessageContaining("292 years");
    assertThat(time.now()).isEqualTo(START.plusSeconds(86_400));
  }

  @Test
  void task_beyond_the_end_of_time_stays_pending() {
    time.advance(Duration.ofDays(1));
    time.schedule(() -> ran.add("never"), Long.MAX_VALUE, DAYS);
    time.advance(Duration.ofDays(365));
    assertThat(ran).isEmpty();
    assertThat(time.pending()).isEqualTo(1);
  }

  @Test
  void advance_to_the_next_event_stops_there() {
    time.schedule(() -> note("a"), 3, SECONDS);
    time.schedule(() -> note("b"), 3, SECONDS);
    time.schedule(() -> note("c"), 4, SECONDS);
    assertThat(time.advanceToNextEvent()).isTrue();
    assertThat(ran).containsExactly("a at 3 s", "b at 3 s");
  }

  @Test
  void late_tasks_form_the_next_event_together() {
    time.schedule(() -> note("a"), 1, SECONDS);
    time.schedule(() -> note("b"), 2, SECONDS);
    time.schedule(() -> note("later"), 9, SECONDS);
    time.stall(Duration.ofSeconds(3));
    assertThat(time.advanceToNextEvent()).isTrue();
    assertThat(ran).containsExactly("a at 3 s", "b at 3 s");
  }

  @Test
  void time_without_tasks_has_no_next_event() {
    assertThat(time.advanceToNextEvent()).isFalse();
    assertThat(time.now()).isEqualTo(START);
  }

  @Test
  void tasks_due_in_a_stall_run_late_together() {
    time.schedule(() -> note("b"), 2, SECONDS);
    time.schedule(() -> note("a"), 1, SECONDS);
    time.stall(Duration.ofSeconds(30));
    assertThat(ran).isEmpty();
    assertThat(time.settle()).isEqualTo(2);
    assertThat(ran).containsExactly("a at 30 s", "b at 30 s");
  }

  @Test
  void stall_within_a_task_delays_the_others() {
    time.schedule(() -> time.stall(Duration.ofSeconds(10)), 1, SECONDS);
    time.schedule(() -> note("late"), 2, SECONDS);
    time.advance(Duration.ofSeconds(3));
    assertThat(ran).containsExactly("late at 11 s");
    assertThat(time.now()).isEqualTo(START.plusSeconds(11));
  }

  // ---- pending tasks

  @Test
  void pending_counts_all_but_cancelled_tasks() {
    time.execute(() -> {});
    time.schedule(() -> {}, 5, SECONDS);
    ScheduledFuture<?> periodic = time.scheduleAtFixedRate(() -> {}, 1, 1, SECONDS);
    assertThat(time.pending()).isEqualTo(3);
    periodic.cancel(false);
    assertThat(time.pending()).isEqualTo(2);
    time.advance(Duration.ofSeconds(5));
    assertThat(time.pending()).isZero();
  }

  @Test
  void pending_delays_are_sorted_and_never_negative() {
    time.schedule(() -> {}, 30, SECONDS);
    time.schedule(() -> {}, 1, SECONDS);
    time.stall(Duration.ofSeconds(10));
    assertThat(time.pendingDelays()).containsExactly(Duration.ZERO, Duration.ofSeconds(20));
  }

  @Test
  void text_shows_the_time_and_pending_tasks() {
    time.execute(() -> {});
    time.stall(Duration.ofMinutes(2));
    assertThat(time).hasToString("VirtualTime[2 min, 1 pending]");
  }

  private void note(String task) {
    ran.add(task + " at " + ReadableDuration.of(Duration.between(START, time.now())));
  }

  private final class Endless implements Runnable {
    @Override
    public void run() {
      time.execute(this);
    }

    @Override
    public String toString() {
      return "an endless task";
    }
  }
}
