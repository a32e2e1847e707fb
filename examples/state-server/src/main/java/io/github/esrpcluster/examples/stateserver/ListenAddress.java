package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.api.internal.Texts;
import java.net.InetAddress;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the server listens, such as {@code udp:127.0.0.1:5060}.
 *
 * @param transport {@code udp}, {@code tcp} or {@code tls}, for the web service {@code http} or
 *     {@code https}
 * @param port the port; 0 for any that is free
 */
record ListenAddress(String transport, InetAddress address, int port) {
  private static final Pattern FORM = Pattern.compile("([a-z]+):(.+):([0-9]{1,5})");
  private static final int LAST_PORT = 65_535;

  /** Returns these listeners, or UDP and TCP on this machine only if there are none. */
  static List<ListenAddress> orDefaults(List<ListenAddress> listeners) {
    return listeners.isEmpty()
        ? List.of(sip("udp:127.0.0.1:5060"), sip("tcp:127.0.0.1:5060"))
        : List.copyOf(listeners);
  }

  /** Returns the address of a SIP listener. */
  static ListenAddress sip(String text) {
    return parse(text, "udp|tcp|tls", "udp:127.0.0.1:5060");
  }

  /** Returns the address of the web service. */
  static ListenAddress web(String text) {
    return parse(text, "https?", "http:127.0.0.1:8080");
  }

  private static ListenAddress parse(String text, String transports, String example) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()
        || !parts.group(1).matches(transports)
        || Integer.parseInt(parts.group(3)) > LAST_PORT) {
      throw new IllegalArgumentException(
          "not a listener: "
              + Texts.quote(text)
              + "; write "
              + transports.replace("https?", "http|https").replace("|", " or ")
              + ", the IP address and the port, such as "
              + example);
    }
    return new ListenAddress(
        parts.group(1), IpAddresses.parse(parts.group(2)), Integer.parseInt(parts.group(3)));
  }

  /** Returns this address with the port that is bound. */
  ListenAddress withPort(int bound) {
    return new ListenAddress(transport, address, bound);
  }

  boolean isLoopback() {
    return address.isLoopbackAddress();
  }

  boolean isTls() {
    return transport.equals("tls") || transport.equals("https");
  }

  @Override
  public String toString() {
    return transport + ":" + IpAddresses.text(address, port);
  }
}
