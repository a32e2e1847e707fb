package io.github.esrpcluster.testkit.assertions;

import static io.github.esrpcluster.testkit.assertions.ClusterAssertions.assertThat;
import static io.github.esrpcluster.testkit.assertions.FailureCapture.failureOf;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.testkit.RecordingPublisher;
import org.junit.jupiter.api.Test;

class NotificationsAssertTest {
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");
  private static final ServiceId OTHER = ServiceId.of("sip:other.example.org");

  private final RecordingPublisher upstream = RecordingPublisher.succeeding();

  private void transmit(ServiceId service, long version, ServiceState state) {
    upstream.publish(
        ServiceStatus.builder(service, Verdict.of(state, "")).version(version).build());
  }

  @Test
  void these_states_were_transmitted_in_this_order() {
    transmit(SERVICE, 1, ServiceState.DOWN);
    transmit(SERVICE, 2, ServiceState.NORMAL);
    assertThat(upstream).hasNotified(ServiceState.DOWN, ServiceState.NORMAL);
    failureOf(() -> assertThat(upstream).hasNotified(ServiceState.NORMAL, ServiceState.DOWN))
        .isEqualTo(
            "Expected upstream to have been told [Normal, Down],"
                + " but it was told [Down, Normal].\n"
                + "  message ServiceStatus[sip:esrp.example.org v1 Down, 0 members]\n"
                + "  message ServiceStatus[sip:esrp.example.org v2 Normal, 0 members]");
    failureOf(() -> assertThat(upstream).hasNotified(ServiceState.DOWN))
        .contains("to have been told [Down], but it was told [Down, Normal]");
  }

  @Test
  void one_service_can_be_looked_at_alone() {
    transmit(SERVICE, 1, ServiceState.DOWN);
    transmit(OTHER, 1, ServiceState.NORMAL);
    assertThat(upstream).about(OTHER).hasNotified(ServiceState.NORMAL);
    assertThat(upstream).hasNotified(ServiceState.DOWN, ServiceState.NORMAL);
    failureOf(() -> assertThat(upstream).as("later").about(OTHER).hasNotified(ServiceState.DOWN))
        .startsWith(
            "[later] Expected upstream (about sip:other.example.org) to have been told [Down],"
                + " but it was told [Normal].");
  }

  @Test
  void nothing_was_transmitted() {
    transmit(SERVICE, 1, ServiceState.DOWN);
    assertThat(upstream).about(OTHER).hasNotifiedNothing();
    failureOf(() -> assertThat(upstream).hasNotifiedNothing())
        .contains("to have been told nothing, but it was told [Down].");
  }

  @Test
  void the_last_message_can_be_looked_at() {
    failureOf(() -> assertThat(upstream).lastNotified())
        .isEqualTo(
            "Expected upstream to have been told something, but it was told nothing.\n"
                + "  no message");
    transmit(SERVICE, 1, ServiceState.DOWN);
    transmit(SERVICE, 2, ServiceState.PARTIAL);
    assertThat(upstream).lastNotified().isPartial().isAbout(SERVICE);
    failureOf(() -> assertThat(upstream).lastNotified().isNormal())
        .startsWith("Expected the status of sip:esrp.example.org to be Normal, but it is Partial.")
        .contains("v1 Down");
  }

  @Test
  void messages_came_in_the_order_of_their_versions() {
    transmit(SERVICE, 2, ServiceState.DOWN);
    transmit(OTHER, 1, ServiceState.DOWN);
    transmit(SERVICE, 2, ServiceState.DOWN);
    assertThat(upstream).hasNotifiedInOrder();
    transmit(SERVICE, 1, ServiceState.NORMAL);
    failureOf(() -> assertThat(upstream).hasNotifiedInOrder())
        .contains("to have been told newer and newer messages, but one came late.");
  }

  @Test
  void to_expect_nothing_there_is_a_word_of_its_own() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> assertThat(upstream).hasNotified())
        .withMessage("hasNotified(): no state given; write hasNotifiedNothing()");
  }
}
