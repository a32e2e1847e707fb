package io.github.esrpcluster.api;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Has the grammar of SIP and SIPS URIs (RFC 3261 section 25.1) a second time, written as the RFC
 * writes it: as a regular expression that says whether a text is a URI, and as a generator of URIs.
 *
 * <p>IPv4 and IPv6 addresses are those of RFC 3986 section 3.2.2.
 */
final class SipGrammar {
  private static final String ESCAPED = "%[0-9A-Fa-f]{2}";
  private static final String UNRESERVED = "A-Za-z0-9\\-_.!~*'()";
  private static final String USER = any(UNRESERVED + "&=+$,;?/") + "+";
  private static final String PASSWORD = any(UNRESERVED + "&=+$,") + "*";
  private static final String DOMAIN_LABEL = "(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)";
  private static final String TOP_LABEL = "(?:[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?)";
  private static final String HOSTNAME = "(?:" + DOMAIN_LABEL + "\\.)*" + TOP_LABEL + "\\.?";
  private static final String OCTET = "(?:[0-9]|[1-9][0-9]|1[0-9][0-9]|2[0-4][0-9]|25[0-5])";
  private static final String IPV4 = "(?:" + OCTET + "\\.){3}" + OCTET;
  private static final String IPV6 = ipv6();
  private static final String PARAMETER_PART = any(UNRESERVED + "\\[\\]/:&+$") + "+";
  private static final String PARAMETER = PARAMETER_PART + "(?:=" + PARAMETER_PART + ")?";
  private static final String HEADER_CHARACTER = any(UNRESERVED + "\\[\\]/?:+$");
  private static final String HEADER = HEADER_CHARACTER + "+=" + HEADER_CHARACTER + "*";
  private static final Pattern URI =
      Pattern.compile(
          "(?i:sips?):"
              + ("(?:" + USER + "(?::" + PASSWORD + ")?@)?")
              + ("(?:" + HOSTNAME + "|" + IPV4 + "|\\[" + IPV6 + "\\])")
              + "(?::(?<port>[0-9]+))?"
              + ("(?<parameters>(?:;" + PARAMETER + ")*)")
              + ("(?:\\?" + HEADER + "(?:&" + HEADER + ")*)?"));

  private static final List<String> WITH_VALUE =
      List.of("maddr", "method", "transport", "ttl", "user");
  private static final String RESERVED = ";/?:@&=+$,";

  private SipGrammar() {}

  private static String any(String characters) {
    return "(?:[" + characters + "]|" + ESCAPED + ")";
  }

  private static String ipv6() {
    String h16 = "[0-9A-Fa-f]{1,4}";
    String ls32 = "(?:" + h16 + ":" + h16 + "|" + IPV4 + ")";
    String group = "(?:" + h16 + ":)";
    Stream<String> alternatives =
        Stream.of(
            group + "{6}" + ls32,
            "::" + group + "{5}" + ls32,
            "(?:" + h16 + ")?::" + group + "{4}" + ls32,
            "(?:" + group + "{0,1}" + h16 + ")?::" + group + "{3}" + ls32,
            "(?:" + group + "{0,2}" + h16 + ")?::" + group + "{2}" + ls32,
            "(?:" + group + "{0,3}" + h16 + ")?::" + group + ls32,
            "(?:" + group + "{0,4}" + h16 + ")?::" + ls32,
            "(?:" + group + "{0,5}" + h16 + ")?::" + h16,
            "(?:" + group + "{0,6}" + h16 + ")?::");
    return "(?:" + String.join("|", alternatives.toList()) + ")";
  }

  /**
   * Returns whether the text is a URI by the grammar, with a port from 1 to 65535, without a
   * repeated parameter, and with a value for each parameter that has a rule of its own.
   */
  static boolean accepts(String text) {
    Matcher uri = URI.matcher(text);
    return uri.matches() && accepts(uri.group("port"), uri.group("parameters"));
  }

  private static boolean accepts(String port, String parameters) {
    String digits = port == null ? "1" : port.replaceFirst("^0+", "");
    List<String[]> pairs =
        Arrays.stream(parameters.split(";")).skip(1).map(each -> each.split("=")).toList();
    List<String> names = pairs.stream().map(pair -> decoded(pair[0])).toList();
    return digits.matches("[0-9]{1,5}")
        && Integer.parseInt(digits) <= 65_535
        && names.stream().distinct().count() == names.size()
        && pairs.stream()
            .allMatch(pair -> pair.length == 2 || !WITH_VALUE.contains(decoded(pair[0])));
  }

  private static String decoded(String name) {
    return Pattern.compile(ESCAPED)
        .matcher(name)
        .replaceAll(escape -> Matcher.quoteReplacement(decodedEscape(escape.group())))
        .toLowerCase(Locale.ROOT);
  }

  private static String decodedEscape(String escape) {
    char c = (char) Integer.parseInt(escape.substring(1), 16);
    return c < '!' || c > '~' || RESERVED.indexOf(c) >= 0 ? escape : String.valueOf(c);
  }

