package io.github.esrpcluster.sip;

import io.github.esrpcluster.i3.sip.SipBody;
import io.github.esrpcluster.i3.sip.SipParty;
import io.github.esrpcluster.i3.sip.SipPeer;
import io.github.esrpcluster.i3.sip.SipRequest;
import java.util.List;

/** NOTIFY requests to send. */
final class Notifies {
  private Notifies() {}

  /** Returns a NOTIFY to this URI. */
  static SipRequest.Builder to(String uri) {
    return SipRequest.builder("NOTIFY", uri)
        .from(new SipParty("sip:esrp@example.org", "ours"))
        .to(new SipParty("sip:up@example.org", "theirs"))
        .callId("call-1")
        .header("Event", "emergency-ServiceState")
        .header("Subscription-State", "active;expires=3600")
        .body(SipBody.of("application/json", "\"ü\"\n"));
  }

  /** Returns a NOTIFY to this URI, in a dialog that began over a connection. */
  static SipRequest.Builder to(String uri, String transport, String address, int port) {
    return to(uri).peer(new SipPeer(transport, address, port, List.of()));
  }
}
