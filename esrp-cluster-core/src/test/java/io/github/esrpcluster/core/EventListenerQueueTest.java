package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterListener;
import io.github.esrpcluster.core.EventListenerQueue.Bounds;
import io.github.esrpcluster.core.EventRecords.EventsDroppedEvent;
import io.github.esrpcluster.core.EventRecords.ManagerClosingEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The queue of one listener, task by task; {@link EventListenerQueueLincheckTest} tests it with
 * many threads.
 */
class EventListenerQueueTest {
  private final StepExecutor executor = new StepExecutor();
  private final List<ClusterEvent> received = new ArrayList<>();
  private final EventCounters counters = new EventCounters();

  private EventListenerQueue queue(int events) {
    return queue(new Bounds(events, Integer.MAX_VALUE));
  }

  private EventListenerQueue queue(Bounds bounds) {
    return EventListenerQueue.on(
        "test", executor, received::add, counters, bounds, EventListenerQueueTest::dropNotice);
  }

  private EventListenerQueue inline(int events, ClusterListener listener) {
    Bounds bounds = new Bounds(events, Integer.MAX_VALUE);
    return EventListenerQueue.inline(
        "test", listener, counters, bounds, EventListenerQueueTest::dropNotice);
  }

  private static ClusterEvent dropNotice(long missed) {
    return new EventsDroppedEvent(new EventOrigin("test", Instant.EPOCH), missed);
  }

  private static void add(EventListenerQueue queue, int events) {
    for (int i = 0; i < events; i++) {
      queue.add(new ManagerClosingEvent(new EventOrigin("test", Instant.EPOCH)));
    }
    queue.dispatch();
  }

  @Test
  void full_queue_drops_the_newest_events_and_reports_how_many() {
    add(queue(3), 5);
    executor.runAll();
    assertThat(received).hasSize(4);
    assertThat(received.get(3)).isEqualTo(dropNotice(2));
    assertThat(counters.eventsDropped.sum()).isEqualTo(2);
  }

  @Test
  void queue_full_of_characters_drops_the_newest_events() {
    long one = new ManagerClosingEvent(new EventOrigin("test", Instant.EPOCH)).characters();
    EventListenerQueue queue = queue(new Bounds(1_000, Math.toIntExact(3 * one)));
    add(queue, 5);
    executor.runAll();
    assertThat(received).hasSize(4).last().isEqualTo(dropNotice(2));
    assertThat(counters.eventsDropped.sum()).isEqualTo(2);
    add(queue, 4);
    executor.runAll();
    assertThat(received).as("there is room again").hasSize(8).last().isEqualTo(dropNotice(1));
  }

  @Test
  void queue_full_of_events_keeps_room_for_characters() {
    long one = new ManagerClosingEvent(new EventOrigin("test", Instant.EPOCH)).characters();
    EventListenerQueue queue = queue(new Bounds(1, Math.toIntExact(one)));
    add(queue, 50);
    executor.runAll();
    add(queue, 1);
    executor.runAll();
    assertThat(received).hasSize(3);
  }

  @Test
  void waiting_events_are_delivered_by_one_task() {
    add(queue(1_000), 50);
    assertThat(executor.step()).isTrue();
    assertThat(received).hasSize(50);
    assertThat(executor.step()).as("nothing is left to do").isFalse();
  }

  @Test
  void long_queue_gives_its_thread_back_after_256_events() {
    add(queue(1_000), 600);
    executor.step();
    assertThat(received).hasSize(256);
    executor.runAll();
    assertThat(received).hasSize(600);
  }

  @Test
  void refused_queue_is_delivered_by_the_next_dispatch() {
    EventListenerQueue queue = queue(10);
    executor.refuseNext();
    add(queue, 1);
    executor.runAll();
    assertThat(received).isEmpty();
    queue.dispatch();
    executor.runAll();
    assertThat(received).hasSize(1);
  }

  @Test
  void ended_queue_delivers_inline_if_the_executor_refuses() {
    EventListenerQueue queue = queue(10);
    executor.refuseNext();
    add(queue, 1);
    executor.refuseNext();
    queue.end();
    assertThat(received).hasSize(1);
  }

  @Test
  void inline_queue_delivers_on_the_thread_that_dispatches() {
    add(inline(1_000, received::add), 600);
    assertThat(received).hasSize(600);
    assertThat(executor.step()).as("the executor has no task").isFalse();
  }

  @Test
  void inline_queue_delivers_nothing_before_the_dispatch() {
    EventListenerQueue queue = inline(10, received::add);
    queue.add(new ManagerClosingEvent(new EventOrigin("test", Instant.EPOCH)));
    assertThat(received).isEmpty();
    queue.dispatch();
    assertThat(received).hasSize(1);
  }

  @Test
  void inline_queue_reports_dropped_events() {
    add(inline(3, received::add), 5);
    assertThat(received).hasSize(4).last().isEqualTo(dropNotice(2));
  }

  @Test
  void inline_listener_that_dispatches_again_gets_each_event_once() {
    List<EventListenerQueue> queue = new ArrayList<>();
    queue.add(
        inline(
            10,
            event -> {
              received.add(event);
              if (received.size() == 1) {
                add(queue.get(0), 1);
              }
            }));
    add(queue.get(0), 1);
    assertThat(received).hasSize(2);
  }

  @Test
  void inline_listener_that_throws_gets_the_next_event() {
    EventListenerQueue queue =
        inline(
            10,
            event -> {
              received.add(event);
              throw new IllegalStateException("thrown by the test");
            });
    add(queue, 2);
    assertThat(received).hasSize(2);
    assertThat(counters.listenerFailures.sum()).isEqualTo(2);
  }
}
