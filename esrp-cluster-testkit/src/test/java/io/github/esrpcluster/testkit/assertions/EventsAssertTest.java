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
import io.github.esrpcluster.testkit.TestEvents.TestLeaseExpired;
import io.github.esrpcluster.testkit.TestEvents.TestMemberRecovered;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventsAssertTest {
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");
  private static final ServiceId OTHER = ServiceId.of("sip:other.example.org");

  private final RecordingListener listener = new RecordingListener();

  @BeforeEach
  void recordThreeEvents() {
    listener.onEvent(new TestLeaseExpired(Instant.EPOCH, SERVICE, Nodes.named("esrp1"), 3));
    listener.onEvent(new TestLeaseExpired(Instant.EPOCH, OTHER, Nodes.named("esrp2"), 4));
    listener.onEvent(new TestMemberRecovered(Instant.EPOCH, SERVICE, Nodes.named("esrp1"), 3));
  }

  @Test
  void has_received_finds_events_of_a_kind() {
    assertThat(listener).hasReceived(LeaseExpired.class).hasSize(2);
    assertThat(listener).hasReceived(MemberEvent.class).last().isInstanceOf(MemberRecovered.class);
    failureOf(() -> assertThat(listener).hasReceived(ManagerClosing.class))
        .startsWith(
            "Expected the listener to receive a ManagerClosing, but it received none.\n"
                + "  event TestLeaseExpired[")
        .hasLineCount(4);
    failureOf(() -> assertThat(listener).hasReceived(LeaseExpired.class).hasSize(1))
        .contains("[LeaseExpired events]");
  }

  @Test
  void about_selects_the_events_of_a_service() {
    assertThat(listener).about(OTHER).hasReceived(LeaseExpired.class).hasSize(1);
    failureOf(() -> assertThat(listener).about(OTHER).hasReceived(MemberRecovered.class))
        .startsWith(
            "Expected the listener (about sip:other.example.org) to receive a MemberRecovered,")
        .hasLineCount(2);
  }

  @Test
  void about_selects_the_events_of_a_node() {
    assertThat(listener).about(Nodes.named("esrp1")).hasReceived(LeaseExpired.class).hasSize(1);
    failureOf(
            () ->
                assertThat(listener)
                    .about(SERVICE)
                    .about(Nodes.named("esrp2"))
                    .hasReceived(ClusterEvent.class))
        .isEqualTo(
            "Expected the listener (about sip:esrp.example.org) (about esrp2) to receive a"
                + " ClusterEvent, but it received none.\n  no event");
  }

  @Test
  void has_not_received_refuses_events_of_a_kind() {
    assertThat(listener).hasNotReceived(ManagerClosing.class);
    failureOf(() -> assertThat(listener).hasNotReceived(LeaseExpired.class))
        .contains("to receive no LeaseExpired, but it received 2.");
  }

  @Test
  void has_received_in_order_checks_the_order() {
    assertThat(listener).hasReceivedInOrder(LeaseExpired.class, MemberRecovered.class);
    assertThat(listener).hasReceivedInOrder(LeaseExpired.class, LeaseExpired.class);
    failureOf(
            () ->
                assertThat(listener).hasReceivedInOrder(MemberRecovered.class, LeaseExpired.class))
        .contains(
            "to receive in this order [MemberRecovered, LeaseExpired],"
                + " but it received [LeaseExpired, LeaseExpired, MemberRecovered].");
  }
}
