package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The earliest deadline of a cluster, on a clock that passes its largest value. */
class NextDeadlineTest {
  private static final long NOW = Math.subtractExact(Long.MAX_VALUE, 5);
  private static final long YEAR = 31_536_000_000_000_000L;

  private final NextDeadline deadline = new NextDeadline(NOW);

  @Test
  void deadline_that_was_never_set_is_never_due() {
    assertThat(deadline.isDue(NOW)).isFalse();
    assertThat(deadline.isDue(NOW + YEAR)).isFalse();
    deadline.atMost(Long.MAX_VALUE, NOW);
    assertThat(deadline.isDue(NOW + YEAR)).isFalse();
  }

  @Test
  void deadline_is_due_at_its_time_and_not_before() {
    deadline.atMost(10, NOW);
    assertThat(deadline.isDue(NOW + 9)).isFalse();
    assertThat(deadline.isDue(NOW + 10)).isTrue();
  }

  @Test
  void earliest_deadline_counts_in_any_order() {
    deadline.atMost(10, NOW);
    deadline.atMost(20, NOW);
    assertThat(deadline.isDue(NOW + 10)).isTrue();
    deadline.atMost(3, NOW);
    assertThat(deadline.isDue(NOW + 3)).isTrue();
  }

  @Test
  void deadline_is_not_due_after_a_reset_until_it_is_set_again() {
    deadline.atMost(10, NOW);
    deadline.reset(NOW + 10);
    assertThat(deadline.isDue(NOW + 10)).isFalse();
    assertThat(deadline.isDue(NOW + YEAR)).isFalse();
    deadline.atMost(5, NOW + 10);
    assertThat(deadline.isDue(NOW + 15)).isTrue();
  }
}
