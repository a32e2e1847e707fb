package io.github.esrpcluster.i3.sip;

import io.github.esrpcluster.api.internal.Texts;
import java.util.Objects;

/** The outcome of a request that was sent. */
public sealed interface SipOutcome {
  /**
   * The peer gave a final response.
   *
   * @param response the response, with a status of 200 or more
   */
  record Answered(SipResponse response) implements SipOutcome {
    /**
     * Checks the status.
     *
     * @throws IllegalArgumentException if the response is provisional
     */
    public Answered {
      if (response.status() < 200) {
        throw new IllegalArgumentException(
            "status " + response.status() + " is provisional: wait for a final response");
      }
    }
  }

  /** The peer gave no final response in 64*T1 (timers B and F of RFC 3261). */
  record TimedOut() implements SipOutcome {}

  /**
   * The request could not be sent.
   *
   * @param reason why, for people
   */
  record NotSent(String reason) implements SipOutcome {
    /** Makes the reason printable. */
    public NotSent {
      reason = Texts.line(Objects.requireNonNull(reason, "reason"));
    }
  }
}
