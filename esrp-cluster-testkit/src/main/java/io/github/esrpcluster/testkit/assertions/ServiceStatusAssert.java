package io.github.esrpcluster.testkit.assertions;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.Verdict;
import java.util.List;
import java.util.Objects;

/** Assertions on a service status message. */
public final class ServiceStatusAssert extends StateAssert<ServiceStatusAssert, ServiceStatus> {
  private final List<String> surroundings;

  private ServiceStatusAssert(ServiceStatus actual, List<String> surroundings) {
    super(actual, ServiceStatusAssert.class);
    this.surroundings = surroundings;
  }

  static ServiceStatusAssert of(ServiceStatus actual) {
    return new ServiceStatusAssert(actual, List.of());
  }

  /** The last of these messages. */
  static ServiceStatusAssert lastOf(List<ServiceStatus> messages) {
    return new ServiceStatusAssert(messages.get(messages.size() - 1), Facts.ofMessages(messages));
  }

  /** It is about this service. */
  public ServiceStatusAssert isAbout(ServiceId service) {
    Objects.requireNonNull(service, "service");
    return require(
        status -> status.service().equals(service),
        "be about " + service,
        () -> "it is about " + actual.service());
  }

  /** It is newer than the other message of the same service. */
  public ServiceStatusAssert hasVersionAfter(ServiceStatus other) {
    isNotNull();
    isAbout(other.service());
    return require(
        status -> status.version() > other.version(),
        "have a version after " + other.version(),
        () -> "it has version " + actual.version());
  }

  /** The posture is this one. */
  public ServiceStatusAssert hasPosture(SecurityPosture posture) {
    Objects.requireNonNull(posture, "posture");
    return require(
        status -> status.posture() == posture,
        "have posture " + posture.token(),
        () -> "it has " + actual.posture().token());
  }

  /** So many members were counted in this state when the message was made. */
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
    return surroundings.isEmpty() ? Facts.ofMessages(List.of(actual)) : surroundings;
  }
}
