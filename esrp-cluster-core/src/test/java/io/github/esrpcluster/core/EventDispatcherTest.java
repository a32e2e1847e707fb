package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.Subscription;
import io.github.esrpcluster.core.EventRecords.ManagerClosingEvent;
import io.github.esrpcluster.testkit.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The removal of a listener while an event is fired, step by step. */
class EventDispatcherTest {
  private final StepExecutor executor = new StepExecutor();
  private final EventDispatcher events =
      new EventDispatcher(
          "test",
          new VirtualTime(),
          executor,
          new EventCounters(),
          new EventListenerQueue.Bounds(10, Integer.MAX_VALUE));
  private final List<ClusterEvent> received = new ArrayList<>();
  private final Subscription subscription = events.add(received::add);

  /** Fires an event, and removes the listener after it was created and before it was queued. */
  private void fireAndRemoveMeanwhile() {
    events.inform(
        at -> {
          subscription.close();
          return new ManagerClosingEvent(at);
        });
  }

  @Test
  void event_created_before_the_removal_is_delivered() {
    // Bug: an event was created under the lock of a service; the listener that was removed before
    // the event came to its queue never got it.
    fireAndRemoveMeanwhile();
    events.dispatch();
    executor.runAll();
    assertThat(received).hasSize(1);
  }

  @Test
  void event_of_a_removed_listener_waits_for_the_executor() {
    fireAndRemoveMeanwhile();
    executor.refuseNext();
    events.dispatch();
    executor.runAll();
    assertThat(received).isEmpty();
    events.dispatch();
    executor.runAll();
    assertThat(received).hasSize(1);
  }

  @Test
  void event_of_a_removed_listener_is_delivered_at_the_end() {
    events.inform(ManagerClosingEvent::new);
    executor.refuseNext();
    subscription.close();
    executor.refuseNext();
    events.end();
    assertThat(received).hasSize(1);
  }

  @Test
  void event_created_before_the_end_is_delivered_after_it() {
    events.inform(
        at -> {
          subscription.close();
          events.end();
          return new ManagerClosingEvent(at);
        });
    executor.refuseNext();
    events.dispatch();
    assertThat(received).hasSize(1);
  }

  @Test
  void event_after_the_removal_is_not_delivered() {
    subscription.close();
    events.inform(ManagerClosingEvent::new);
    subscription.close();
    events.dispatch();
    executor.runAll();
    assertThat(received).isEmpty();
  }
}
