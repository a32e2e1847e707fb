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
  /** Returns the request line, which the parser has found. */
  RequestLineText line() {
    return RequestLineText.parse(raw.firstLine()).orElseThrow();
  }

  Via via() {
    return parsed.getTopmostVia();
  }

  String method() {
    return parsed.getMethod();
  }
}
