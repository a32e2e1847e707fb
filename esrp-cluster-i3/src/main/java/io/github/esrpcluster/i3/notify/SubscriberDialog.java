package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.i3.sip.SipPeer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dialog of the subscriber. The first NOTIFY creates it (RFC 6665 section 4.4.1); until then only
 * the local half is known.
 *
 * @param localSequence the CSeq of the last SUBSCRIBE; 0 before the first
 * @param remoteTag the tag of the notifier; empty before the first NOTIFY
 * @param remoteTarget the Contact of the notifier; empty if it gave none
 * @param routes the route set: {@code Record-Route} of the first NOTIFY
 * @param remoteSequence the CSeq of the last NOTIFY; -1 before the first
 * @param peer where the last NOTIFY came from
 */
record SubscriberDialog(
    String callId,
    String localTag,
    long localSequence,
    String remoteTag,
    String remoteTarget,
    List<String> routes,
    long remoteSequence,
    @Nullable SipPeer peer) {

  static SubscriberDialog begin(String callId, String localTag) {
    return new SubscriberDialog(callId, localTag, 0, "", "", List.of(), -1, null);
  }

  /** Returns whether a NOTIFY has created the dialog. */
  boolean isConfirmed() {
    return !remoteTag.isEmpty();
  }

  /** Returns whether a NOTIFY belongs to this dialog, or may create it. */
  boolean has(SubscriberNotify notify) {
    return callId.equals(notify.callId())
        && localTag.equals(notify.toTag())
        && !notify.fromTag().isEmpty()
        && (!isConfirmed() || remoteTag.equals(notify.fromTag()));
  }

  /** Returns the dialog after one more SUBSCRIBE. */
  SubscriberDialog next() {
    return new SubscriberDialog(
        callId, localTag, localSequence + 1, remoteTag, remoteTarget, routes, remoteSequence, peer);
  }

  /** Returns the dialog after a NOTIFY, which also refreshes the remote target. */
  SubscriberDialog after(SubscriberNotify notify) {
    return new SubscriberDialog(
        callId,
        localTag,
        localSequence,
        notify.fromTag(),
        notify.contact().isEmpty() ? remoteTarget : notify.contact(),
        isConfirmed() ? routes : notify.routes(),
        notify.sequence(),
        notify.peer());
  }
}
