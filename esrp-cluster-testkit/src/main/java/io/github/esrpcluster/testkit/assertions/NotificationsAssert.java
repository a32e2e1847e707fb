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
 * Assertions on what an upstream entity was told: about all services, until {@link #about} names
 * one. A message counts each time the publisher was called with it, so a repeated attempt counts.
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

  /** What follows is about the messages of this service alone. */
  public NotificationsAssert about(ServiceId only) {
    isNotNull();
    Objects.requireNonNull(only, "service");
    return new NotificationsAssert(actual, only).as(descriptionText());
  }

  /** These states were transmitted, in this order, and nothing else. */
  public NotificationsAssert hasNotified(ServiceState... states) {
    List<ServiceState> expected = List.of(states);
    if (expected.isEmpty()) {
      throw new IllegalArgumentException(
          "hasNotified(): no state given; write hasTransmittedNothing()");
    }
    return require(
        upstream -> states().equals(expected), "have been told " + tokens(expected), this::found);
  }

  /** Nothing was transmitted. */
  public NotificationsAssert hasTransmittedNothing() {
    return require(upstream -> messages().isEmpty(), "have been told nothing", this::found);
  }

  /** Of no service a message came after a newer one; the same may come again. */
  public NotificationsAssert hasTransmittedInOrder() {
    return require(
        upstream -> inOrder(), "have been told newer and newer messages", () -> "one came late");
  }

  /** Something was transmitted; what follows is about the last message. */
  public ServiceStatusAssert lastNotified() {
    require(upstream -> !messages().isEmpty(), "have been told something", this::found);
    return ServiceStatusAssert.lastOf(messages());
  }

  private boolean inOrder() {
    Map<ServiceId, Long> newest = new HashMap<>();
    return messages().stream()
        .allMatch(
            message ->
                message.version() >= newest.merge(message.service(), message.version(), Math::max));
  }

  private List<ServiceStatus> messages() {
    return service == null ? actual.messages() : actual.messages(service);
  }

  private List<ServiceState> states() {
    return messages().stream().map(ServiceStatus::state).toList();
  }

  private String found() {
    return messages().isEmpty() ? "it was told nothing" : "it was told " + tokens(states());
  }

  private static String tokens(List<ServiceState> states) {
    return Arrays.toString(states.stream().map(ServiceState::token).toArray());
  }

  @Override
  String subject() {
    return service == null ? "upstream" : "upstream (about " + service + ")";
  }

  @Override
  List<String> context() {
    return Facts.ofMessages(actual.messages());
  }
}
