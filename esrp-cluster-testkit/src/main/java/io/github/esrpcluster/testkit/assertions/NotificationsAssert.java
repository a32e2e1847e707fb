package io.github.esrpcluster.testkit.assertions;

import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.testkit.RecordingPublisher;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the notifications to a publisher, about all services unless {@link #about} selects one.
 * Every call of the publisher counts, so a retry counts too.
 */
public final class NotificationsAssert
    extends DomainAssert<NotificationsAssert, RecordingPublisher> {
  private final @Nullable ServiceId service;

  NotificationsAssert(RecordingPublisher actual) {
    this(actual, null);
  }

  private NotificationsAssert(RecordingPublisher actual, @Nullable ServiceId service) {
    super(actual, NotificationsAssert.class);
    this.service = service;
  }

  /** Returns an assertion on the notifications about this service only. */
  public NotificationsAssert about(ServiceId only) {
    isNotNull();
    Objects.requireNonNull(only, "service");
    return new NotificationsAssert(actual, only).as(descriptionText());
  }

  /**
   * Verifies that the states of all notifications are exactly these, in this order.
   *
   * @throws IllegalArgumentException if no state is given
   */
  public NotificationsAssert hasNotified(ServiceState... states) {
    List<ServiceState> expected = List.of(states);
    if (expected.isEmpty()) {
      throw new IllegalArgumentException(
          "hasNotified(): no state given; write hasNotifiedNothing()");
    }
    return require(
        publisher -> states().equals(expected), "be notified of " + tokens(expected), this::found);
  }

  /** Verifies that there was no notification. */
  public NotificationsAssert hasNotifiedNothing() {
    return require(publisher -> notifications().isEmpty(), "be notified of nothing", this::found);
  }

  /**
   * Verifies that no notification came after a newer one of the same service; the same version may
   * come again.
   */
  public NotificationsAssert hasNotifiedInOrder() {
    return require(
        publisher -> inOrder(),
        "be notified in the order of versions",
        () -> "an older version came after a newer one");
  }

  /** Verifies that there was a notification; returns an assertion on the last status. */
  public ServiceStatusAssert lastNotified() {
    require(
        publisher -> !notifications().isEmpty(), "be notified of at least one status", this::found);
    return ServiceStatusAssert.lastOf(notifications());
  }

  private boolean inOrder() {
    Map<ServiceId, Long> newest = new HashMap<>();
    return notifications().stream()
        .allMatch(
            status ->
                status.version() >= newest.merge(status.service(), status.version(), Math::max));
  }

  private List<ServiceStatus> notifications() {
    return service == null ? actual.notifications() : actual.notifications(service);
  }

  private List<ServiceState> states() {
    return notifications().stream().map(ServiceStatus::state).toList();
  }

  private String found() {
    return "it was notified of " + (notifications().isEmpty() ? "nothing" : tokens(states()));
  }

  private static String tokens(List<ServiceState> states) {
    return Arrays.toString(states.stream().map(ServiceState::token).toArray());
  }

  @Override
  String subject() {
    return service == null ? "the publisher" : "the publisher (about " + service + ")";
  }

  @Override
  List<String> context() {
    return FailureDetails.ofNotifications(actual.notifications());
  }
}
