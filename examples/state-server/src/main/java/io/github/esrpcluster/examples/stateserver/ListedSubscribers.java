package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.api.internal.SipUri;
import io.github.esrpcluster.i3.notify.EventPackage;
import io.github.esrpcluster.i3.notify.SubscriptionAdmission;
import io.github.esrpcluster.i3.sip.SipPeer;
import io.github.esrpcluster.i3.sip.SipRequest;
import java.net.InetAddress;
import java.util.List;

/**
 * Admits the peers of a list. A permitted peer may let NOTIFYs go to a name, to itself, and to
 * another permitted address, but not to an address that is not in the list (RFC 6665 section 6).
 */
final class ListedSubscribers implements SubscriptionAdmission {
  private final AccessList permitted;

  ListedSubscribers(AccessList permitted) {
    this.permitted = permitted;
  }

  @Override
  public boolean admits(SipRequest subscribe, EventPackage eventPackage, String resource) {
    return subscribe
        .peer()
        .filter(peer -> permitted.permits(address(peer), peer.identities()))
        .filter(peer -> isPermittedTarget(subscribe.contact(), peer))
        .isPresent();
  }

  private boolean isPermittedTarget(String contact, SipPeer peer) {
    String host = SipUri.find(contact).map(SipUri::host).orElse("");
    if (!IpAddresses.isAddress(host)) {
      return true;
    }
    InetAddress target = IpAddresses.parse(host);
    return target.equals(address(peer)) || permitted.permits(target, List.of());
  }

  private static InetAddress address(SipPeer peer) {
    return IpAddresses.parse(peer.address());
  }
}
