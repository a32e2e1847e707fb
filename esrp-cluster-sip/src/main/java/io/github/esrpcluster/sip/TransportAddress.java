package io.github.esrpcluster.sip;

import io.github.esrpcluster.api.internal.Checks;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * A transport, an IP address or host name, and a port: where a stack listens.
 *
 * @param transport {@code udp}, {@code tcp} or {@code tls}, in lower case
 * @param host an IP address or a host name, without brackets
 * @param port 1 to 65535; 0 asks for any free port
 */
public record TransportAddress(String transport, String host, int port) {
  private static final Set<String> TRANSPORTS = Set.of("udp", "tcp", "tls");

  /**
   * Checks the parts; takes the brackets from an IPv6 address.
   *
   * @throws IllegalArgumentException if the transport is not {@code udp}, {@code tcp} or {@code
   *     tls}, the host is blank, or the port is outside 0 to 65535
   */
  public TransportAddress {
    transport = Objects.requireNonNull(transport, "transport").toLowerCase(Locale.ROOT);
    if (!TRANSPORTS.contains(transport)) {
      throw Checks.refusal("transport", transport, "is unknown: use udp, tcp or tls");
    }
    host = Checks.name("host", withoutBrackets(host));
    Checks.inRange("port", port, 0, 65_535);
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** Returns host and port, the host in brackets if it is an IPv6 address. */
  public String hostAndPort() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  /** Returns a text such as {@code udp:127.0.0.1:5060}. */
  @Override
  public String toString() {
    return transport + ":" + hostAndPort();
  }
}
