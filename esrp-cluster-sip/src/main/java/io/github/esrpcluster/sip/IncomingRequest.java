package io.github.esrpcluster.sip;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;

/**
 * A request that arrived.
 *
 * @param raw its lines
 * @param parsed its first {@code Via}, with {@code received} and {@code rport}, and its body
 * @param local where it arrived
 * @param source where it came from
 */
record IncomingRequest(RawMessage raw, SIPRequest parsed, LocalEndpoint local, PeerAddress source) {
  Via via() {
    return parsed.getTopmostVia();
  }

  String method() {
    return parsed.getMethod();
  }
}
