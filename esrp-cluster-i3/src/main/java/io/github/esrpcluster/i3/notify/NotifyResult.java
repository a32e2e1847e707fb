package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.i3.sip.SipOutcome;
import io.github.esrpcluster.i3.sip.SipResponse;
import java.util.Set;

/**
 * The outcome of a NOTIFY, as far as it matters to the subscription (RFC 6665 section 4.2.2).
 *
 * @param meaning what it means
 * @param retryAfterSeconds the header {@code Retry-After} of a failure; 0 if there is none
 */
record NotifyResult(Meaning meaning, long retryAfterSeconds) {
  static final NotifyResult ACCEPTED = new NotifyResult(Meaning.ACCEPTED, 0);
  static final NotifyResult TIMED_OUT = new NotifyResult(Meaning.TIMED_OUT, 0);
  static final NotifyResult NOT_SENT = new NotifyResult(Meaning.NOT_SENT, 0);
  private static final NotifyResult GONE = new NotifyResult(Meaning.GONE, 0);

  private static final Set<Integer> ENDING =
      Set.of(404, 405, 410, 416, 480, 481, 482, 483, 484, 485, 489, 501, 604);

  /** Lists what an outcome means. */
  enum Meaning {
    /** The subscriber has the state. */
    ACCEPTED,
    /** The answer ends the subscription. */
    GONE,
    /** No answer came (timer F): the subscription ends. */
    TIMED_OUT,
    /** The request could not be sent: the subscription ends if that lasts. */
    NOT_SENT,
    /** The answer is a failure that does not end the subscription. */
    FAILED
  }

  static NotifyResult of(SipOutcome outcome) {
    if (outcome instanceof SipOutcome.Answered answered) {
      return of(answered.response());
    }
    return outcome instanceof SipOutcome.TimedOut ? TIMED_OUT : NOT_SENT;
  }

  private static NotifyResult of(SipResponse response) {
    if (response.isSuccess()) {
      return ACCEPTED;
    }
    if (ENDING.contains(response.status())) {
      return GONE;
    }
    return new NotifyResult(Meaning.FAILED, DeltaSeconds.find(response, "Retry-After").orElse(0));
  }
}
