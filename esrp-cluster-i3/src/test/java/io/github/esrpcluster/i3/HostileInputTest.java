package io.github.esrpcluster.i3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileInputTest {

  /** Ample on any machine; what it catches takes minutes or for ever. */
  private static final Duration BOUND = Duration.ofSeconds(20);

  private static I3FormatException refusalOf(Sample sample, String text) {
    return assertTimeoutPreemptively(
        BOUND,
        () ->
            assertThatExceptionOfType(I3FormatException.class)
                .isThrownBy(() -> sample.read(text))
                .withMessageStartingWith("not a")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1_000))
                .satisfies(
                    e ->
                        assertThat(e.getMessage())
                            .doesNotContain("\n", "\r", "\0", "StreamRead", "Feature"))
                .actual());
  }

  @ParameterizedTest
  @EnumSource
  void samples_are_read_from_text_and_bytes(Sample sample) {
    assertThat(sample.readWrittenAgain(sample.json))
        .isEqualTo(sample.read(sample.json))
        .isEqualTo(sample.readStrictly(sample.json))
        .isEqualTo(sample.read(sample.json.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @MethodSource("noJson")
  void text_that_is_not_json_is_refused(String text) {
    for (Sample sample : Sample.values()) {
      refusalOf(sample, text);
    }
  }

  static Stream<String> noJson() {
    return Stream.of(
        "",
        " \t\r\n",
        "{",
        "}",
        "[",
        "null",
        "true",
        "7",
        "\"text\"",
        "[]",
        "[{}]",
        "{}{}",
        "NaN",
        "{a:1}",
        "{'a':1}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{\"a\":01}",
        "{\"a\":.5}",
        "{\"a\":+1}",
        "{\"a\":1.}",
        "{\"a\":0x10}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":-Infinity}",
        "{\"a\":tru}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\ud8\"}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\0\"}",
        "{\"a\":1/**/}",
        "//\n{}",
        "# \n{}",
        "\0",
        "\uFEFF{}",
        "\uFFFE{}",
        "<a/>",
        "{\"a\":1]",
        "{\"a\":[1}}");
  }

  @ParameterizedTest
  @EnumSource
  void text_after_the_body_is_refused(Sample sample) {
    for (String tail : new String[] {"x", "{}", ",", "]", "null", "\0", "\uFEFF"}) {
      refusalOf(sample, sample.json + tail);
    }
    assertThat(refusalOf(sample, sample.json + "{}").rule())
        .startsWith("must end after its first value, but has \"{}\" at line ");
    assertThat(sample.read("\r\n\t " + sample.json + " \r\n")).isEqualTo(sample.read(sample.json));
  }

  @ParameterizedTest
  @EnumSource
  void member_that_occurs_twice_is_refused(Sample sample) {
    refusalOf(sample, sample.beginningWith("\"a\":1,\"a\":1"));
    refusalOf(sample, sample.beginningWith("\"a\":1,\"\\u0061\":2"));
    refusalOf(sample, sample.beginningWith("\"x\":[{\"a\":1,\"a\":2}]"));
    String first = sample.json.substring(sample.json.indexOf('"'), sample.json.indexOf(':'));
    I3FormatException refusal = refusalOf(sample, sample.beginningWith(first + ":\"Down\""));
    assertThat(refusal.pointer()).isEqualTo("/" + first.replace("\"", ""));
    assertThat(refusal.rule()).isEqualTo("must not occur twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":["})
  void deep_nesting_is_refused(String opening) {
    String deep = "\"a\":" + opening.repeat(20_000 / opening.length());
    for (Sample sample : Sample.values()) {
      assertThat(refusalOf(sample, sample.beginningWith(deep)).rule())
          .isEqualTo("must be at most 16 levels deep");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "[", "\"", "1", "\\ud800", "\"\","})
  void ten_megabytes_are_refused(String filling) {
    String huge = "{\"a\":" + filling.repeat(10_000_000 / filling.length());
    for (Sample sample : Sample.values()) {
      assertThat(refusalOf(sample, huge).rule()).isEqualTo("must have at most 131072 characters");
    }
  }

  @ParameterizedTest
  @EnumSource
  void members_with_equal_hashes_are_read_in_bounded_time(Sample sample) {
    StringBuilder members = new StringBuilder("\"a\":1");
    for (int i = 0; i < 1 << 11; i++) {
      String bits = Integer.toBinaryString(i + (1 << 11));
      members.append(",\"").append(bits.replace("0", "Aa").replace("1", "BB")).append("\":1");
    }
    assertTimeoutPreemptively(
        BOUND,
        () ->
            assertThat(sample.read(sample.beginningWith(members.toString())))
                .isEqualTo(sample.read(sample.json)));
  }

  @ParameterizedTest
  @EnumSource
  void long_numbers_names_and_texts_are_refused(Sample sample) {
    assertThat(refusalOf(sample, sample.beginningWith("\"a\":" + "9".repeat(33))).rule())
        .isEqualTo("must have at most 32 characters");
    refusalOf(sample, sample.beginningWith("\"a\":1." + "0".repeat(100_000)));
    refusalOf(sample, sample.beginningWith("\"" + "a".repeat(1_000) + "\":1"));
    assertThat(
            refusalOf(sample, sample.beginningWith("\"a\":\"" + "x".repeat(32_769) + "\"")).rule())
        .isEqualTo("must have at most 32768 characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1e999999999", "-1E+999999999", "1e-999999999", "1e2147483647", "0e999999999"})
  void number_with_a_huge_exponent_is_ignored_like_any_other(String number) {
    for (Sample sample : Sample.values()) {
      assertTimeoutPreemptively(
          BOUND,
          () ->
              assertThat(sample.read(sample.beginningWith("\"a\":" + number)))
                  .isEqualTo(sample.read(sample.json)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e99999999999", "-1e-99999999999", "1e9999999999999999999999"})
  void number_without_decimal_form_is_refused(String number) {
    for (Sample sample : Sample.values()) {
      refusalOf(sample, sample.beginningWith("\"a\":" + number));
    }
  }

  @Test
  void refusal_names_line_and_column() {
    I3FormatException refusal =
        refusalOf(Sample.SERVICE_STATE, "{\"service\":{\"name\":\n \u0007}}");
    assertThat(refusal.pointer()).isEqualTo("/service/name");
    assertThat(refusal.rule())
        .startsWith("must be strict JSON (RFC 8259) at line 2, column 2: write ");
  }

  @Test
  void long_value_is_cut() {
    I3FormatException refusal =
        refusalOf(
            Sample.QUEUE_LOG_EVENT, "{\"logEventType\":\"\\u0007" + "x".repeat(30_000) + "\"}");
    assertThat(refusal)
        .hasMessageContaining(
            "/logEventType is \"\\u0007" + "x".repeat(79) + "\"... (30001 characters): it must be");
  }

  @Test
  void value_of_80_characters_is_shown_whole() {
    String longest = "x".repeat(80);
    assertThat(refusalOf(Sample.QUEUE_LOG_EVENT, "{\"logEventType\":\"" + longest + "\"}"))
        .hasMessageContaining("/logEventType is \"" + longest + "\": it must be");
  }

  @Test
  void bytes_that_are_not_utf8_are_refused() {
    byte[][] broken = {
      {'{', (byte) 0xC0, (byte) 0x80, '}'},
      {'{', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '}'},
      {'{', '"', (byte) 0xE2, (byte) 0x82},
      {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, '{', '}'},
      {(byte) 0xFF, (byte) 0xFE, '{', 0, '}', 0},
      {},
      Sample.ELEMENT_STATE.json.getBytes(StandardCharsets.UTF_16),
      Sample.ELEMENT_STATE.json.getBytes(StandardCharsets.UTF_16LE),
      new byte[10_000_000]
    };
    for (byte[] bytes : broken) {
      for (Sample sample : Sample.values()) {
        assertThatExceptionOfType(I3FormatException.class).isThrownBy(() -> sample.read(bytes));
      }
    }
  }

  /** Characters beyond 16 bits, joined and escaped in the input, are two units of a Java text. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\uD83D\uDE91",
        "\\ud83d\\ude91",
        "\\uD83D\\uDE91",
        "\\ud83d" + "\uDE91",
        "\uD83D" + "\\ude91"
      })
  void emoji_survives_in_every_text(String emoji) {
    String busy = "busy \uD83D\uDE91 \uD83D\uDC69\u200D\uD83D\uDE92";
    String written = "busy " + emoji + " \\ud83d\\udc69\\u200d\uD83D\uDE92";
    I3Json json = I3Json.standard();

    ServiceStateBody service = again(json.serviceState(), Sample.SERVICE_STATE, "busy", written);
    assertThat(service.reason()).isEqualTo(busy);
    ServiceStateBody posture = again(json.serviceState(), Sample.SERVICE_STATE, "calm", written);
    assertThat(posture.posture().orElseThrow().reason()).isEqualTo(busy);
    ElementStateBody element =
        again(json.elementState(), Sample.ELEMENT_STATE, "\"x\"", "\"" + written + "\"");
    assertThat(element.reason()).isEqualTo(busy);
    ElementStateChangeLogEvent event =
        (ElementStateChangeLogEvent)
            again(
                json.logEvent(),
                Sample.ELEMENT_LOG_EVENT,
                "\"notificationContents\":\"{}\"",
                "\"notificationContents\":{\"reason\":\"" + written + "\"}");
    assertThat(event.notificationContents()).isEqualTo("{\"reason\":\"" + busy + "\"}");
  }

  private static <T> T again(JsonForm<T> form, Sample sample, String part, String replacement) {
    T read = form.read(sample.json.replace(part, replacement));
    String text = form.write(read);
    assertThat(form.read(text)).isEqualTo(read);
    assertThat(form.read(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(read);
    return read;
  }

  @Test
  void other_limits_can_be_set() {
    I3Json narrow = I3Json.withLimits(limits(20));
    String body = Sample.ELEMENT_STATE.json;
    assertThat(narrow.elementState().read(body)).isEqualTo(Sample.ELEMENT_STATE.read(body));
    String[] beyond = {
      body + " ".repeat(100),
      Sample.ELEMENT_STATE.beginningWith("\"a\":[[]]"),
      Sample.ELEMENT_STATE.beginningWith("\"a\":\"" + "x".repeat(21) + "\""),
      Sample.ELEMENT_STATE.beginningWith("\"a\":123456")
    };
    for (String text : beyond) {
      assertThat(Sample.ELEMENT_STATE.read(text)).isEqualTo(Sample.ELEMENT_STATE.read(body));
      assertThatExceptionOfType(I3FormatException.class)
          .isThrownBy(() -> narrow.elementState().read(text));
    }
  }

  @Test
  void length_is_measured_in_the_unit_that_is_read() {
    I3Json narrow = I3Json.withLimits(limits(30));
    String longest = Sample.ELEMENT_STATE.beginningWith("\"a\":\"" + "\u00e9".repeat(20) + "\"");
    String padded = longest + " ".repeat(100 - longest.length());
    assertThat(narrow.elementState().read(padded)).isNotNull();
    assertThatExceptionOfType(I3FormatException.class)
        .isThrownBy(() -> narrow.elementState().read(padded + " "))
        .withMessageContaining("101 characters");
    assertThatExceptionOfType(I3FormatException.class)
        .isThrownBy(() -> narrow.elementState().read(padded.getBytes(StandardCharsets.UTF_8)))
        .withMessageContaining("120 bytes");
  }

  @Test
  void limit_below_one_is_refused_by_its_name() {
    I3Limits limits = I3Limits.standard();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> limits.withLength(0))
        .withMessageStartingWith("length 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> limits.withDepth(0))
        .withMessageStartingWith("depth 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> limits.withDepth(I3Limits.MAX_DEPTH + 1))
        .withMessageStartingWith("depth 501");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> limits.withStringLength(0))
        .withMessageStartingWith("stringLength 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> limits.withNumberLength(0))
        .withMessageStartingWith("numberLength 0");
  }

  @Test
  void limits_are_equal_by_value_and_print_their_values() {
    I3Limits limits = limits(20);

    assertThat(limits).isEqualTo(limits(20)).hasSameHashCodeAs(limits(20)).isNotEqualTo(limits(30));
    assertThat(limits)
        .hasToString("I3Limits[length=100, depth=2, stringLength=20, numberLength=5]");
    assertThat(I3Limits.standard().withDepth(16)).isEqualTo(I3Limits.standard());
  }

  private static I3Limits limits(int stringLength) {
    return I3Limits.standard()
        .withNumberLength(5)
        .withLength(100)
        .withDepth(2)
        .withStringLength(stringLength);
  }
}
