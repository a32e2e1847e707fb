package io.github.esrpcluster.sip;

import java.net.InetAddress;

/**
 * The other end of a connection, or the target of a datagram.
 *
 * @param transport {@code udp}, {@code tcp} or {@code tls}
 * @param ip the IP address
 * @param port the port
 */
record PeerAddress(String transport, InetAddress ip, int port) {
  @Override
  public String toString() {
    return new TransportAddress(transport, ip.getHostAddress(), port).toString();
  }
}
