package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One timer for many requests; {@link CoalescingTimerLincheckTest} tests it with many threads. */
class CoalescingTimerTest {
  private final StepTimers timers = new StepTimers();
  private final List<Long> actions = new ArrayList<>();
  private final CoalescingTimer timer =
      new CoalescingTimer(timers, timers, () -> actions.add(timers.nanoTime()));

  private int fireAll() {
    int fired = 0;
    while (timers.fire()) {
      fired++;
    }
    return fired;
  }

  @Test
  void later_request_sets_no_second_timer() {
    timer.atMost(5);
    timer.atMost(5);
    timer.atMost(9);
    assertThat(fireAll()).isEqualTo(1);
    assertThat(actions).containsExactly(5L);
  }

  @Test
  void earlier_request_leaves_the_later_timer() {
    timer.atMost(9);
    timer.atMost(5);
    assertThat(timers.fire()).isTrue();
    assertThat(actions).containsExactly(5L);
    timer.atMost(5); // a timer that fires before that is still set
    assertThat(fireAll()).isEqualTo(1);
    assertThat(actions).containsExactly(5L, 9L);
  }

  @Test
  void refused_timer_leaves_the_later_one() {
    timer.atMost(9);
    timers.refuseNext();
    assertThat(timer.atMost(5)).isFalse();
    fireAll();
    assertThat(actions).containsExactly(9L);
  }

  @Test
  void request_counts_from_the_time_at_which_it_is_made() {
    timer.atMost(3);
    timers.fire();
    timer.atMost(5);
    timer.atMost(4);
    fireAll();
    assertThat(actions).containsExactly(3L, 7L, 8L);
  }

  @Test
  void refused_timer_does_not_prevent_the_next_one() {
    timers.refuseNext();
    timer.atMost(5);
    timer.atMost(9);
    fireAll();
    assertThat(actions).containsExactly(9L);
  }

  @Test
  void stopped_timer_runs_no_action() {
    timer.atMost(5);
    timer.atMost(3);
    timer.stop();
    timer.atMost(1);
    fireAll();
    assertThat(actions).isEmpty();
  }
}
