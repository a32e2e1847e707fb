package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ClusterEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * One listener's queue, task by task; {@link EventListenerQueueLincheckTest} has it under threads.
 */
class EventListenerQueueTest {
  private final Steps steps = new Steps();
  private final List<ClusterEvent> heard = new ArrayList<>();
  private final EventCounters counters = new EventCounters();

  private EventListenerQueue queue(int limit) {
    return new EventListenerQueue(
        heard::add,
        steps,
        counters,
        limit,
        missed -> new ClusterEvent.EventsDropped(Instant.EPOCH, missed));
  }

  private static void add(EventListenerQueue queue, int events) {
    for (int i = 0; i < events; i++) {
      queue.add(new ClusterEvent.ManagerClosing(Instant.EPOCH));
    }
    queue.dispatch();
  }

  @Test
  void as_many_as_may_wait_are_kept_and_the_rest_is_told_after_them() {
    add(queue(3), 5);
    steps.runAll();
    assertThat(heard).hasSize(4);
    assertThat(heard.get(3)).isEqualTo(new ClusterEvent.EventsDropped(Instant.EPOCH, 2));
    assertThat(counters.eventsDropped.sum()).isEqualTo(2);
  }

  @Test
  void what_waits_is_delivered_in_one_go() {
    add(queue(1_000), 50);
    assertThat(steps.step()).isTrue();
    assertThat(heard).hasSize(50);
    assertThat(steps.step()).as("nothing is left to do").isFalse();
  }

  @Test
  void a_flood_gives_the_thread_back_after_a_while() {
    add(queue(1_000), 600);
    steps.step();
    assertThat(heard).hasSize(256);
    steps.runAll();
    assertThat(heard).hasSize(600);
  }

  @Test
  void what_no_thread_was_there_for_is_delivered_when_there_is_one() {
    EventListenerQueue queue = queue(10);
    steps.refuseNext();
    add(queue, 1);
    steps.runAll();
    assertThat(heard).isEmpty();
    queue.dispatch();
    steps.runAll();
    assertThat(heard).hasSize(1);
  }
}
