package io.github.esrpcluster.i3.notify;

import io.github.esrpcluster.i3.sip.SipParty;
import io.github.esrpcluster.i3.sip.SipPeer;
import io.github.esrpcluster.i3.sip.SipRequest;
import java.util.List;

/** Builds SUBSCRIBE requests for tests. */
final class Subscribes {
  static final String SERVICE = "sip:esrp.example.org";
  static final SipPeer UPSTREAM = new SipPeer("udp", "192.0.2.1", 5060, List.of());

  private Subscribes() {}

  static SipRequest.Builder initial(String event) {
    return outside("call-1", event);
  }

  static SipRequest.Builder outside(String callId, String event) {
    return SipRequest.builder("SUBSCRIBE", SERVICE)
        .from(new SipParty("sip:upstream.example.org", "remote"))
        .to(new SipParty(SERVICE, ""))
        .callId(callId)
        .sequence(1)
        .contact("sip:upstream@192.0.2.1:5060")
        .header("Event", event)
        .peer(UPSTREAM);
  }

  static SipRequest.Builder within(String localTag, long sequence, String event) {
    return initial(event).to(new SipParty(SERVICE, localTag)).sequence(sequence);
  }
}
