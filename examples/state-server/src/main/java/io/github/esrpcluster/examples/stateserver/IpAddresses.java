package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.api.internal.Texts;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Reads and writes IP addresses. Never asks the DNS. */
final class IpAddresses {
  private static final Pattern LITERAL = Pattern.compile("[0-9]+(\\.[0-9]+){3}|[0-9A-Fa-f:.]*:.*");

  private IpAddresses() {}

  /** Returns the address; an IPv6 address may stand in brackets. */
  static InetAddress parse(String text) {
    String bare = withoutBrackets(text);
    try {
      if (LITERAL.matcher(bare).matches()) {
        return InetAddress.getByName(bare);
      }
    } catch (UnknownHostException e) {
      // falls through: it only looked like an address
    }
    throw new IllegalArgumentException(
        "not an IP address: " + Texts.quote(text) + "; write it as 127.0.0.1 or [::1]");
  }

  /** Returns whether a text looks like an address, and not like a name. */
  static boolean isAddress(String text) {
    return LITERAL.matcher(withoutBrackets(text)).matches();
  }

  private static String withoutBrackets(String text) {
    return text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
  }

  /** Returns the text of an address and port; an IPv6 address in brackets. */
  static String text(InetAddress address, int port) {
    String host = address.getHostAddress();
    return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
  }
}
