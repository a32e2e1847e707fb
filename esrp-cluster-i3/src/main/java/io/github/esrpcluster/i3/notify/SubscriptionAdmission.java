package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.i3.sip.SipRequest;

/**
 * Decides who may subscribe. An ESRP admits all upstream ESRPs from which it expects calls
 * (NENA-STA-010.3 section 4.2.2.6).
 *
 * <p>Also decides where NOTIFYs go: the {@code Contact} of the request is the target, so a stranger
 * could direct NOTIFYs to a victim (RFC 6665 section 6). An implementation compares the verified
 * identities of {@link SipRequest#peer()}, or its address, with those it knows, and may compare the
 * host of {@link SipRequest#contact()} too.
 *
 * <p>Called for each SUBSCRIBE, also for a refresh and an end, on the thread of the SIP stack and
 * with no lock held; thread-safe and quick. An exception refuses the request with 500 and counts as
 * a failure of a hook.
 */
@FunctionalInterface
public interface SubscriptionAdmission {
  /**
   * Returns whether the request is admitted. A request that is not gets 403; if it was a refresh,
   * the subscription ends with the reason {@code rejected}.
   *
   * @param subscribe the request
   * @param eventPackage the package that it asks for
   * @param resource the service id, node id or queue URI that it would be notified about
   */
  boolean admits(SipRequest subscribe, EventPackage eventPackage, String resource);

  /** Returns an admission of everyone, for networks that admit only known peers. */
  static SubscriptionAdmission everyone() {
    return (subscribe, eventPackage, resource) -> true;
  }
}
