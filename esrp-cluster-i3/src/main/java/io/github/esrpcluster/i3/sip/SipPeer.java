package io.github.esrpcluster.i3.sip;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The next hop: where a request came from, or where the requests of a dialog go.
 *
 * @param transport {@code udp}, {@code tcp} or {@code tls}, in lower case
 * @param address the IP address, without brackets
 * @param port the port
 * @param identities what the transport has verified of the peer, such as the subject alternative
 *     names of its TLS certificate; empty if nothing. Opaque to this library: an admission hook
 *     compares them
 */
public record SipPeer(String transport, String address, int port, List<String> identities) {
  /** Copies the identities. */
  public SipPeer {
    transport = transport.toLowerCase(Locale.ROOT);
    Objects.requireNonNull(address, "address");
    identities = List.copyOf(identities);
  }

  /** Returns address and port, as the member {@code ipAddressPort} of a log event has them. */
  public String addressAndPort() {
    return address.indexOf(':') < 0 ? address + ":" + port : "[" + address + "]:" + port;
  }
}
