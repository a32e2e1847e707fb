package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.ClusterEvent.MemberStateChanged;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.internal.Checks;
import java.util.Objects;
import java.util.Optional;

/**
 * Logs a notification of an element's state. An element must log each notification that it sends.
 *
 * @param header the time and the element that logs
 * @param notificationContents the body of the notification; if it was read as an object, its JSON
 *     text
 * @param stateChangeNotificationContents the second member of the schema, with a capital S; an
 *     empty text is left out
 * @param affectedElementId the element whose state changed, if it is not the element that logs
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
    stateChangeNotificationContents =
        stateChangeNotificationContents.filter(text -> !text.isEmpty());
    Objects.requireNonNull(affectedElementId, "affectedElementId");
    Objects.requireNonNull(direction, "direction");
  }

  /** Returns the event for a change of one member; its new state is the contents. */
  public static ElementStateChangeLogEvent of(
      MemberStateChanged change, LogOrigin origin, LogDirection direction) {
    ElementStateBody body = ElementStateBody.of(change.node(), change.to(), change.reason());
    return of(body, origin.at(change.at()), direction);
  }

  /**
   * Returns the event for a new state of an element; also for {@code Unreachable}, which the
   * element that logs has assigned.
   */
  public static ElementStateChangeLogEvent of(
      ElementStateBody body, LogHeader header, LogDirection direction) {
    return new ElementStateChangeLogEvent(
        header,
        LogEventJson.contents(body),
        Optional.empty(),
        Optional.of(body.elementId()).filter(node -> !node.equals(header.elementId())),
        direction);
  }

  /** Returns text for people, printable. */
  @Override
  public String toString() {
    return BodyText.of(this);
  }
}
