package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.ClusterEvent.StatusChanged;
import io.github.esrpcluster.api.Fqdn;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.internal.Checks;
import java.util.Objects;
import java.util.Optional;

/**
 * Logs a notification of a service's state or posture. A service must log each notification that it
 * sends.
 *
 * @param header the time and the element that logs
 * @param newState token of the serviceState registry, not blank; words of older senders are
 *     replaced as in {@link ServiceStateBody}
 * @param affectedServiceIdentifier the service
 * @param newSecurityPosture token of the securityPosture registry; there if the posture changed
 * @param direction whether the notification was received or sent
 */
public record ServiceStateChangeLogEvent(
    LogHeader header,
    String newState,
    Fqdn affectedServiceIdentifier,
    Optional<String> newSecurityPosture,
    LogDirection direction)
    implements StateChangeLogEvent {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if a token is blank
   */
  public ServiceStateChangeLogEvent {
    Objects.requireNonNull(header, "header");
    newState = OlderWords.replaced(Checks.token("newState", newState));
    Objects.requireNonNull(affectedServiceIdentifier, "affectedServiceIdentifier");
    newSecurityPosture.ifPresent(token -> Checks.token("newSecurityPosture", token));
    Objects.requireNonNull(direction, "direction");
  }

  /**
   * Returns the event for a new status of the manager. The event for the first status of a service
   * also has its posture.
   */
  public static ServiceStateChangeLogEvent of(
      StatusChanged change, LogOrigin origin, ServiceIdentity service, LogDirection direction) {
    return new ServiceStateChangeLogEvent(
        origin.at(change.at()),
        change.status().state().token(),
        service.domain(),
        newPosture(change).map(SecurityPosture::token),
        direction);
  }

  private static Optional<SecurityPosture> newPosture(StatusChanged change) {
    Optional<SecurityPosture> before = change.previous().map(ServiceStatus::posture);
    Optional<SecurityPosture> now = Optional.of(change.status().posture());
    return now.equals(before) ? Optional.empty() : now;
  }

  /** Returns text for people, printable. */
  @Override
  public String toString() {
    return BodyText.of(this);
  }
}
