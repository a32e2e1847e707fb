package io.github.esrpcluster.i3;

/**
 * A log event that tells of a change of state (NENA-STA-010.3 section 4.12.3). An ESRP must be able
 * to log every state change that it sends or receives (section 4.2.2.8). Signing and posting it are
 * the embedding product's.
 */
public sealed interface StateChangeLogEvent
    permits ElementStateChangeLogEvent, ServiceStateChangeLogEvent, QueueStateChangeLogEvent {
  /** Returns the time and the element that logs. */
  LogHeader header();

  /** Returns whether the notification was received or sent. */
  LogDirection direction();
}
