package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.i3.sip.SipParty;
import io.github.esrpcluster.i3.sip.SipPeer;
import io.github.esrpcluster.i3.sip.SipRequest;
import java.util.List;

/**
 * The dialog of a subscription (RFC 3261 section 12), as the notifier sees it.
 *
 * @param callId the Call-ID
 * @param local the notifier: To of the SUBSCRIBE, with the tag of the notifier
 * @param remote the subscriber: From of the SUBSCRIBE
 * @param target where NOTIFYs go: Contact of the last SUBSCRIBE
 * @param routes the route set; fixed by the first SUBSCRIBE
 * @param peer where the last SUBSCRIBE came from
 * @param event type and id, as each NOTIFY has them
 */
record NotifierDialog(
    String callId,
    SipParty local,
    SipParty remote,
    String target,
    List<String> routes,
    SipPeer peer,
    EventHeader event) {

  /** Identifies a dialog. */
  record Key(String callId, String localTag, String remoteTag) {
    static Key of(SipRequest inDialog) {
      return new Key(inDialog.callId(), inDialog.to().tag(), inDialog.from().tag());
    }
  }

  Key key() {
    return new Key(callId, local.tag(), remote.tag());
  }

  /** Returns the id of the subscription in log events: globally unique, as the tag is random. */
  String subscriptionId() {
    return subscriptionId(local.tag());
  }

  /**
   * Returns the id of a subscription (NENA-STA-010.3 section 4.12.3.7).
   *
   * @param unique a text that no other subscription has, such as a random tag
   */
  static String subscriptionId(String unique) {
    return "urn:emergency:uid:subid:" + unique;
  }

  /** Returns the dialog with the target of a further SUBSCRIBE (RFC 3261 section 12.2.2). */
  NotifierDialog retargeted(String contact, SipPeer newPeer) {
    String newTarget = contact.isEmpty() ? target : contact;
    return target.equals(newTarget) && peer.equals(newPeer)
        ? this
        : new NotifierDialog(callId, local, remote, newTarget, routes, newPeer, event);
  }
}
