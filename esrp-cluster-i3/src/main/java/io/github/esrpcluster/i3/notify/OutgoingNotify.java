package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.i3.sip.SipBody;
import io.github.esrpcluster.i3.sip.SipRequest;

/**
 * A NOTIFY to send.
 *
 * @param entry the subscription
 * @param dialog its dialog
 * @param subscription its state after the decision to send
 * @param body the full state
 * @param at when the decision was made
 */
record OutgoingNotify(
    NotifierEntry entry,
    NotifierDialog dialog,
    NotifierSubscription subscription,
    SipBody body,
    long at) {

  /** Returns the request (RFC 6665 section 4.2.2). */
  SipRequest request(long retryAfterSeconds) {
    return SipRequest.builder("NOTIFY", dialog.target())
        .from(dialog.local())
        .to(dialog.remote())
        .callId(dialog.callId())
        .sequence(subscription.sent().sequence())
        .routes(dialog.routes())
        .header(EventHeader.NAME, EventHeader.write(dialog.event().type(), dialog.event().id()))
        .header(SubscriptionStateHeader.NAME, state(retryAfterSeconds))
        .body(body)
        .peer(dialog.peer())
        .build();
  }

  private String state(long retryAfterSeconds) {
    TerminationReason end = subscription.isEndSent() ? subscription.end() : null;
    return end == null ? active() : terminated(end, retryAfterSeconds);
  }

  private String active() {
    StringBuilder header = new StringBuilder(SubscriptionStateHeader.ACTIVE);
    String left = String.valueOf(subscription.terms().secondsLeft(at));
    HeaderParameters.append(header, SubscriptionStateHeader.EXPIRES, left);
    subscription.terms().rates().appendTo(header);
    return header.toString();
  }

  private static String terminated(TerminationReason reason, long retryAfterSeconds) {
    StringBuilder header = new StringBuilder(SubscriptionStateHeader.TERMINATED);
    HeaderParameters.append(header, SubscriptionStateHeader.REASON, reason.token());
    if (reason.isTemporary()) {
      HeaderParameters.append(
          header, SubscriptionStateHeader.RETRY_AFTER, String.valueOf(retryAfterSeconds));
    }
    return header.toString();
  }
}
