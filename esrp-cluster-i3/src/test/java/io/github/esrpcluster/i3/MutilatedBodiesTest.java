package io.github.esrpcluster.i3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Good bodies, each member in turn replaced by something else, and bodies hit anywhere. */
class MutilatedBodiesTest {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Puts the value at each place in turn; {@code check} gets the text and the place. */
  private static void atEachPlace(Sample sample, JsonNode value, PlaceCheck check) {
    ObjectNode body = (ObjectNode) MAPPER.readTree(sample.json);
    for (MemberPlace place : MemberPlace.in(body)) {
      JsonNode before = place.parent().get(place.name());
      place.parent().set(place.name(), value);
      check.accept(MAPPER.writeValueAsString(body), place.pointer());
      place.parent().set(place.name(), before);
    }
  }

  private interface PlaceCheck {
    void accept(String text, String pointer);
  }

  @ParameterizedTest
  @EnumSource
  void wrong_value_is_refused_at_its_place(Sample sample) {
    List<JsonNode> wrong =
        List.of(
            NODES.nullNode(),
            NODES.booleanNode(true),
            NODES.arrayNode().add("a"),
            NODES.numberNode(-1),
            NODES.numberNode(new BigDecimal("1e999999999")),
            NODES.numberNode(0.5));
    for (JsonNode value : wrong) {
      atEachPlace(
          sample,
          value,
          (text, pointer) -> {
            assertRefusedAt(pointer, text, () -> sample.readStrictly(text));
            if (!value.isNull()) {
              assertRefusedAt(pointer, text, () -> sample.read(text));
            }
          });
    }
  }

  private static void assertRefusedAt(String pointer, String text, ThrowingCallable reading) {
    assertThatExceptionOfType(I3FormatException.class)
        .as(text)
        .isThrownBy(reading)
        .withMessageMatching(".*" + pointer + "(/0)? is .*")
        .satisfies(e -> assertThat(e.pointer()).isIn(pointer, pointer + "/0"))
        .satisfies(e -> assertThat(e.rule()).startsWith("must be"));
  }

  /** A member may be missing if the body without it is read; then an empty one reads like that. */
  @ParameterizedTest
  @EnumSource
  void empty_optional_member_is_read_as_absent(Sample sample) {
    EmptyMembers.assertReadAsAbsent(sample.json, sample::read);
  }

  @ParameterizedTest
  @EnumSource
  void lone_surrogate_is_refused_at_its_place(Sample sample) {
    ObjectNode body = (ObjectNode) MAPPER.readTree(sample.json);
    for (MemberPlace place : MemberPlace.in(body)) {
      JsonNode before = place.parent().get(place.name());
      if (before.isString() && !place.name().equals("reason")) {
        place.parent().put(place.name(), "@@");
        String text = MAPPER.writeValueAsString(body).replace("@@", "a\\udc00b");
        assertThatExceptionOfType(I3FormatException.class)
            .as(text)
            .isThrownBy(() -> sample.read(text))
            .withMessageContaining("\\udc00")
            .satisfies(e -> assertThat(e.pointer()).isEqualTo(place.pointer()));
        place.parent().set(place.name(), before);
      }
    }
  }

  // Bug: the body of a node that was Down was refused, because its reason had half of an emoji.
  @ParameterizedTest
  @EnumSource
  void lone_surrogate_in_a_reason_is_repaired(Sample sample) {
    ObjectNode body = (ObjectNode) MAPPER.readTree(sample.json);
    for (MemberPlace place : MemberPlace.in(body)) {
      if (place.name().equals("reason")) {
        JsonNode before = place.parent().get(place.name());
        place.parent().put(place.name(), "@@");
        String text = MAPPER.writeValueAsString(body);
        assertThat(sample.read(text.replace("@@", "a\\udc00b")))
            .isEqualTo(sample.readStrictly(text.replace("@@", "a\\udc00b")))
            .isEqualTo(sample.read(text.replace("@@", "a\ufffdb")));
        place.parent().set(place.name(), before);
      }
    }
  }

