package io.github.esrpcluster.api.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Holds the parts of a SIP or SIPS URI (RFC 3261 sections 19.1 and 25.1) in canonical form. The
 * only parser of such URIs: service ids, contacts and the URIs of dequeuers pass here.
 *
 * <p>Refuses what the grammar refuses, and a repeated parameter (section 19.1.1). Also refuses what
 * no element can use: a port outside 1 to 65535, an IPv4 number above 255 or with leading zeros,
 * which some read as octal, a parameter of {@link #DECISIVE} without a value, and in a value the
 * {@code `} and the {@code %} that a token may have but no URI (RFC 3986 section 2). The value of a
 * parameter has no other rule, because each one is also a legal {@code other-param}.
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
public record SipUri(
    String scheme,
    String userinfo,
    String host,
    int port,
    SortedMap<String, String> parameters,
    List<String> headers) {

  /** The parameters that RFC 3261 section 19.1.4 never ignores. */
  public static final List<String> DECISIVE =
      List.of("maddr", "method", "transport", "ttl", "user");

  private static final Set<String> SCHEMES = Set.of("sip", "sips");
  private static final Pattern NUMERIC = Pattern.compile("[0-9][0-9.]*");
  private static final Pattern PORT = Pattern.compile(":0*[0-9]{1,5}");
  private static final int MAX_PORT = 65_535;

  /** Returns whether the text has the scheme of SIP or SIPS, whatever follows. */
  public static boolean hasScheme(String text) {
    return SCHEMES.contains(scheme(text));
  }

  /**
   * Returns the parts of the URI.
   *
   * @throws IllegalArgumentException if it is not a SIP or SIPS URI; the message is the broken rule
   */
  public static SipUri parse(String text) {
    requireVisibleAscii(text);
    String scheme = scheme(text);
    require(SCHEMES.contains(scheme), "its scheme must be sip or sips");
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

  /** Returns the parts of the URI; empty if the text is not a SIP or SIPS URI. */
  public static Optional<SipUri> find(String text) {
    try {
      return Optional.of(parse(text));
    } catch (IllegalArgumentException notSip) {
      return Optional.empty();
    }
  }

  /** Returns the URI without the parameters that a comparison may ignore. */
  public String key() {
    return text(DECISIVE::contains);
  }

  /** Returns the canonical form, with all parameters, sorted by name. */
  @Override
  public String toString() {
    return text(name -> true);
  }

  private String text(Predicate<String> kept) {
    StringBuilder text = new StringBuilder(scheme).append(':');
    text.append(userinfo.isEmpty() ? "" : userinfo + "@").append(host);
    text.append(port == 0 ? "" : ":" + port);
    parameters.forEach(
        (name, value) -> {
          if (kept.test(name)) {
            text.append(';').append(name).append(value.isEmpty() ? "" : "=" + value);
          }
        });
    text.append(headers.isEmpty() ? "" : "?" + String.join("&", headers));
    return text.toString();
  }

  /**
   * Checks the characters.
   *
   * @throws IllegalArgumentException if one is not a visible ASCII character
   */
  public static void requireVisibleAscii(String text) {
    require(
        text.chars().allMatch(c -> c > ' ' && c <= '~'),
        "it must consist of visible ASCII characters");
  }

  /**
   * Checks a rule.
   *
   * @throws IllegalArgumentException if it does not hold; the message is the rule
   */
  static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }

  private static String scheme(String text) {
    return text.substring(0, Math.max(text.indexOf(':'), 0)).toLowerCase(Locale.ROOT);
  }

  private static String userinfo(String raw) {
    String[] parts = raw.split(":", 2);
    String user = SipUriPart.USER.canonical(parts[0]);
    require(!user.isEmpty(), "its user must not be empty");
    return parts.length == 1 ? user : user + ":" + SipUriPart.PASSWORD.canonical(parts[1]);
  }

  /** Returns the index of the colon before the port; the length if there is none. */
  private static int portStart(String hostport) {
    int hostEnd = hostport.startsWith("[") ? hostport.indexOf(']') + 1 : 0;
    int colon = hostport.indexOf(':', hostEnd);
    require(
        colon == hostport.lastIndexOf(':') || colon < 0,
        "its host may have one port, and an IPv6 address must be in brackets");
    return colon < 0 ? hostport.length() : colon;
  }

  private static String host(String raw) {
    if (raw.startsWith("[") && raw.endsWith("]")) {
      return "[" + IpText.canonicalV6(raw.substring(1, raw.length() - 1)) + "]";
    }
    if (NUMERIC.matcher(raw).matches()) {
      require(
          IpText.isV4(raw),
          "an IPv4 address must have four numbers from 0 to 255, without leading zeros");
      return raw;
    }
    HostNames.brokenRule(raw)
        .ifPresent(rule -> require(false, "its host must be an IP address or a name: " + rule));
    return HostNames.canonical(raw);
  }

  private static int port(String raw) {
    if (raw.isEmpty()) {
      return 0;
    }
    int port = PORT.matcher(raw).matches() ? Integer.parseInt(raw.substring(1)) : 0;
    require(
        port >= 1 && port <= MAX_PORT,
        "its port must be a number from 1 to " + MAX_PORT + "; parameters follow after ';'");
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
