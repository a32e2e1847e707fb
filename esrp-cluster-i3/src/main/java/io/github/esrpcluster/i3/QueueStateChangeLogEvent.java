package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.internal.Checks;
import java.util.Objects;

/**
 * Logs a notification of a queue's state, or that the queue is unreachable. The manager of the
 * queue must log both. A receiver may log a notification, and must log a change to {@code
 * Unreachable}.
 *
 * @param header the time and the element that logs
 * @param notificationContents the body of the notification; if it was read as an object, its JSON
 *     text
 * @param queueId the queue, not blank
 * @param direction whether the notification was received or sent
 */
public record QueueStateChangeLogEvent(
    LogHeader header, String notificationContents, String queueId, LogDirection direction)
    implements StateChangeLogEvent {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if the queue is blank, or half of a surrogate pair is missing
   *     in a text
   */
  public QueueStateChangeLogEvent {
    Objects.requireNonNull(header, "header");
    Checks.wellFormed("notificationContents", notificationContents);
    Checks.token("queueId", queueId);
    Objects.requireNonNull(direction, "direction");
  }

  /** Returns the event for a state of a queue, also for {@code Unreachable}. */
  public static QueueStateChangeLogEvent of(
      QueueStateBody body, LogHeader header, LogDirection direction) {
    return new QueueStateChangeLogEvent(
        header, LogEventJson.contents(body), body.queueUri(), direction);
  }

  /** Returns text for people, printable. */
  @Override
  public String toString() {
    return BodyText.of(this);
  }
}
