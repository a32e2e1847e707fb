package io.github.esrpcluster.testkit;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

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
  void refusesNoTimeAtAll() {
    VirtualTime time = new VirtualTime();
    assertThatNullPointerException()
        .isThrownBy(() -> time.advance(null))
        .withMessage("advance(null): say how much time passes");
    assertThatNullPointerException()
        .isThrownBy(() -> time.stall(null))
        .withMessage("stall(null): say how much time passes");
    assertThatNullPointerException()
        .isThrownBy(() -> time.stepWallClock(null))
        .withMessageContaining("say how far the wall clock steps");
  }

  @Test
  void bothClocksShareOneNumber() {
    long origin = time.nanoTime();
    time.advance(Duration.ofMinutes(1));
    assertThat(time.nanoTime() - origin).isEqualTo(60_000_000_000L);
    assertThat(time.now()).isEqualTo(START.plusSeconds(60));
  }

  @Test
  void theMonotonicClockDoesNotStartAtZeroOrAbove() {
    assertThat(time.nanoTime()).isNegative();
  }

  @Test
  void theMonotonicClockOverflowsWhereTheTestWantsItTo() {
    VirtualTime overflowing = VirtualTime.withOrigin(Long.MAX_VALUE - 1);
    overflowing.schedule(() -> ran.add("late"), 5, NANOSECONDS);
    overflowing.schedule(() -> ran.add("early"), 1, NANOSECONDS);
    overflowing.advance(Duration.ofNanos(5));
    assertThat(overflowing.nanoTime()).isEqualTo(Long.MIN_VALUE + 3);
    assertThat(ran).containsExactly("early", "late");
  }

  @Test
  void theWallClockStartsWhereTheTestWantsItTo() {
    Instant leapDay = Instant.parse("2024-02-29T12:00:00Z");
    assertThat(VirtualTime.startingAt(leapDay).now()).isEqualTo(leapDay);
  }

  @Test
  void onlyTheWallClockStepsEitherWay() {
    time.schedule(() -> ran.add("task"), 1, SECONDS);
    long before = time.nanoTime();
    time.stepWallClock(Duration.ofHours(2));
    time.stepWallClock(Duration.ofHours(-3));
    assertThat(time.now()).isEqualTo(START.minusSeconds(3600));
    assertThat(time.nanoTime()).isEqualTo(before);
    assertThat(time.pendingDelays()).containsExactly(Duration.ofSeconds(1));
  }

  // ---- letting time pass

  @Test
  void nothingRunsUntilTold() {
    time.execute(() -> ran.add("queued"));
    assertThat(ran).isEmpty();
    assertThat(time.settle()).isEqualTo(1);
    assertThat(ran).containsExactly("queued");
  }

  @Test
  void settlingRunsWhatTasksQueueButNothingThatIsDueLater() {
    time.schedule(() -> ran.add("later"), 1, NANOSECONDS);
    time.execute(() -> time.execute(() -> ran.add("inner")));
    assertThat(time.settle()).isEqualTo(2);
    assertThat(ran).containsExactly("inner");
    assertThat(time.pending()).isEqualTo(1);
  }

  @Test
  void settlingGivesUpOnTasksThatRescheduleThemselves() {
    time.execute(new Endless());
    assertThatIllegalStateException()
        .isThrownBy(time::settle)
        .withMessageContaining("keep rescheduling themselves")
        .withMessageContaining("an endless task");
  }

  @Test
  void advancingGivesUpOnTasksThatRescheduleThemselves() {
    time.schedule(new Endless(), 1, SECONDS);
    assertThatIllegalStateException()
        .isThrownBy(() -> time.advance(Duration.ofSeconds(5)))
        .withMessageContaining("keep rescheduling themselves");
  }

  @Test
  void manyTasksThatDoNotRescheduleThemselvesAreNoReasonToGiveUp() {
    time.scheduleAtFixedRate(() -> {}, 1, 1, NANOSECONDS);
    int most = TaskRunner.MOST_AT_ONE_INSTANT;
    assertThat(time.advance(Duration.ofNanos(most + 1L))).isEqualTo(most + 1);
  }

  /** A test may settle as often as it likes without any time passing. */
  @Test
  void manyCallsAtOneInstantAreNoReasonToGiveUp() {
    int half = TaskRunner.MOST_AT_ONE_INSTANT / 2 + 1;
    for (int call = 0; call < 2; call++) {
      for (int i = 0; i < half; i++) {
        time.execute(() -> {});
      }
      assertThat(time.settle()).isEqualTo(half);
    }
  }

  @Test
  void aTaskThatSettlesCountsWhatRanWithinIt() {
    time.execute(() -> {});
    time.execute(() -> ran.add(time.settle() + " within"));
    time.execute(() -> {});
    time.execute(() -> {});
    assertThat(time.settle()).isEqualTo(4);
    assertThat(ran).containsExactly("2 within");
  }

  @Test
  void advancingRunsEachTaskAtExactlyItsTime() {
    time.schedule(() -> note("b"), 2, SECONDS);
    time.schedule(() -> note("a"), 1, SECONDS);
    time.schedule(() -> note("d"), 6, SECONDS);
    time.schedule(() -> note("c"), 5, SECONDS);
    assertThat(time.advance(Duration.ofSeconds(5))).isEqualTo(3);
    assertThat(ran).containsExactly("a at PT1S", "b at PT2S", "c at PT5S");
    assertThat(time.now()).isEqualTo(START.plusSeconds(5));
  }

  @Test
  void advancingRunsWhatTasksScheduleOnTheWay() {
    Runnable inner = () -> note("inner");
    Runnable outer = () -> time.schedule(inner, 2, SECONDS);
    time.schedule(outer, 1, SECONDS);
    time.advance(Duration.ofSeconds(3));
    assertThat(ran).containsExactly("inner at PT3S");
  }

  @Test
  void tasksOfTheSameTimeRunInTheOrderOfScheduling() {
    time.schedule(() -> ran.add("first"), 1, SECONDS);
    time.advance(Duration.ofMillis(400));
    time.schedule(() -> ran.add("second"), 600_000_000, NANOSECONDS);
    time.advance(Duration.ofMillis(600));
    assertThat(ran).containsExactly("first", "second");
  }

  @Test
  void advancingByNothingSettles() {
    time.execute(() -> ran.add("queued"));
    assertThat(time.advance(Duration.ZERO)).isEqualTo(1);
  }

  @Test
  void timeNeverRunsBack() {
    time.execute(() -> ran.add("queued"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> time.advance(Duration.ofSeconds(-5)))
        .withMessageContaining("advance(PT-5S)")
        .withMessageContaining("write stepWallClock(PT-5S)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> time.stall(Duration.ofSeconds(-5)))
        .withMessageContaining("stall(PT-5S)");
    assertThat(time.now()).isEqualTo(START);
    assertThat(ran).isEmpty();
  }

  @Test
  void timeEndsAfter292Years() {
    time.advance(Duration.ofDays(1));
    Duration tooLong = Duration.ofNanos(Long.MAX_VALUE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> time.advance(tooLong))
        .withMessageContaining("292 years");
    assertThat(time.now()).isEqualTo(START.plusSeconds(86_400));
  }

  @Test
  void aTaskBeyondTheEndOfTimeJustWaits() {
    time.advance(Duration.ofDays(1));
    time.schedule(() -> ran.add("never"), Long.MAX_VALUE, DAYS);
    time.advance(Duration.ofDays(365));
    assertThat(ran).isEmpty();
    assertThat(time.pending()).isEqualTo(1);
  }

  @Test
  void advancingToTheNextEventStopsThere() {
    time.schedule(() -> note("a"), 3, SECONDS);
    time.schedule(() -> note("b"), 3, SECONDS);
    time.schedule(() -> note("c"), 4, SECONDS);
    assertThat(time.advanceToNextEvent()).isTrue();
    assertThat(ran).containsExactly("a at PT3S", "b at PT3S");
  }

  @Test
  void tasksThatAreLateAreTheNextEventTogether() {
    time.schedule(() -> note("a"), 1, SECONDS);
    time.schedule(() -> note("b"), 2, SECONDS);
    time.schedule(() -> note("later"), 9, SECONDS);
    time.stall(Duration.ofSeconds(3));
    assertThat(time.advanceToNextEvent()).isTrue();
    assertThat(ran).containsExactly("a at PT3S", "b at PT3S");
  }

  @Test
  void withoutAnyTaskThereIsNoNextEvent() {
    assertThat(time.advanceToNextEvent()).isFalse();
    assertThat(time.now()).isEqualTo(START);
  }

  @Test
  void whatFallsDueInAStallRunsLateAndAtOnce() {
    time.schedule(() -> note("b"), 2, SECONDS);
    time.schedule(() -> note("a"), 1, SECONDS);
    time.stall(Duration.ofSeconds(30));
    assertThat(ran).isEmpty();
    assertThat(time.settle()).isEqualTo(2);
    assertThat(ran).containsExactly("a at PT30S", "b at PT30S");
  }

  @Test
  void aStallWithinATaskMakesTheOthersLate() {
    time.schedule(() -> time.stall(Duration.ofSeconds(10)), 1, SECONDS);
    time.schedule(() -> note("late"), 2, SECONDS);
    time.advance(Duration.ofSeconds(3));
    assertThat(ran).containsExactly("late at PT11S");
    assertThat(time.now()).isEqualTo(START.plusSeconds(11));
  }

  // ---- what waits

  @Test
  void pendingCountsQueuedAndScheduledTasksButNoCancelledOnes() {
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
  void pendingDelaysComeInOrderAndAreNeverNegative() {
    time.schedule(() -> {}, 30, SECONDS);
    time.schedule(() -> {}, 1, SECONDS);
    time.stall(Duration.ofSeconds(10));
    assertThat(time.pendingDelays()).containsExactly(Duration.ZERO, Duration.ofSeconds(20));
  }

  @Test
  void saysWhereItStands() {
    time.execute(() -> {});
    time.stall(Duration.ofMinutes(2));
    assertThat(time).hasToString("VirtualTime[PT2M, 1 pending]");
  }

  private void note(String what) {
    ran.add(what + " at " + Duration.between(START, time.now()));
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
