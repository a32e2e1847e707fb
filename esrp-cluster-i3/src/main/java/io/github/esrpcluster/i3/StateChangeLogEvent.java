package io.github.esrpcluster.i3;

/**
 * A log event for a change of state (NENA-STA-010.3 section 4.12.3). An ESRP must be able to log
 * every state change that it sends or receives (section 4.2.2.8).
 */
public sealed interface StateChangeLogEvent extends LogEvent
    permits ElementStateChangeLogEvent, ServiceStateChangeLogEvent, QueueStateChangeLogEvent {
  /** Returns whether the notification was received or sent. */
  LogDirection direction();
}
