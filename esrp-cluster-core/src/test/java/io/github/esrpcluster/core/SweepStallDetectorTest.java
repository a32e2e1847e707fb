package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.core.SweepStallDetector.Gap;
import org.junit.jupiter.api.Test;

/** A gap between two sweeps, found by a sweep or by a check. */
class SweepStallDetectorTest {
  private final SweepStallDetector detector = new SweepStallDetector(10, 0);

  @Test
  void sweep_within_the_threshold_is_in_time() {
    assertThat(detector.check(10).late()).isFalse();
    assertThat(detector.sweep(10).late()).isFalse();
    assertThat(detector.sweep(21)).isEqualTo(new Gap(10, true, true, false, false));
  }

  @Test
  void gap_extends_leases_once() {
    assertThat(detector.check(20)).isEqualTo(new Gap(0, true, true, false, false));
    assertThat(detector.check(25)).isEqualTo(new Gap(20, false, false, false, false));
    assertThat(detector.sweep(26).extendLeases()).isFalse();
  }

  @Test
  void second_gap_extends_leases_only_after_a_sweep_in_time() {
    detector.sweep(20);
    assertThat(detector.sweep(40))
        .as("a loss that the sweep itself finds is over")
        .isEqualTo(new Gap(20, true, false, false, false));
    detector.sweep(45);
    assertThat(detector.sweep(60).extendLeases()).isTrue();
  }

  @Test
  void lost_timer_is_reported_once_until_it_sweeps() {
    detector.check(20);
    assertThat(detector.check(31).timerLost()).isTrue();
    assertThat(detector.check(32).timerLost()).isFalse();
    assertThat(detector.sweep(33).recovered()).isTrue();
    assertThat(detector.check(50).timerLost()).as("the last sweep was late").isTrue();
  }

  @Test
  void refused_sweep_is_reported_once_until_the_next_sweep() {
    assertThat(detector.refused()).isTrue();
    assertThat(detector.refused()).isFalse();
    detector.check(20);
    assertThat(detector.check(40).timerLost()).as("reported already").isFalse();
    assertThat(detector.sweep(41).recovered()).isTrue();
    assertThat(detector.sweep(50).recovered()).as("reported already").isFalse();
    assertThat(detector.refused()).isTrue();
  }
}
