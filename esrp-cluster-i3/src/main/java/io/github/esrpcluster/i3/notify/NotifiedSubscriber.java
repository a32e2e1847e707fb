package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.api.internal.Texts;
import io.github.esrpcluster.i3.sip.SipPeer;

/**
 * Describes a subscription at a notifier, for people and meters.
 *
 * @param eventPackage the event package
 * @param resource the service id, node id or queue URI that is notified about
 * @param subscriber the URI of {@code From}, as the subscriber gave it
 * @param target the URI to which NOTIFYs go
 * @param peer where the last SUBSCRIBE came from
 * @param subscriptionId the id of the subscription in log events
 */
public record NotifiedSubscriber(
    EventPackage eventPackage,
    String resource,
    String subscriber,
    String target,
    SipPeer peer,
    String subscriptionId) {

  static NotifiedSubscriber of(ResourceId id, NotifierDialog dialog) {
    return new NotifiedSubscriber(
        id.eventPackage(),
        id.name(),
        dialog.remote().uri(),
        dialog.target(),
        dialog.peer(),
        dialog.subscriptionId());
  }

  /** Returns text for people, printable. */
  @Override
  public String toString() {
    return Texts.line(
        eventPackage.token()
            + " of "
            + resource
            + " to "
            + subscriber
            + " at "
            + target
            + " ("
            + peer.transport()
            + " "
            + peer.addressAndPort()
            + ")");
  }
}