  // Bug: a body that was read, and then logged, wrote lines of its own into the log.
  @ParameterizedTest
  @EnumSource
  void hidden_characters_are_printed_as_escapes(Sample sample) {
    ObjectNode body = (ObjectNode) MAPPER.readTree(sample.json);
    for (MemberPlace place : MemberPlace.in(body)) {
      JsonNode before = place.parent().get(place.name());
      if (before.isString()) {
        place.parent().put(place.name(), "x\n\u001b\u202e\u200b\u2028\ufeff\ue000\u0378\": is ok");
        assertThat(printed(sample, MAPPER.writeValueAsString(body)))
            .as(place.pointer())
            .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Cn}\\p{Co}\\p{Zl}\\p{Zp}]");
        place.parent().set(place.name(), before);
      }
    }
  }

  /** Returns the body as it is printed, or the refusal with its causes. */
  private static String printed(Sample sample, String text) {
    try {
      return String.valueOf(sample.read(text));
    } catch (I3FormatException e) {
      StringBuilder chain = new StringBuilder();
      for (Throwable each = e; each != null; each = each.getCause()) {
        chain.append(each);
      }
      return chain.toString();
    }
  }

  @ParameterizedTest
  @EnumSource
  void odd_value_is_read_or_refused(Sample sample) {
    List<JsonNode> odd =
        List.of(
            NODES.stringNode(""),
            NODES.stringNode(" "),
            NODES.stringNode("\0"),
            NODES.stringNode("\u202E"),
            NODES.stringNode("x".repeat(30_000)),
            NODES.objectNode(),
            NODES.numberNode(0),
            NODES.numberNode(Long.MAX_VALUE));
    for (JsonNode value : odd) {
      atEachPlace(sample, value, (text, pointer) -> readOrRefused(sample, text));
    }
  }

  @ParameterizedTest
  @EnumSource
  void missing_member_is_named_or_optional(Sample sample) {
    ObjectNode body = (ObjectNode) MAPPER.readTree(sample.json);
    for (MemberPlace place : MemberPlace.in(body)) {
      JsonNode before = place.parent().remove(place.name());
      String text = MAPPER.writeValueAsString(body);
      String outcome = outcome(sample, text);
      assertThat(outcome).matches("read|not an? .* (/\\w+)+ is missing.*");
      place.parent().set(place.name(), before);
    }
  }

  @Property(tries = 20_000)
  void edited_body_is_read_or_refused(
      @ForAll Sample sample,
      @ForAll @IntRange(max = 1_000) int at,
      @ForAll @IntRange(max = 5) int removed,
      @ForAll("splinters") String splinter) {
    int start = at % sample.json.length();
    int end = Math.min(start + removed, sample.json.length());
    readOrRefused(sample, sample.json.substring(0, start) + splinter + sample.json.substring(end));
  }

  @Property(tries = 5_000)
  void edited_bytes_are_read_or_refused(
      @ForAll Sample sample,
      @ForAll @IntRange(max = 1_000) int at,
      @ForAll @Size(max = 4) byte[] splinter) {
    byte[] body = sample.json.getBytes(StandardCharsets.UTF_8);
    int start = at % body.length;
    System.arraycopy(splinter, 0, body, start, Math.min(splinter.length, body.length - start));
    assertThat(outcome(() -> sample.read(body))).matches("(?s)read|not an? .* .+");
  }

  @Provide
  Arbitrary<String> splinters() {
    return Arbitraries.oneOf(
        Arbitraries.strings().all().ofMaxLength(4),
        Arbitraries.strings().withChars("{}[]\",:\\ue+-.01 ").ofMaxLength(6),
        Arbitraries.of("null", "1e999", "\\u0000", "\\ud800", "{\"a\":", "[[[", "\"\":", "sip:"));
  }

  private static void readOrRefused(Sample sample, String text) {
    assertThat(outcome(sample, text)).matches("(?s)read|not an? .* .+");
  }

  private static String outcome(Sample sample, String text) {
    return outcome(() -> assertThat(sample.readWrittenAgain(text)).isEqualTo(sample.read(text)));
  }

  /** Anything but a body or an I3FormatException fails the test. */
  private static String outcome(Runnable reading) {
    try {
      reading.run();
      return "read";
    } catch (I3FormatException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
