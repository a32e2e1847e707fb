package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.Subscription;
import io.github.esrpcluster.testkit.RecordingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ListenerTest {
  private final Rig rig = new Rig();

  @Test
  void events_arrive_in_order() {
    rig.join(1);
    rig.report(1, ElementState.NORMAL);
    assertThat(rig.events)
        .extracting(RecordingListener::kindOf)
        .containsExactly(
            "MemberJoined",
            "StatusChanged",
            "NotificationSent",
            "MemberStateChanged",
            "StatusChanged",
            "NotificationSent");
  }

  @Test
  void throwing_listener_is_counted_and_gets_the_next_event() {
    List<ClusterEvent> received = new ArrayList<>();
    rig.cluster.addListener(
        event -> {
          received.add(event);
          throw new AssertionError("a bad listener");
        });
    rig.join(1, ElementState.NORMAL);
    assertThat(received).hasSize(rig.events.size()).hasSizeGreaterThan(2);
    assertThat(rig.cluster.statistics().listenerFailures()).isEqualTo(received.size());
  }

  @Test
  void listener_may_call_the_manager_and_remove_itself() {
    List<ClusterEvent> received = new ArrayList<>();
    List<Subscription> self = new ArrayList<>();
    self.add(
        rig.cluster.addListener(
            event -> {
              received.add(event);
              if (event instanceof ClusterEvent.MemberJoined joined) {
                rig.cluster.report(NodeStatus.of(joined.node(), ElementState.NORMAL));
              }
              if (event instanceof ClusterEvent.MemberStateChanged) {
                self.get(0).close();
              }
            }));
    rig.join(1);
    assertThat(rig.memberState(1)).isEqualTo(ElementState.NORMAL);
    int soFar = received.size();
    rig.report(1, ElementState.DOWN);
    assertThat(received).hasSize(soFar);
  }

  @Test
  void past_events_are_not_replayed() {
    rig.join(1, ElementState.NORMAL);
    List<ClusterEvent> received = new ArrayList<>();
    rig.cluster.addListener(received::add);
    rig.time.settle();
    assertThat(received).isEmpty();
  }

  @Test
  void slow_listener_learns_how_many_events_it_missed() {
    Rig small = new Rig(builder -> builder.maxListenerBacklog(3));
    for (int i = 0; i < 10; i++) { // nobody runs the listener in between
      small.cluster.register(Rig.registration(i).build());
    }
    small.time.settle();
    assertThat(small.events(ClusterEvent.MemberJoined.class)).hasSizeLessThanOrEqualTo(3);
    long dropped =
        small.events(ClusterEvent.EventsDropped.class).stream()
            .mapToLong(ClusterEvent.EventsDropped::count)
            .sum();
    assertThat(dropped).isPositive().isEqualTo(small.cluster.statistics().eventsDropped());
  }

  @Test
  void long_queue_gives_its_thread_back_and_loses_no_event() {
    for (int i = 0; i < 1_000; i++) {
      rig.cluster.register(Rig.registration(i).build());
    }
    rig.time.settle();
    assertThat(rig.events(ClusterEvent.MemberJoined.class)).hasSize(1_000);
  }

  @Test
  void removed_listener_still_receives_the_events_before() {
    // Bug: the executor refused for a moment; a listener that was then removed never got the events
    // that had happened before.
    AtomicBoolean refusing = new AtomicBoolean();
    Rig busy =
        new Rig(
            builder ->
                builder.executor(
                    task -> {
                      if (refusing.get()) {
                        throw new RejectedExecutionException("full");
                      }
                      rig.time.execute(task);
                    }));
    List<ClusterEvent> received = new ArrayList<>();
    Subscription subscription = busy.cluster.addListener(received::add);
    refusing.set(true);
    busy.cluster.register(Rig.registration(1).build());
    subscription.close();
    refusing.set(false);
    busy.cluster.register(Rig.registration(2).build());
    rig.time.settle();
    assertThat(received)
        .extracting(RecordingListener::kindOf)
        .containsExactly("MemberJoined", "StatusChanged", "NotificationFailed");
  }
}
