package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The earliest deadline of a cluster, on a clock that passes its largest value. */
class NextDeadlineTest {
  private static final long NOW = Math.subtractExact(Long.MAX_VALUE, 5);
  private static final long YEAR = 31_536_000_000_000_000L;

  private final NextDeadline alarm = new NextDeadline(NOW);

  @Test
  void it_does_not_ring_unless_it_was_set() {
    assertThat(alarm.isDue(NOW)).isFalse();
    assertThat(alarm.isDue(NOW + YEAR)).isFalse();
    alarm.atMost(Long.MAX_VALUE, NOW);
    assertThat(alarm.isDue(NOW + YEAR)).isFalse();
  }

  @Test
  void it_rings_at_its_time_and_not_before() {
    alarm.atMost(10, NOW);
    assertThat(alarm.isDue(NOW + 9)).isFalse();
    assertThat(alarm.isDue(NOW + 10)).isTrue();
  }

  @Test
  void the_earliest_time_counts_whatever_came_first() {
    alarm.atMost(10, NOW);
    alarm.atMost(20, NOW);
    assertThat(alarm.isDue(NOW + 10)).isTrue();
    alarm.atMost(3, NOW);
    assertThat(alarm.isDue(NOW + 3)).isTrue();
  }

  @Test
  void once_reset_it_waits_to_be_set_again() {
    alarm.atMost(10, NOW);
    alarm.reset(NOW + 10);
    assertThat(alarm.isDue(NOW + 10)).isFalse();
    assertThat(alarm.isDue(NOW + YEAR)).isFalse();
    alarm.atMost(5, NOW + 10);
    assertThat(alarm.isDue(NOW + 15)).isTrue();
  }
}
