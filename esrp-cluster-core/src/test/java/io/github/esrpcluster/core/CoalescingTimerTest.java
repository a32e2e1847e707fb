package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One timer for many requests; {@link CoalescingTimerLincheckTest} has it under many threads. */
class CoalescingTimerTest {
  private final StepTimers timers = new StepTimers();
  private final List<Long> acted = new ArrayList<>();
  private final CoalescingTimer timer =
      new CoalescingTimer(timers.context(new Steps()), () -> acted.add(timers.nanoTime()));

  private int timersSet() {
    int set = 0;
    while (timers.ring()) {
      set++;
    }
    return set;
  }

  @Test
  void a_request_for_later_leaves_the_timer_as_it_is() {
    timer.atMost(5);
    timer.atMost(5);
    timer.atMost(9);
    assertThat(timersSet()).isEqualTo(1);
    assertThat(acted).containsExactly(5L);
  }

  @Test
  void a_request_for_sooner_takes_the_place_of_the_timer() {
    timer.atMost(9);
    timer.atMost(5);
    timersSet();
    assertThat(acted).containsExactly(5L);
  }

  @Test
  void a_request_is_for_the_time_from_now_on() {
    timer.atMost(3);
    timers.ring();
    timer.atMost(5);
    timer.atMost(4);
    timersSet();
    assertThat(acted).containsExactly(3L, 7L);
  }

  @Test
  void a_timer_that_was_refused_is_in_the_way_of_no_other() {
    timers.refuseNext();
    timer.atMost(5);
    timer.atMost(9);
    timersSet();
    assertThat(acted).containsExactly(9L);
  }

  @Test
  void once_stopped_it_acts_no_more() {
    timer.atMost(5);
    timer.stop();
    timer.atMost(1);
    timersSet();
    assertThat(acted).isEmpty();
  }
}
