package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.esrpcluster.api.internal.Texts;
import java.time.Duration;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every method that parses text accepts it or throws IllegalArgumentException, within seconds. The
 * message is short, has one line and no hidden characters.
 */
class HostileTextTest {
  /** Ample on any machine: a parser with a bad worst case takes minutes. */
  private static final Duration BOUND = Duration.ofSeconds(20);

  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.state.pa.us");
  private static final NodeId NODE = NodeId.of("esrp1.state.pa.us");

  /** The methods that parse text. */
  @SuppressWarnings("ImmutableEnumChecker") // the functions have no state
  enum Parser {
    SERVICE_ID(ServiceId::of),
    NODE_ID(NodeId::of),
    NAME(Fqdn::of),
    SIP_URI(SipUriMatcher::rfc3261),
    CONTACT(text -> Registration.builder(SERVICE, NODE).contact(text).build()),
    SITE(text -> Registration.builder(SERVICE, NODE).site(text).build()),
    INCARNATION(text -> Registration.builder(SERVICE, NODE).incarnation(text).build()),
    PUBLISHER(text -> PublisherOptions.named(text).build()),
    OPERATOR(text -> OperatorOverride.of(ElementState.DOWN, text, "")),
    ELEMENT_STATE(ElementState::ofToken),
    SERVICE_STATE(ServiceState::ofToken),
    POSTURE(SecurityPosture::ofToken);

    private final Function<String, Object> function;

    Parser(Function<String, Object> function) {
      this.function = function;
    }
  }

  @Property(tries = 10_000)
  void any_text_is_accepted_or_refused_with_a_plain_message(
      @ForAll Parser parser, @ForAll("texts") String text) {
    assertAcceptedOrRefused(parser, text);
  }

  /** The values that keep text as it came, and print it for people. */
  @SuppressWarnings("ImmutableEnumChecker") // the functions have no state
  enum Printed {
    NODE_STATUS(text -> NodeStatus.of(NODE, ElementState.DOWN, text)),
    VERDICT(text -> Verdict.of(ServiceState.DOWN, text)),
    SERVICE_STATUS(
        text -> ServiceStatus.builder(SERVICE, Verdict.of(ServiceState.DOWN, text)).build()),
    OVERRIDE(text -> OperatorOverride.of(ElementState.DOWN, "jo", text)),
    REGISTRATION(
        text ->
            Registration.builder(SERVICE, NODE)
                .status(NodeStatus.of(NODE, ElementState.DOWN, text))
                .build()),
    REQUEST(RoutingRequest::ofKey);

    private final Function<String, Object> function;

    Printed(Function<String, Object> function) {
      this.function = function;
    }
  }

  // Bug: the key of a request, which callers choose, and the reasons of operators and verdicts
  // were printed with line breaks and all.
  @Property(tries = 2_000)
  void values_print_hidden_characters_as_escapes(
      @ForAll Printed value, @ForAll("texts") String text) {
    assertThat(value.function.apply(text).toString().codePoints())
        .allMatch(HostileTextTest::isPlain);
  }

  @Property(tries = 2_000)
  void reasons_always_have_a_utf8_form(@ForAll("texts") String text) {
    assertThat(NodeStatus.of(NODE, ElementState.DOWN, text).reason()).matches(Texts::isWellFormed);
    assertThat(Verdict.of(ServiceState.DOWN, text).reason()).matches(Texts::isWellFormed);
    assertThat(OperatorOverride.of(ElementState.DOWN, "jo", text).reason())
        .matches(Texts::isWellFormed);
  }

  @Property(tries = 2_000)
  void any_text_can_be_compared_with_a_uri(@ForAll("texts") String text) {
    assertThat(SipUriMatcher.rfc3261("sip:a.example").matches("tel:" + text)).isFalse();
    assertThat(SipUriMatcher.rfc3261("sip:a.example").matches(text + "@a.example")).isFalse();
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> pieces =
        Arbitraries.of(
                "sip:",
                "SIPS:",
                "urn:service:",
                "http://",
                "a",
                "B.",
                "-",
                "_",
                "1",
                "999999999",
                "@",
                ":",
                "::",
                "[",
                "]",
                ";",
                "=",
                "?",
                "&",
                "%",
                "%41",
                "%zz",
                "%00",
                "/",
                "#",
                " ",
                "\t",
                "\n",
                "\r",
                "\0",
                "\u0085",
                "\u2028",
                "\u2029",
                "\u202e",
                "\ufeff",
                "\ud800",
                "\udc00",
                "\ud83d\ude00",
                "\udb40\udc01",
                "é",
                "İ",
                "١",
                "\\",
                "\"")
            .list()
            .ofMaxSize(12)
            .map(parts -> String.join("", parts));
    return Arbitraries.oneOf(pieces, Arbitraries.strings().all().ofMaxLength(200));
  }

  @ParameterizedTest
  @EnumSource
  void long_text_is_parsed_within_seconds(Parser parser) {
    for (String start : new String[] {"", "sip:", "sip:a;", "urn:service:", "a.", "http://["}) {
      for (String piece : new String[] {"a", "a.", "0", "%41", ";a", "&a=b", "::", "é", "\ud800"}) {
        String text = start + piece.repeat(100_000);
        assertTimeoutPreemptively(BOUND, () -> assertAcceptedOrRefused(parser, text));
      }
    }
  }

  private static void assertAcceptedOrRefused(Parser parser, String text) {
    try {
      assertThat(parser.function.apply(text)).isNotNull();
    } catch (IllegalArgumentException e) {
      assertThat(e).isExactlyInstanceOf(IllegalArgumentException.class);
      assertThat(e.getMessage()).hasSizeBetween(10, 1_000);
      for (Throwable each = e; each != null; each = each.getCause()) {
        assertThat(each.toString().codePoints()).allMatch(HostileTextTest::isPlain);
      }
    }
  }

  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
