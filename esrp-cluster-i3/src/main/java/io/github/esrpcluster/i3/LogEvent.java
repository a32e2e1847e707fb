package io.github.esrpcluster.i3;

/**
 * A log event of an ESRP (NENA-STA-010.3 section 4.12.3): a change of state, a subscription or a
 * failed keep-alive. The embedding product signs and posts it.
 */
public sealed interface LogEvent
    permits StateChangeLogEvent, SubscribeLogEvent, KeepAliveFailureLogEvent {
  /** Returns the time and the element that logs. */
  LogHeader header();
}
