package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.i3.I3Json;
import io.github.esrpcluster.i3.sip.SipPeer;
import io.github.esrpcluster.i3.sip.SipRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A NOTIFY, as far as a subscription needs it.
 *
 * @param sequence the number of its CSeq
 * @param isOfPackage whether its {@code Event} names the package of the downstream. An {@code id}
 *     does not count: the subscriber never sends one
 * @param state the header {@code Subscription-State}; null if it is missing or malformed
 */
record SubscriberNotify(
    String callId,
    String toTag,
    String fromTag,
    long sequence,
    String contact,
    List<String> routes,
    @Nullable SipPeer peer,
    boolean isOfPackage,
    @Nullable SubscriptionStateHeader state,
    SubscriberBody body) {

  static SubscriberNotify of(SipRequest request, Downstream downstream, I3Json json) {
    return new SubscriberNotify(
        request.callId(),
        request.to().tag(),
        request.from().tag(),
        request.sequence(),
        request.contact(),
        request.routes(),
        request.peer().orElse(null),
        isOf(request, downstream.eventPackage()),
        state(request),
        SubscriberBody.read(request.body(), downstream, json));
  }

  private static boolean isOf(SipRequest request, EventPackage eventPackage) {
    try {
      return request
          .header(EventHeader.NAME)
          .filter(text -> EventHeader.parse(text).type().equals(eventPackage.token()))
          .isPresent();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static @Nullable SubscriptionStateHeader state(SipRequest request) {
    try {
      return request
          .header(SubscriptionStateHeader.NAME)
          .map(SubscriptionStateHeader::parse)
          .orElse(null);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
