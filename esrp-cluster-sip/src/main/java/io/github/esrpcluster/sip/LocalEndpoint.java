package io.github.esrpcluster.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A listening point, and what messages that leave it say about it. Immutable. */
final class LocalEndpoint {
  private final TransportAddress bound;
  private final InetAddress ip;
  private final @Nullable ReceivingSocket datagrams;
  private final ListeningThread thread;
  private final String sentBy;

  /**
   * Creates an endpoint.
   *
   * @param bound where it listens
   * @param advertisedHost the host that peers reach it by; empty if that is where it listens
   * @param datagrams its socket if it is for UDP
   * @param thread waits at the socket
   */
  LocalEndpoint(
      TransportAddress bound,
      InetAddress ip,
      String advertisedHost,
      @Nullable ReceivingSocket datagrams,
      ListeningThread thread) {
    this.bound = bound;
    this.ip = ip;
    this.datagrams = datagrams;
    this.thread = thread;
    String host = advertisedHost.isEmpty() ? bound.host() : advertisedHost;
    sentBy = new TransportAddress(bound.transport(), host, bound.port()).hostAndPort();
  }

  TransportAddress bound() {
    return bound;
  }

  InetAddress ip() {
    return ip;
  }

  String transport() {
    return bound.transport();
  }

  /** Returns the start of a {@code Via} value, up to its parameters. */
  String via() {
    return "SIP/2.0/" + transport().toUpperCase(Locale.ROOT) + " " + sentBy;
  }

  /**
   * Returns the URI for {@code Contact}.
   *
   * @param secure whether the other side uses a {@code sips} URI (RFC 3261 section 12.1.1)
   */
  String contact(boolean secure) {
    return switch (transport()) {
      case "udp" -> "sip:" + sentBy;
      case "tcp" -> "sip:" + sentBy + ";transport=tcp";
      default -> secure ? "sips:" + sentBy : "sip:" + sentBy + ";transport=tls";
    };
  }

  /** Returns whether a request can leave here for this address. */
  boolean reaches(InetAddress target) {
    return ip.getClass() == target.getClass() || ip.isAnyLocalAddress();
  }

  /**
   * Sends a datagram.
   *
   * @throws IOException if the system refuses it
   */
  void send(byte[] bytes, InetAddress target, int port) throws IOException {
    if (datagrams == null) {
      throw new IOException(bound + " sends no datagrams");
    }
    try {
      datagrams.send(new DatagramPacket(bytes, bytes.length, target, port));
    } catch (IllegalArgumentException e) { // such as port 0
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Returns the thread that waits for datagrams or connections. */
  ListeningThread thread() {
    return thread;
  }

  @Override
  public String toString() {
    return bound.toString();
  }
}
