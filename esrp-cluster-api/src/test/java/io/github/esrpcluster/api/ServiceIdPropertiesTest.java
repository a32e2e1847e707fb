package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.esrpcluster.api.internal.SipUri;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceIdPropertiesTest {

  private static final Duration SOON = Duration.ofSeconds(5);

  @Property(tries = 2000)
  void canonical_form_is_that_of_the_parts(@ForAll("spelled") SipUris.Spelled spelled) {
    assertThat(ServiceId.of(spelled.uri())).hasToString(spelled.canonical());
  }

  @Property(tries = 2000)
  void canonical_form_gives_an_equal_id(@ForAll("almostUris") String text) {
    find(text)
        .ifPresent(
            id -> assertThat(ServiceId.of(id.toString())).isEqualTo(id).hasToString(id.toString()));
  }

  @Property(tries = 50)
  void equality_is_an_equivalence(@ForAll("families") List<String> uris) {
    List<ServiceId> ids = uris.stream().map(ServiceId::of).toList();
    for (ServiceId a : ids) {
      assertThat(a.equals(ServiceId.of(a.toString()))).isTrue();
      for (ServiceId b : ids) {
        assertThat(a.equals(b)).isEqualTo(b.equals(a));
        assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b));
        assertThat(!a.equals(b) || a.hashCode() == b.hashCode()).isTrue();
        assertThat(a.equals(b)).isEqualTo(a.toString().equals(b.toString()));
        Predicate<ServiceId> chained = c -> !a.equals(b) || !b.equals(c) || a.equals(c);
        assertThat(ids).allMatch(chained);
      }
    }
  }

  @Property(tries = 2000)
  void uri_matches_its_canonical_form(@ForAll("uris") String uri) {
    assertThat(SipUriMatcher.rfc3261(uri).matches(ServiceId.of(uri).toString())).isTrue();
  }

  @Property(tries = 200)
  void uris_that_match_have_equal_ids(@ForAll("families") List<String> uris) {
    for (String a : uris) {
      SipUriMatcher matcher = SipUriMatcher.rfc3261(a);
      assertThat(uris)
          .filteredOn(matcher::matches)
          .allSatisfy(b -> assertThat(ServiceId.of(b)).isEqualTo(ServiceId.of(a)));
    }
  }

  /** URIs of equal ids differ only in parameters that the id drops. */
  @Property(tries = 200)
  void uris_of_equal_ids_match_if_no_parameter_was_dropped(@ForAll("families") List<String> uris) {
    List<String> whole = uris.stream().filter(uri -> !uri.matches("(?i).*;(x|lr).*")).toList();
    for (String a : whole) {
      assertThat(whole)
          .filteredOn(b -> ServiceId.of(b).equals(ServiceId.of(a)))
          .allMatch(SipUriMatcher.rfc3261(a)::matches);
    }
  }

  @Property(tries = 2000)
  void canonical_ipv6_address_is_the_same_address(@ForAll("addresses") List<Integer> groups)
      throws UnknownHostException {
    String text = groups.stream().map(Integer::toHexString).collect(Collectors.joining(":"));
    String canonical = ServiceId.of("sip:[" + text + "]").toString().substring("sip:".length());
    assertThat(InetAddress.getByName(canonical)).isEqualTo(InetAddress.getByName("[" + text + "]"));
    assertThat(canonical).hasSizeLessThanOrEqualTo(text.length() + 2).doesNotMatch(".*::.*::.*");
  }

  @Property(tries = 2000)
  void every_spelling_of_an_ipv6_address_gives_one_id(
      @ForAll("addresses") List<Integer> groups, @ForAll int choice) {
    String plain = groups.stream().map(Integer::toHexString).collect(Collectors.joining(":"));
    assertThat(ServiceId.of("sip:[" + spelled(groups, choice) + "]"))
        .isEqualTo(ServiceId.of("sip:[" + plain + "]"));
  }

  @Property(tries = 5000)
  void any_text_is_an_id_or_refused(@ForAll String text) {
    assertIdOrRefused(text);
    assertIdOrRefused("sip:" + text);
    assertIdOrRefused("urn:" + text);
  }

  @Property(tries = 5000)
  void any_text_like_a_uri_is_an_id_or_refused(@ForAll("almostUris") String text) {
    assertIdOrRefused(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a", "-", "0", ":", ".", ";", "?", "@", "%", "%41", "[", "::", "1.", "a=", "&a=b", ";a=b",
        "é"
      })
  void long_text_is_parsed_within_seconds(String piece) {
    for (String start :
        List.of("", "sip:", "sip:[", "sip:a:", "sip:a;", "sip:a?", "urn:", "urn:service:")) {
      String text = start + piece.repeat(100_000);
      assertTimeoutPreemptively(SOON, () -> assertIdOrRefused(text));
      assertTimeoutPreemptively(SOON, () -> SipUriMatcher.rfc3261("sip:a").matches(text));
    }
  }

  private static void assertIdOrRefused(String text) {
    boolean sip = SipUri.find(text).isPresent();
    Optional<ServiceId> id = find(text);
    if (id.isEmpty()) {
      assertThatThrownBy(() -> ServiceId.of(text))
          .isExactlyInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("not a service id: \"");
    } else {
      assertThat(id.get().toString()).matches("[!-~]{4,1024}");
      assertThat(id.get().toString().startsWith("sip")).isEqualTo(sip);
      id.get().defaultDomain().ifPresent(domain -> assertThat(sip).isTrue());
    }
  }

  private static Optional<ServiceId> find(String text) {
    try {
      return Optional.of(ServiceId.of(text));
    } catch (IllegalArgumentException refused) {
      return Optional.empty();
    }
  }

  /** Leading zeros, upper case, an IPv4 end, and "::" for the run of zeros around one group. */
  private static String spelled(List<Integer> groups, int choice) {
    List<String> texts =
        groups.stream().map(g -> String.format((choice & 1) == 0 ? "%04X" : "%x", g)).toList();
    int at = (choice >>> 8) & 7;
    int start = at;
    int end = at;
    while (start > 0 && groups.get(start - 1) == 0) {
      start--;
    }
    while (end < 8 && groups.get(end) == 0) {
      end++;
    }
    if (start >= end) {
      return String.join(":", texts.subList(0, 6))
          + ":"
          + v4(groups.get(6))
          + "."
          + v4(groups.get(7));
    }
    return String.join(":", texts.subList(0, start))
        + "::"
        + String.join(":", texts.subList(end, 8));
  }

  private static String v4(int group) {
    return (group >> 8) + "." + (group & 255);
  }

  @Provide
  static Arbitrary<List<Integer>> addresses() {
    return Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.just(0)),
            Tuple.of(1, Arbitraries.integers().between(0, 0xffff)))
        .list()
        .ofSize(8);
  }

  @Provide
  static Arbitrary<String> uris() {
    return SipUris.nearlyEqual();
  }

  @Provide
  static Arbitrary<List<String>> families() {
    return SipUris.nearlyEqual().list().ofSize(12);
  }

  @Provide
  static Arbitrary<SipUris.Spelled> spelled() {
    return SipUris.spelled();
  }

  /** Sequences of pieces of URIs. */
  @Provide
  static Arbitrary<String> almostUris() {
    Arbitrary<String> start =
        Arbitraries.of(
            "sip:", "SIPS:", "sip:a@", "sip:[::1]", "sip:a.b", "urn:service:", "urn:xx:", "");
    Arbitrary<String> piece =
        Arbitraries.of(
            "a", "B", "0", "1", ":", ".", ";", "?", "@", "&", "=", "%", "%41", "%2f", "%5b", "[",
            "]", "::", "-", "_", ";lr", ";ttl=1", "?a=b", " ", "é", "%00");
    return Combinators.combine(start, piece.list().ofMaxSize(8))
        .as((a, b) -> a + String.join("", b));
  }
}
