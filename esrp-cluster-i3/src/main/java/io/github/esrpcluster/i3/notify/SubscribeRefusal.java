package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.i3.sip.SipResponse;

/** Refuses a SUBSCRIBE. Thrown before anything has changed, and answered at the door. */
final class SubscribeRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient SipResponse response;

  private final boolean endsSubscription;

  private SubscribeRefusal(SipResponse response, String reason, boolean endsSubscription) {
    super(reason, null, false, false);
    this.response = response;
    this.endsSubscription = endsSubscription;
  }

  /** Returns the refusal of a subscriber that is not admitted, or not any more. */
  static SubscribeRefusal notAdmitted() {
    return new SubscribeRefusal(SipResponse.of(403), "the subscriber is not admitted", true);
  }

  static SubscribeRefusal of(int status, String reason) {
    return new SubscribeRefusal(SipResponse.of(status), reason, false);
  }

  static SubscribeRefusal with(int status, String header, String value, String reason) {
    return new SubscribeRefusal(
        SipResponse.builder(status).header(header, value).build(), reason, false);
  }

  SipResponse response() {
    return response;
  }

  /** Returns whether a subscription of the dialog ends with the refusal. */
  boolean endsSubscription() {
    return endsSubscription;
  }
}
