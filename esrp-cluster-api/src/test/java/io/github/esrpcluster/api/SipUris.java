package io.github.esrpcluster.api;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generates SIP URIs of a small family, so that two are often equal, in many spellings. */
final class SipUris {

  private SipUris() {}

  /** A URI and its canonical form, which is assembled from canonical parts without parsing. */
  record Spelled(String canonical, String uri) {}

  static Arbitrary<String> nearlyEqual() {
    return spelled().map(Spelled::uri);
  }

  static Arbitrary<Spelled> spelled() {
    return Combinators.combine(scheme(), userinfo(), host(), port(), parameters(), headers())
        .as((a, b, c, d, e, f) -> inOrder("", List.of(a, b, c, d, e, f)));
  }

  private static Arbitrary<Spelled> scheme() {
    return oneOf(as("sip:", "sip:", "SIP:", "sIp:"), as("sips:", "sips:", "SIPS:"));
  }

  private static Arbitrary<Spelled> userinfo() {
    return oneOf(
        as("", ""),
        as("alice@", "alice@", "%61lice@", "al%69c%65@"),
        as("Alice@", "Alice@", "%41lice@"),
        as("a%2Fb@", "a%2Fb@", "a%2fb@", "%61%2fb@"),
        as("a/b@", "a/b@", "%61/b@"),
        as("alice:Pw@", "alice:Pw@", "alice:%50w@"),
        as("alice:@", "alice:@"));
  }

  private static Arbitrary<Spelled> host() {
    return oneOf(
        as("a.example", "a.example", "A.example", "a.EXAMPLE."),
        as("a", "a", "A", "a."),
        as("10.0.0.1", "10.0.0.1"),
        as("[2001:db8::1]", "[2001:db8::1]", "[2001:DB8:0:0::1]", "[2001:0db8::0.0.0.1]"));
  }

  private static Arbitrary<Spelled> port() {
    return oneOf(as("", ""), as(":5060", ":5060", ":05060"), as(":5061", ":5061"));
  }

  private static Arbitrary<Spelled> parameters() {
    Arbitrary<Spelled> transport =
        oneOf(
            as("", ""),
            as(";transport=tcp", ";transport=tcp", ";Transport=TCP", ";tr%61nsport=t%63p"),
            as(";transport=udp", ";transport=udp", ";transport=uD%50"));
    Arbitrary<Spelled> user = oneOf(as("", ""), as(";user=phone", ";user=phone", ";USER=Phone"));
    Arbitrary<Spelled> dropped = oneOf(as("", "", ";x=1", ";x=2", ";X=%31", ";x"));
    Arbitrary<Spelled> routing = oneOf(as("", "", ";lr"));
    return Combinators.combine(transport, user, dropped, routing)
        .as((a, b, c, d) -> List.of(a, b, c, d))
        .flatMap(Arbitraries::shuffle)
        .map(parts -> sorted("", parts));
  }

  private static Arbitrary<Spelled> headers() {
    Arbitrary<Spelled> to = oneOf(as("", ""), as("to=A", "to=A", "To=%41"), as("to=a", "to=a"));
    Arbitrary<Spelled> subject =
        oneOf(as("", ""), as("subject=%3F", "subject=%3f"), as("subject=", "SUBJECT="));
    return Combinators.combine(to, subject)
        .as((a, b) -> List.of(a, b))
        .flatMap(Arbitraries::shuffle)
        .map(parts -> sorted("&", parts))
        .map(part -> part.uri().isEmpty() ? part : prefixed(part));
  }

  private static Spelled prefixed(Spelled part) {
    return new Spelled("?" + part.canonical(), "?" + part.uri());
  }

  private static Spelled inOrder(String separator, List<Spelled> parts) {
    return new Spelled(
        join(separator, parts.stream().map(Spelled::canonical)),
        join(separator, parts.stream().map(Spelled::uri)));
  }

  /** Sorts the canonical forms only; the spellings keep their order. */
  private static Spelled sorted(String separator, List<Spelled> parts) {
    return new Spelled(
        join(separator, parts.stream().map(Spelled::canonical).sorted()),
        join(separator, parts.stream().map(Spelled::uri)));
  }

  private static String join(String separator, Stream<String> parts) {
    return String.join(separator, parts.filter(part -> !part.isEmpty()).toList());
  }

  private static List<Spelled> as(String canonical, String... spellings) {
    return Arrays.stream(spellings).map(uri -> new Spelled(canonical, uri)).toList();
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // The array is only read.
  private static Arbitrary<Spelled> oneOf(List<Spelled>... choices) {
    return Arbitraries.of(choices).flatMap(Arbitraries::of);
  }
}
