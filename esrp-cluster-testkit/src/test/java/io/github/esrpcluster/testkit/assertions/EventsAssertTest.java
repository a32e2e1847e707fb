package io.github.esrpcluster.testkit.assertions;

import static io.github.esrpcluster.testkit.assertions.ClusterAssertions.assertThat;
import static io.github.esrpcluster.testkit.assertions.FailureCapture.failureOf;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterEvent.LeaseExpired;
import io.github.esrpcluster.api.ClusterEvent.ManagerClosing;
import io.github.esrpcluster.api.ClusterEvent.MemberEvent;
import io.github.esrpcluster.api.ClusterEvent.MemberRecovered;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.testkit.Nodes;
import io.github.esrpcluster.testkit.RecordingListener;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventsAssertTest {
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");
  private static final ServiceId OTHER = ServiceId.of("sip:other.example.org");

  private final RecordingListener listener = new RecordingListener();

  @BeforeEach
  void listen() {
    listener.onEvent(new LeaseExpired(Instant.EPOCH, SERVICE, Nodes.named("esrp1"), 3));
    listener.onEvent(new LeaseExpired(Instant.EPOCH, OTHER, Nodes.named("esrp2"), 4));
    listener.onEvent(new MemberRecovered(Instant.EPOCH, SERVICE, Nodes.named("esrp1"), 3));
  }

  @Test
  void events_of_a_kind_were_told() {
    assertThat(listener).hasReceived(LeaseExpired.class).hasSize(2);
    assertThat(listener).hasReceived(MemberEvent.class).last().isInstanceOf(MemberRecovered.class);
    failureOf(() -> assertThat(listener).hasReceived(ManagerClosing.class))
        .startsWith(
            "Expected the listener to be told a ManagerClosing, but it was told none.\n"
                + "  event LeaseExpired[")
        .hasLineCount(4);
    failureOf(() -> assertThat(listener).hasReceived(LeaseExpired.class).hasSize(1))
        .contains("[LeaseExpired events]");
  }

  @Test
  void the_events_of_a_service_can_be_looked_at_alone() {
    assertThat(listener).about(OTHER).hasReceived(LeaseExpired.class).hasSize(1);
    failureOf(() -> assertThat(listener).about(OTHER).hasReceived(MemberRecovered.class))
        .startsWith(
            "Expected the listener (about sip:other.example.org) to be told a MemberRecovered,")
        .hasLineCount(2);
  }

  @Test
  void the_events_of_a_node_can_be_looked_at_alone() {
    assertThat(listener).about(Nodes.named("esrp1")).hasReceived(LeaseExpired.class).hasSize(1);
    failureOf(
            () ->
                assertThat(listener)
                    .about(SERVICE)
                    .about(Nodes.named("esrp2"))
                    .hasReceived(ClusterEvent.class))
        .isEqualTo(
            "Expected the listener (about sip:esrp.example.org) (about esrp2) to be told a"
                + " ClusterEvent, but it was told none.\n  no event");
  }

  @Test
  void events_of_a_kind_were_not_told() {
    assertThat(listener).hasNotReceived(ManagerClosing.class);
    failureOf(() -> assertThat(listener).hasNotReceived(LeaseExpired.class))
        .contains("to be told no LeaseExpired, but it was told 2.");
  }

  @Test
  void events_were_told_in_an_order() {
    assertThat(listener).hasReceivedInOrder(LeaseExpired.class, MemberRecovered.class);
    assertThat(listener).hasReceivedInOrder(LeaseExpired.class, LeaseExpired.class);
    failureOf(
            () ->
                assertThat(listener).hasReceivedInOrder(MemberRecovered.class, LeaseExpired.class))
        .contains(
            "to be told in this order [MemberRecovered, LeaseExpired],"
                + " but it was told [LeaseExpired, LeaseExpired, MemberRecovered].");
  }
}
