package io.github.esrpcluster.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Holds the parts of a SIP or SIPS URI (RFC 3261 sections 19.1 and 25.1) in canonical form.
 *
 * <p>Parts whose comparison ignores case are in lower case. An escape is decoded if its character
 * needs none in that part and is not reserved; the other escapes have upper-case digits. The
 * grammar allows no empty user, port or parameter value, so an empty text (and port 0) means
 * absence.
 *
 * @param scheme {@code sip} or {@code sips}
 * @param userinfo user, and password after a colon; empty if absent
 * @param host a name without trailing dot, an IPv4 address, or an IPv6 address in brackets
 * @param port 1 to 65535, or 0 if absent
 * @param parameters values by name; a parameter without a value has the empty value
 * @param headers {@code name=value} sorted by name; headers of one name keep their order, which has
 *     a meaning (RFC 3261 section 7.3.1)
 */
record SipUri(
    String scheme,
    String userinfo,
    String host,
    int port,
    SortedMap<String, String> parameters,
    List<String> headers) {

  /** Parameters that RFC 3261 section 19.1.4 never ignores. */
  static final List<String> DECISIVE = List.of("maddr", "method", "transport", "ttl", "user");

  private static final Pattern PORT = Pattern.compile(":0*[0-9]{1,5}");
  private static final int MAX_PORT = 65_535;

  /**
   * Parses the text.
   *
   * @throws IllegalArgumentException if it is not a SIP or SIPS URI; the message is the broken rule
   */
  static SipUri parse(String text) {
    String scheme = scheme(text);
    int at = text.indexOf('@');
    String userinfo = at < 0 ? "" : userinfo(text.substring(scheme.length() + 1, at));
    String[] rest = text.substring(Math.max(scheme.length(), at) + 1).split("\\?", 2);
    String[] hostAndParameters = rest[0].split(";", -1);
    String hostport = hostAndParameters[0];
    int portStart = portStart(hostport);
    return new SipUri(
        scheme,
        userinfo,
        host(hostport.substring(0, portStart)),
        port(hostport.substring(portStart)),
        parameters(hostAndParameters),
        rest.length == 1 ? List.of() : headers(rest[1]));
  }

  /** Parses the text; returns empty if it is not a SIP or SIPS URI. */
  static Optional<SipUri> find(String text) {
    try {
      return Optional.of(parse(text));
    } catch (IllegalArgumentException notSip) {
      return Optional.empty();
    }
  }

  /** Returns the URI without the parameters that a comparison may ignore; for {@link ServiceId}. */
  String key() {
    StringBuilder key = new StringBuilder(scheme).append(':');
    key.append(userinfo.isEmpty() ? "" : userinfo + "@").append(host);
    key.append(port == 0 ? "" : ":" + port);
    for (String name : DECISIVE) {
      if (parameters.containsKey(name)) {
        key.append(';').append(name).append('=').append(parameters.get(name));
      }
    }
    key.append(headers.isEmpty() ? "" : "?" + String.join("&", headers));
    return key.toString();
  }

  static void requireVisibleAscii(String text) {
    require(
        text.chars().allMatch(c -> c > ' ' && c <= '~'),
        "it must consist of visible ASCII characters");
  }

  static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }

  private static String scheme(String text) {
    requireVisibleAscii(text);
    String scheme = text.substring(0, Math.max(text.indexOf(':'), 0)).toLowerCase(Locale.ROOT);
    require(scheme.equals("sip") || scheme.equals("sips"), "its scheme must be sip or sips");
    return scheme;
  }

  private static String userinfo(String raw) {
    String[] parts = raw.split(":", 2);
    String user = SipUriPart.USER.canonical(parts[0]);
    require(!user.isEmpty(), "its user must not be empty");
    return parts.length == 1 ? user : user + ":" + SipUriPart.PASSWORD.canonical(parts[1]);
  }

  /** Returns the index of the colon before the port; the length if there is none. */
  private static int portStart(String hostport) {
    int colon = hostport.indexOf(':', hostport.startsWith("[") ? hostport.indexOf(']') + 1 : 0);
    return colon < 0 ? hostport.length() : colon;
  }

  private static String host(String raw) {
    if (raw.startsWith("[") && raw.endsWith("]")) {
      return "[" + IpText.canonicalV6(raw.substring(1, raw.length() - 1)) + "]";
    }
    if (IpText.isV4(raw)) {
      return raw;
    }
    Fqdn.brokenHostRule(raw)
        .ifPresent(rule -> require(false, "its host must be an IP address or a name: " + rule));
    return Fqdn.canonical(raw);
  }

  private static int port(String raw) {
    if (raw.isEmpty()) {
      return 0;
    }
    int port = PORT.matcher(raw).matches() ? Integer.parseInt(raw.substring(1)) : 0;
    require(port >= 1 && port <= MAX_PORT, "its port must be a number from 1 to " + MAX_PORT);
    return port;
  }

  /** Parses the parts after the first one, which is the host. */
  private static SortedMap<String, String> parameters(String[] parts) {
    SortedMap<String, String> parameters = new TreeMap<>();
    for (String part : List.of(parts).subList(1, parts.length)) {
      String[] pair = part.split("=", 2);
      String name = SipUriPart.PARAMETER.canonical(pair[0]);
      String value = pair.length == 1 ? "" : SipUriPart.PARAMETER.canonical(pair[1]);
      require(!name.isEmpty(), "a parameter must have a name");
      boolean valueNeeded = pair.length == 2 || DECISIVE.contains(name);
      require(!valueNeeded || !value.isEmpty(), "parameter " + name + " must have a value");
      require(parameters.put(name, value) == null, "parameter " + name + " must not be repeated");
    }
    return Collections.unmodifiableSortedMap(parameters);
  }

  private static List<String> headers(String raw) {
    List<String> headers = new ArrayList<>();
    for (String header : raw.split("&", -1)) {
      String[] pair = header.split("=", 2);
      require(pair.length == 2 && !pair[0].isEmpty(), "a header must be a name, '=' and a value");
      headers.add(
          SipUriPart.HEADER_NAME.canonical(pair[0])
              + "="
              + SipUriPart.HEADER_VALUE.canonical(pair[1]));
    }
    headers.sort(Comparator.comparing(header -> header.substring(0, header.indexOf('='))));
    return List.copyOf(headers);
  }
}
