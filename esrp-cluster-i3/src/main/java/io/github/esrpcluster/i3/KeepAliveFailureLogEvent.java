package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.internal.Checks;
import java.util.Objects;

/**
 * Logs that a SIP OPTIONS request, the keep-alive of i3 (NENA-STA-010.3 section 3.1.2.3), got no
 * response, or a malformed or invalid one. The element that sent the request must log this; it does
 * not log a normal response (section 4.12.3.7). The event has no member for the other element
 * except {@link LogMember#IP_ADDRESS_PORT} of the header.
 *
 * @param header the time and the element that logs
 * @param responseStatus a text with a code of the Status Codes registry (section 10.29), not blank,
 *     such as {@value #TIME_OUT}. How text and code are put together is not verified, so the text
 *     is kept as it is
 */
public record KeepAliveFailureLogEvent(LogHeader header, String responseStatus)
    implements LogEvent {
  /** Status of a request that got no response in time. */
  public static final String TIME_OUT = "TimeOut";

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if the status is blank, or half of a surrogate pair is missing
   */
  public KeepAliveFailureLogEvent {
    Objects.requireNonNull(header, "header");
    Checks.token("responseStatus", responseStatus);
  }

  /** Returns text for people, printable. */
  @Override
  public String toString() {
    return BodyText.of(this);
  }
}
