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

  private final RecordingPublisher publisher = RecordingPublisher.succeeding();

  private void notify(ServiceId service, long version, ServiceState state) {
    publisher.publish(
        ServiceStatus.builder(service, Verdict.of(state, "")).version(version).build());
  }

  @Test
  void has_notified_checks_the_states_in_order() {
    notify(SERVICE, 1, ServiceState.DOWN);
    notify(SERVICE, 2, ServiceState.NORMAL);
    assertThat(publisher).hasNotified(ServiceState.DOWN, ServiceState.NORMAL);
    failureOf(() -> assertThat(publisher).hasNotified(ServiceState.NORMAL, ServiceState.DOWN))
        .isEqualTo(
            "Expected the publisher to be notified of [Normal, Down],"
                + " but it was notified of [Down, Normal].\n"
                + "  notification ServiceStatus[sip:esrp.example.org v1 Down, 0 members]\n"
                + "  notification ServiceStatus[sip:esrp.example.org v2 Normal, 0 members]");
    failureOf(() -> assertThat(publisher).hasNotified(ServiceState.DOWN))
        .contains("to be notified of [Down], but it was notified of [Down, Normal]");
  }

  @Test
  void about_selects_one_service() {
    notify(SERVICE, 1, ServiceState.DOWN);
    notify(OTHER, 1, ServiceState.NORMAL);
    assertThat(publisher).about(OTHER).hasNotified(ServiceState.NORMAL);
    assertThat(publisher).hasNotified(ServiceState.DOWN, ServiceState.NORMAL);
    failureOf(() -> assertThat(publisher).as("later").about(OTHER).hasNotified(ServiceState.DOWN))
        .startsWith(
            "[later] Expected the publisher (about sip:other.example.org) to be notified of [Down],"
                + " but it was notified of [Normal].");
  }

  @Test
  void has_notified_nothing_refuses_a_notification() {
    notify(SERVICE, 1, ServiceState.DOWN);
    assertThat(publisher).about(OTHER).hasNotifiedNothing();
    failureOf(() -> assertThat(publisher).hasNotifiedNothing())
        .contains("to be notified of nothing, but it was notified of [Down].");
  }

  @Test
  void last_notified_returns_the_last_status() {
    failureOf(() -> assertThat(publisher).lastNotified())
        .isEqualTo(
            "Expected the publisher to be notified of at least one status,"
                + " but it was notified of nothing.\n"
                + "  no notification");
    notify(SERVICE, 1, ServiceState.DOWN);
    notify(SERVICE, 2, ServiceState.PARTIAL);
    assertThat(publisher).lastNotified().isPartial().isAbout(SERVICE);
    failureOf(() -> assertThat(publisher).lastNotified().isNormal())
        .startsWith("Expected the status of sip:esrp.example.org to be Normal, but it is Partial.")
        .contains("v1 Down");
  }

  @Test
  void has_notified_in_order_checks_versions() {
    notify(SERVICE, 2, ServiceState.DOWN);
    notify(OTHER, 1, ServiceState.DOWN);
    notify(SERVICE, 2, ServiceState.DOWN);
    assertThat(publisher).hasNotifiedInOrder();
    notify(SERVICE, 1, ServiceState.NORMAL);
    failureOf(() -> assertThat(publisher).hasNotifiedInOrder())
        .contains(
            "to be notified in the order of versions,"
                + " but an older version came after a newer one.");
  }

  @Test
  void has_notified_without_states_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> assertThat(publisher).hasNotified())
        .withMessage("hasNotified(): no state given; write hasNotifiedNothing()");
  }
}
