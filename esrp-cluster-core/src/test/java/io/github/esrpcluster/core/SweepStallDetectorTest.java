package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A gap between two ticks, found by whoever comes first. */
class SweepStallDetectorTest {
  private final SweepStallDetector guard = new SweepStallDetector(10, 0);

  @Test
  void a_tick_that_is_late_by_no_more_than_allowed_is_in_time() {
    assertThat(guard.look(10).late()).isFalse();
    assertThat(guard.tick(10).late()).isFalse();
    assertThat(guard.tick(21)).isEqualTo(new SweepStallDetector.Finding(10, true, true, false));
  }

  @Test
  void a_gap_is_forgiven_once_whoever_finds_it() {
    assertThat(guard.look(20)).isEqualTo(new SweepStallDetector.Finding(0, true, true, false));
    assertThat(guard.look(25)).isEqualTo(new SweepStallDetector.Finding(20, false, false, false));
    assertThat(guard.tick(26).forgive()).isFalse();
  }

  @Test
  void a_second_gap_is_forgiven_only_after_a_tick_in_time() {
    guard.tick(20);
    assertThat(guard.tick(40).forgive()).isFalse();
    guard.tick(45);
    assertThat(guard.tick(60).forgive()).isTrue();
  }

  @Test
  void a_timer_that_does_not_come_back_is_told_once_until_it_ticks() {
    guard.look(20);
    assertThat(guard.look(31).timerLost()).isTrue();
    assertThat(guard.look(32).timerLost()).isFalse();
    guard.tick(33);
    assertThat(guard.look(50).timerLost()).as("it has ticked late").isTrue();
  }
}
