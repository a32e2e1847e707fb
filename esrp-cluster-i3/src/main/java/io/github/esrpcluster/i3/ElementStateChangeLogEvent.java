package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.ClusterEvent.MemberStateChanged;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.internal.Checks;
import java.util.Objects;
import java.util.Optional;

/**
 * An element's state was notified; an element must log it when it sends one.
 *
 * @param header when, and who logs
 * @param notificationContents the body of the notification
 * @param stateChangeNotificationContents the member that the schema has besides, with a capital S
 * @param affectedElementId the element whose state changed, where it is not the one that logs
 * @param direction whether the notification was received or sent
 */
public record ElementStateChangeLogEvent(
    LogHeader header,
    String notificationContents,
    Optional<String> stateChangeNotificationContents,
    Optional<NodeId> affectedElementId,
    LogDirection direction)
    implements StateChangeLogEvent {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if half of a surrogate pair is missing in a text
   */
  public ElementStateChangeLogEvent {
    Objects.requireNonNull(header, "header");
    Checks.wellFormed("notificationContents", notificationContents);
    stateChangeNotificationContents.ifPresent(
        text -> Checks.wellFormed("StateChangeNotificationContents", text));
    Objects.requireNonNull(affectedElementId, "affectedElementId");
    Objects.requireNonNull(direction, "direction");
  }

  /** Returns the event for a change of one member; its new state is the contents. */
  public static ElementStateChangeLogEvent of(
      MemberStateChanged change, LogOrigin origin, LogDirection direction) {
    ElementStateBody body = ElementStateBody.of(change.node(), change.to(), change.reason());
    return new ElementStateChangeLogEvent(
        origin.at(change.at()),
        I3Json.standard().elementState().write(body),
        Optional.empty(),
        Optional.of(change.node()).filter(node -> !node.equals(origin.elementId())),
        direction);
  }
}