  /** Returns URIs of the grammar with every kind of part. */
  static Arbitrary<String> uris() {
    return Combinators.combine(
            Arbitraries.of("sip:", "sips:", "SIP:", "sIpS:"),
            optional(Combinators.combine(user(), optional(password())).as((a, b) -> a + b + "@")),
            host(),
            optional(port()),
            parameters(),
            optional(headers()))
        .as((a, b, c, d, e, f) -> a + b + c + d + e + f);
  }

  private static Arbitrary<String> user() {
    return text("&=+$,;?/", 1);
  }

  private static Arbitrary<String> password() {
    return text("&=+$,", 0).map(text -> ":" + text);
  }

  private static Arbitrary<String> host() {
    Arbitrary<String> inner = Arbitraries.strings().withChars("aZ09-").ofMaxLength(4);
    Arbitrary<String> last = Arbitraries.strings().withChars("aZ09").ofLength(1);
    Arbitrary<String> label = Combinators.combine(last, inner, last).as((a, b, c) -> a + b + c);
    Arbitrary<String> names =
        Combinators.combine(
                label.list().ofMaxSize(3),
                Arbitraries.of("a", "Z9", "com", "x--1"),
                Arbitraries.of("", "."))
            .as((a, b, c) -> a.stream().map(each -> each + ".").reduce("", String::concat) + b + c);
    Arbitrary<String> ipv4 =
        Arbitraries.integers()
            .between(0, 255)
            .map(String::valueOf)
            .list()
            .ofSize(4)
            .map(octets -> String.join(".", octets));
    return Arbitraries.oneOf(names, ipv4, ipv6(ipv4));
  }

  private static Arbitrary<String> ipv6(Arbitrary<String> ipv4) {
    Arbitrary<List<String>> groups =
        Arbitraries.of("0", "00", "1", "0db8", "FFFF", "a").list().ofSize(8);
    Arbitrary<String> end =
        Arbitraries.oneOf(ipv4, Arbitraries.just("::"), Arbitraries.just("1:2"));
    Arbitrary<Integer> place = Arbitraries.integers().between(0, 7);
    return Combinators.combine(groups, place, place, end)
        .as((all, from, to, last) -> "[" + ipv6(all, Math.min(from, to), to, last) + "]");
  }

  private static String ipv6(List<String> groups, int from, int to, String last) {
    if (from == to) {
      return String.join(":", groups.subList(0, 6)) + ":" + (last.equals("::") ? "7:8" : last);
    }
    return String.join(":", groups.subList(0, from))
        + "::"
        + String.join(":", groups.subList(to, 8));
  }

  private static Arbitrary<String> port() {
    return Combinators.combine(
            Arbitraries.of("", "0", "00000"), Arbitraries.integers().between(1, 65_535))
        .as((zeros, port) -> ":" + zeros + port);
  }

  /** The number at the start of each name makes them different. */
  private static Arbitrary<String> parameters() {
    Arbitrary<String> value = text("[]/:&+$", 1).map(text -> "=" + text);
    Arbitrary<String> common =
        Combinators.combine(text("[]/:&+$", 0), optional(value)).as((name, v) -> name + v);
    Arbitrary<String> special =
        Combinators.combine(Arbitraries.of("transport", "TTL", "m%61ddr", "user"), value)
            .as((name, v) -> ";" + name + v);
    return Combinators.combine(common.list().ofMaxSize(3), optional(special))
        .as(
            (many, one) -> {
              StringBuilder parameters = new StringBuilder(one);
              for (int i = 0; i < many.size(); i++) {
                parameters.append(';').append(i).append('.').append(many.get(i));
              }
              return parameters.toString();
            });
  }

  private static Arbitrary<String> headers() {
    Arbitrary<String> header =
        Combinators.combine(text("[]/?:+$", 1), text("[]/?:+$", 0))
            .as((name, value) -> name + "=" + value);
    return header.list().ofMinSize(1).ofMaxSize(3).map(all -> "?" + String.join("&", all));
  }

  private static Arbitrary<String> text(String alsoUnescaped, int min) {
    Arbitrary<String> plain =
        Arbitraries.strings().withChars("aZ059-_.!~*'()" + alsoUnescaped).ofLength(1);
    Arbitrary<String> escape =
        Arbitraries.integers().between(0, 255).map(c -> String.format(Locale.ROOT, "%%%02x", c));
    Arbitrary<String> upperCase = escape.map(text -> text.toUpperCase(Locale.ROOT));
    return Arbitraries.frequencyOf(Tuple.of(8, plain), Tuple.of(1, escape), Tuple.of(1, upperCase))
        .list()
        .ofMinSize(min)
        .ofMaxSize(6)
        .map(parts -> String.join("", parts));
  }

  private static Arbitrary<String> optional(Arbitrary<String> part) {
    return Arbitraries.oneOf(Arbitraries.just(""), part);
  }
}
