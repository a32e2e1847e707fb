package io.github.esrpcluster.testkit.assertions;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.Verdict;
import java.util.List;
import java.util.Objects;

/** Verifies a service status. */
public final class ServiceStatusAssert extends StateAssert<ServiceStatusAssert, ServiceStatus> {
  private final List<String> context;

  private ServiceStatusAssert(ServiceStatus actual, List<String> context) {
    super(actual, ServiceStatusAssert.class);
    this.context = context;
  }

  static ServiceStatusAssert of(ServiceStatus actual) {
    return new ServiceStatusAssert(actual, List.of());
  }

  /** Creates an assertion on the last of these, whose failures list all. */
  static ServiceStatusAssert lastOf(List<ServiceStatus> notifications) {
    return new ServiceStatusAssert(
        notifications.get(notifications.size() - 1), FailureDetails.ofNotifications(notifications));
  }

  /** Verifies that the status is about this service. */
  public ServiceStatusAssert isAbout(ServiceId service) {
    Objects.requireNonNull(service, "service");
    return require(
        status -> status.service().equals(service),
        "be about " + service,
        () -> "it is about " + actual.service());
  }

  /** Verifies that the status is about the same service as the other and has a higher version. */
  public ServiceStatusAssert hasVersionAfter(ServiceStatus other) {
    isNotNull();
    isAbout(other.service());
    return require(
        status -> status.version() > other.version(),
        "have a version after " + other.version(),
        () -> "it has version " + actual.version());
  }

  /** Verifies that the posture is this one. */
  public ServiceStatusAssert hasPosture(SecurityPosture posture) {
    Objects.requireNonNull(posture, "posture");
    return require(
        status -> status.posture() == posture,
        "have posture " + posture.token(),
        () -> "it has " + actual.posture().token());
  }

  /** Verifies that the tally of the status has this many members in this state. */
  public ServiceStatusAssert counts(int members, ElementState state) {
    Objects.requireNonNull(state, "state");
    return require(
        status -> status.tally().count(state) == members,
        "count " + members + " " + state.token(),
        () -> "it counts " + actual.tally());
  }

  @Override
  Verdict verdict() {
    return actual.verdict();
  }

  @Override
  String subject() {
    return "the status of " + actual.service();
  }

  @Override
  List<String> context() {
    return context.isEmpty() ? FailureDetails.ofNotifications(List.of(actual)) : context;
  }
}
