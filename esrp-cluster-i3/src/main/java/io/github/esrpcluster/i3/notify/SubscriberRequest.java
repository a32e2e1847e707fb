package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.i3.SubscribeLogEvent.Purpose;
import io.github.esrpcluster.i3.sip.SipParty;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;

/**
 * A SUBSCRIBE to send.
 *
 * @param dialog its dialog, with its CSeq as the local sequence
 * @param seconds the duration asked for; 0 to end the subscription
 */
record SubscriberRequest(Purpose purpose, SubscriberDialog dialog, long seconds) {
  /** Returns whether both are the same request. */
  boolean isSame(SubscriberRequest other) {
    return dialog.callId().equals(other.dialog.callId())
        && dialog.localSequence() == other.dialog.localSequence();
  }

  /** Returns the request as fields (RFC 6665 section 4.1.2, RFC 3261 section 12.2.1.1). */
  SipRequest toSip(Downstream downstream, String localUri) {
    String target = dialog.remoteTarget().isEmpty() ? downstream.uri() : dialog.remoteTarget();
    StringBuilder event = new StringBuilder(downstream.eventPackage().token());
    downstream.rates().appendTo(event);
    SipRequest.Builder request =
        SipRequest.builder("SUBSCRIBE", target)
            .from(new SipParty(localUri, dialog.localTag()))
            .to(new SipParty(downstream.uri(), dialog.remoteTag()))
            .callId(dialog.callId())
            .sequence(dialog.localSequence())
            .routes(dialog.routes())
            .header(EventHeader.NAME, event.toString())
            .header("Expires", Long.toString(seconds))
            .header("Accept", downstream.eventPackage().bodyType());
    if (dialog.peer() != null) {
      request.peer(dialog.peer());
    }
    return request.build();
  }

  /** Returns the seconds that a 2xx response grants: a notifier may shorten, never lengthen. */
  long granted(SipResponse response) {
    return Math.min(seconds, DeltaSeconds.find(response, "Expires").orElse(seconds));
  }
}
