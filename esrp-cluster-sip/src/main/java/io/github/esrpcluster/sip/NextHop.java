package io.github.esrpcluster.sip;

import io.github.esrpcluster.api.internal.SipUri;
import io.github.esrpcluster.api.internal.Texts;
import io.github.esrpcluster.i3.sip.SipPeer;
import io.github.esrpcluster.i3.sip.SipRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a request goes next (RFC 3261 sections 8.1.2 and 18.1.1).
 *
 * @param transport {@code udp}, {@code tcp} or {@code tls}
 * @param host an IP address without brackets, or a host name
 * @param ip the address; null for a host name
 * @param port the port
 */
record NextHop(String transport, String host, @Nullable InetAddress ip, int port) {
  private static final Set<String> TRANSPORTS = Set.of("udp", "tcp", "tls");
  private static final Pattern IPV4 = Pattern.compile("[0-9.]+");
  private static final int SIP_PORT = 5060;
  private static final int SIPS_PORT = 5061;

  /** Returns the hop back to where a request came from. */
  static NextHop to(PeerAddress peer) {
    return new NextHop(peer.transport(), peer.ip().getHostAddress(), peer.ip(), peer.port());
  }

  /**
   * Returns the hop that the first route of a request names, otherwise its Request-URI.
   *
   * @throws IllegalArgumentException if that is no SIP URI, or has an unknown transport
   */
  static NextHop of(SipRequest request) {
    String target =
        request.routes().isEmpty()
            ? request.uri()
            : NameAddr.parse(request.routes().get(0)).map(NameAddr::uri).orElse("");
    return of(target, request.peer());
  }

  private static NextHop of(String target, Optional<SipPeer> peer) {
    SipUri uri;
    try {
      uri = SipUri.parse(target);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "next hop " + Texts.quote(target) + " is no SIP URI: " + e.getMessage(), e);
    }
    boolean secure = uri.scheme().equals("sips");
    String named = uri.parameters().getOrDefault("transport", "").toLowerCase(Locale.ROOT);
    String transport;
    if (secure) {
      transport = "tls";
    } else if (named.isEmpty()) {
      transport = peer.map(SipPeer::transport).orElse("udp");
    } else {
      transport = named;
    }
    if (!TRANSPORTS.contains(transport)) {
      throw new IllegalArgumentException(
          "transport " + Texts.quote(transport) + " is unknown: use udp, tcp or tls");
    }
    int defaultPort = transport.equals("tls") ? SIPS_PORT : SIP_PORT;
    String host = uri.parameters().getOrDefault("maddr", uri.host());
    return of(transport, host, uri.port() == 0 ? defaultPort : uri.port());
  }

  private static NextHop of(String transport, String host, int port) {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return new NextHop(transport, bare, isLiteral(bare) ? address(bare) : null, port);
  }

  private static boolean isLiteral(String host) {
    return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
  }

  /** Returns an IP address; does not ask a name server. */
  static Optional<InetAddress> literal(String host) {
    try {
      return isLiteral(host) ? Optional.of(InetAddress.getByName(host)) : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "host " + Texts.quote(literal) + " is no IP address: use one, or a host name", e);
    }
  }

  /** Returns whether the host is a name. */
  boolean isNamed() {
    return !isLiteral(host);
  }

  /** Returns the hop with the address of its host name. */
  NextHop at(InetAddress address) {
    return new NextHop(transport, host, address, port);
  }

  boolean isAt(InetAddress address, int port) {
    return address.equals(ip) && port == this.port;
  }
}
