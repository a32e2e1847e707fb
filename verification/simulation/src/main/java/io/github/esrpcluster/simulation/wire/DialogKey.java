package io.github.esrpcluster.simulation.wire;

import io.github.esrpcluster.i3.sip.SipRequest;

/**
 * Identifies a dialog of a subscription (RFC 3261 section 12).
 *
 * @param callId the {@code Call-ID}
 * @param subscriberTag the tag of the subscriber
 * @param notifierTag the tag of the notifier; empty before the first answer
 */
record DialogKey(String callId, String subscriberTag, String notifierTag) {
  static DialogKey ofSubscribe(SipRequest subscribe) {
    return new DialogKey(subscribe.callId(), subscribe.from().tag(), subscribe.to().tag());
  }

  static DialogKey ofNotify(SipRequest notify) {
    return new DialogKey(notify.callId(), notify.to().tag(), notify.from().tag());
  }
}
