package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.i3.sip.SipPeer;
import io.github.esrpcluster.i3.sip.SipRequest;
import io.github.esrpcluster.i3.sip.SipResponse;

/**
 * A SUBSCRIBE and what its answer needs.
 *
 * @param request the request
 * @param newTag the tag of the notifier, if the request begins a dialog
 */
record SubscribeExchange(SipRequest request, String newTag) {
  boolean isInDialog() {
    return !request.to().tag().isEmpty();
  }

  SipPeer peer() {
    return request.peer().orElseThrow();
  }

  /** Returns the tag of the notifier. */
  String tag() {
    return isInDialog() ? request.to().tag() : newTag;
  }

  NotifierDialog dialog(EventHeader event) {
    return new NotifierDialog(
        request.callId(),
        request.to().withTag(newTag),
        request.from(),
        request.contact(),
        request.routes(),
        peer(),
        event);
  }

  /** Returns the answer that accepts the request (RFC 6665 section 4.2.1). */
  SipResponse accepted(long seconds) {
    return SipResponse.builder(200)
        .toTag(tag())
        .header("Expires", String.valueOf(seconds))
        .header("Allow-Events", EventPackage.allowEvents())
        .build();
  }
}
