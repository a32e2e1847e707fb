package io.github.esrpcluster.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class JsonReaderTest {
  private static final JsonReader READER = new JsonReader(new JsonLimits(1_000, 4, 20, 10, 8));

  private static JsonNode read(String text) {
    return READER.read(text, JsonRefusal::new);
  }

  private static JsonRefusal refusal(String text) {
    JsonRefusal refusal = JsonRefusal.of(() -> read(text));
    assertThat(refusal).as("refusal of %s", text).isNotNull();
    return refusal;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "true",
        "false",
        "7",
        "-0.50",
        "1E+9",
        "1e0",
        "0.0e-0",
        "9223372036",
        "-100000000",
        "\"a\"",
        "{\"a\":[1,{\"b\":\"\\u0000\"}],\"c\":null}"
      })
  void value_is_written_as_it_was_read(String text) {
    assertThat(read(text)).hasToString(text);
    assertThat(read(" \t\r\n" + text + "\n")).isEqualTo(read(text));
    assertThat(READER.read(text.getBytes(StandardCharsets.UTF_8), JsonRefusal::new))
        .isEqualTo(read(text));
  }

  @Test
  void number_keeps_its_exact_value() {
    assertThat(read("1E99999999").decimalValue()).isEqualTo(new BigDecimal("1e99999999"));
    assertThat(read("0.1").decimalValue()).isEqualTo(new BigDecimal("0.1"));
  }

  /** An exponent beyond 32 bits came through as a NumberFormatException of the parser. */
  @ParameterizedTest
  @ValueSource(strings = {"1e99999999", "1e-9999999999999", "-1e999999999999999"})
  void number_without_decimal_form_is_refused(String number) {
    JsonReader reader = new JsonReader(new JsonLimits(1_000, 4, 20, 32, 8));
    String text = "{\"a\":" + number + "0000}";
    JsonRefusal refusal = JsonRefusal.of(() -> reader.read(text, JsonRefusal::new));

    assertThat(refusal.pointer).isEqualTo("/a");
    assertThat(refusal.value).isEqualTo(number + "0000");
    assertThat(refusal.rule).isEqualTo("is too large or too small a number");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # text                 | pointer | value     | rule
          ``                     | ``      | ``        | must not be empty
          ` `                    | ``      | ``        | must not be empty
          {'a':1,'a':2}          | /a      | ``        | must not occur twice
          {'x':[{'a':1,'a':2}]}  | /x/0/a  | ``        | must not occur twice
          {'a/b~':1,'a/b~':2}    | /a~1b~0 | ``        | must not occur twice
          {'a':1,'\\u0061':2}    | /a      | ``        | must not occur twice
          {}{}                   | ``      | ``        | must end after its first value, but has "{}" at line 1, column 3
          {} null                | ``      | ``        | must end after its first value, but has "null" at line 1, column 4
          [[[[[1]]]]]            | /0/0/0/0 | ``       | must be at most 4 levels deep
          {'a':{'a':[{'a':[]}]}} | /a/a/0/a | ``       | must be at most 4 levels deep
          {'a':[12345678901]}    | /a/0    | a number of 11 characters | must have at most 10 characters
          {'a':'xxxxxxxxxxxxxxxxxxxxx'} | /a | a string of 21 characters | must have at most 20 characters
          {'x':{'aaaaaaaaa':1}}  | /x      | a name of 9 characters | must have at most 8 characters
          {'a':                  | /a      | ``        | ends too early at line 1, column 6: an object is not closed
          {'a':[1                | /a/0    | ``        | ends too early at line 1, column 8: an array is not closed
          {'a':1                 | /a      | ``        | ends too early at line 1, column 7: an object is not closed
          {'a':'b                | /a      | ``        | ends too early at line 1, column 8: a text is not closed
          'b                     | ``      | ``        | ends too early at line 1, column 3: a text is not closed
          {'a                    | ``      | ``        | ends too early at line 1, column 4: a text is not closed
          ['\\\\'                 | /0      | ``        | ends too early at line 1, column 6: an array is not closed
          ['\\'                  | /0      | ``        | ends too early at line 1, column 5: a text is not closed
          [                      | ``      | ``        | ends too early at line 1, column 2: an array is not closed
          """)
  void error_names_pointer_value_and_rule(String text, String pointer, String value, String rule) {
    JsonRefusal refusal = refusal(text.replace('\'', '"'));

    assertThat(refusal.pointer + " | " + refusal.value + " | " + refusal.rule)
        .isEqualTo(pointer + " | " + value + " | " + rule);
  }

  /** The advice of the parser, about options of the parser, told the author of a text nothing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # text         | pointer | found    | column | remedy
          {'a':}         | /a      | "}"      | 6      | write an object, an array, a text in double quotes, a number, true, false or null
          [,1]           | /0      | ","      | 2      | write an object, an array, a text in double quotes, a number, true, false or null
          {'a':tru}      | /a      | "tru"    | 6      | write an object, an array, a text in double quotes, a number, true, false or null
          {'a':True}     | /a      | "True"   | 6      | write an object, an array, a text in double quotes, a number, true, false or null
          nonsense       | ``      | "nonsense" | 1    | write an object, an array, a text in double quotes, a number, true, false or null
          }              | ``      | "}"      | 1      | write an object, an array, a text in double quotes, a number, true, false or null
          {a:1}          | ``      | "a"      | 2      | write each member as "name": value
          {,}            | ``      | ","      | 2      | write each member as "name": value
          {'a':1,b:2}    | /a      | "b"      | 8      | write each member as "name": value
          {'a':1,}       | /a      | "}"      | 8      | remove the comma before it
          [1,]           | /1      | "]"      | 4      | remove the comma before it
          {'a':[1}       | /a/0    | "}"      | 8      | put a comma or ] before it
          {'a' 1}        | /a      | "1"      | 6      | put what is missing before it, a colon after a name, a comma or } after a value
          {'a':1]        | /a      | "]"      | 7      | put what is missing before it, a colon after a name, a comma or } after a value
          {'a':01}       | /a      | "01"     | 6      | write a number such as 12 or -1.5e3
          {'a':1.}       | /a      | "1."     | 6      | write a number such as 12 or -1.5e3
          {'a':.5}       | /a      | ".5"     | 6      | write a number such as 12 or -1.5e3
          {'a':+1}       | /a      | "+1"     | 6      | write a number such as 12 or -1.5e3
          {'a':NaN}      | /a      | "NaN"    | 6      | write a number such as 12 or -1.5e3
          {'a': NaN }    | /a      | "NaN"    | 7      | write a number such as 12 or -1.5e3
          {'a':-Infinity} | /a     | "-Infinity" | 6   | write a number such as 12 or -1.5e3
          // {}          | ``      | "//"     | 1      | remove the comment
          # {}           | ``      | "#"      | 1      | remove the comment
          {'a':1/**/}    | /a      | "1/**/"  | 6      | remove the comment
          {} x           | ``      | "x"      | 4      | remove what follows the first value
          {'a':'\\x'}    | /a      | "\\\\x"    | 7      | write a quote, a backslash and a control character as an escape, such as \\" \\\\ \\n or \\u0007
          {'\\xy':1}     | ``      | "\\\\x"    | 3      | write a quote, a backslash and a control character as an escape, such as \\" \\\\ \\n or \\u0007
          ['\\n\\u12g4'] | /0      | "\\\\u"    | 5      | write a quote, a backslash and a control character as an escape, such as \\" \\\\ \\n or \\u0007
          """)
  void syntax_error_is_told_with_its_place_and_a_remedy(
      String text, String pointer, String found, int column, String remedy) {
    JsonRefusal refusal = refusal(text.replace('\'', '"'));

    assertThat(refusal.pointer + " | " + refusal.value + " | " + refusal.rule)
        .isEqualTo(
            "%s | %s | must be strict JSON (RFC 8259) at line 1, column %d: %s"
                .formatted(pointer, found, column, remedy));
  }

  @Test
  void missing_comma_is_refused_with_a_remedy() {
    assertThat(refusal("[\"a\" \"b\"]"))
        .hasMessage(
            "/1|\"\\\"\"|must be strict JSON (RFC 8259) at line 1, column 6: put a comma or ] before"
                + " it");
    assertThat(refusal("{\"a\":1 \"b\":2}"))
        .hasMessage(
            "/a|\"\\\"\"|must be strict JSON (RFC 8259) at line 1, column 8: put what is missing before"
                + " it, a colon after a name, a comma or } after a value");
  }

  @Test
  void single_quotes_are_refused_with_a_remedy() {
    JsonRefusal refusal = refusal("{'a':1}");

    assertThat(refusal.value).isEqualTo("\"'a'\"");
    assertThat(refusal.rule).endsWith("line 1, column 2: write names and texts in double quotes");
  }

  @Test
  void syntax_error_names_its_line_after_any_line_end() {
    assertThat(refusal("{\"a\":\n\r\n\r \u0007}").rule).contains("at line 4, column 2: ");
    assertThat(refusal("[\"a\",\n\"b\nc\"]").rule).contains("at line 2, column 3: ");
    assertThat(refusal("{}\n[]").rule).endsWith("at line 2, column 1");
    assertThat(refusal("{\n").rule).startsWith("ends too early at line 2, column 1: ");
  }

  @Test
  void syntax_error_shows_the_bad_text_printable_and_cut() {
    assertThat(refusal("[\u0007").value).isEqualTo("\"\\u0007\"");
    assertThat(refusal("[" + "x".repeat(100)).value)
        .isEqualTo("\"" + "x".repeat(80) + "\"... (100 characters)");
    assertThat(refusal("[\uD83D\uDE91\uD83D\uDE91]").value)
        .isEqualTo("\"\uD83D\uDE91\uD83D\uDE91\"");
  }

  @Test
  void byte_order_mark_is_refused() {
    assertThat(refusal("\uFEFF{}").rule)
        .isEqualTo("must not begin with a byte order mark (RFC 8259 section 8.1)");
  }

  @Test
  void bytes_that_are_not_utf8_are_refused() {
    byte[] bytes = {'"', (byte) 0xC0, (byte) 0x80, '"'};

    assertThat(JsonRefusal.of(() -> READER.read(bytes, JsonRefusal::new)).rule)
        .isEqualTo("must be UTF-8 (RFC 8259 section 8.1)");
  }

  @Test
  void length_is_measured_in_the_unit_that_is_read() {
    String text = "\"\u00e9\"";
    String longest = text + " ".repeat(1_000 - text.length());

    assertThat(read(longest)).isEqualTo(read(text));
    assertThat(refusal(longest + " "))
        .hasMessage("|1001 characters|must have at most 1000 characters");
    assertThat(
            JsonRefusal.of(
                () -> READER.read(longest.getBytes(StandardCharsets.UTF_8), JsonRefusal::new)))
        .hasMessage("|1001 bytes|must have at most 1000 bytes");
  }

  @Test
  void object_is_asked_for_by_its_reader() {
    assertThat(READER.readObject("{\"a\":1}", JsonRefusal::new).integer("a", 0, 9)).isOne();
    assertThat(JsonRefusal.of(() -> READER.readObject("[1]", JsonRefusal::new)))
        .hasMessage("|[1]|must be a JSON object");
    assertThat(JsonRefusal.of(() -> READER.readObject(new byte[] {'7'}, JsonRefusal::new)))
        .hasMessage("|7|must be a JSON object");
  }

  static Stream<IntFunction<JsonLimits>> limits() {
    return Stream.of(
        limit -> new JsonLimits(limit, 1, 1, 1, 1),
        limit -> new JsonLimits(1, limit, 1, 1, 1),
        limit -> new JsonLimits(1, 1, limit, 1, 1),
        limit -> new JsonLimits(1, 1, 1, limit, 1),
        limit -> new JsonLimits(1, 1, 1, 1, limit));
  }

  @ParameterizedTest
  @MethodSource("limits")
  void limit_below_one_is_refused(IntFunction<JsonLimits> limits) {
    assertThat(limits.apply(1)).isNotNull();
    assertThatIllegalArgumentException().isThrownBy(() -> limits.apply(0));
  }

  @Test
  void deepest_text_is_read_and_shown() {
    JsonReader reader = new JsonReader(new JsonLimits(10_000, JsonLimits.MAX_DEPTH, 9, 9, 9));
    String deepest = "[".repeat(JsonLimits.MAX_DEPTH) + "]".repeat(JsonLimits.MAX_DEPTH);

    assertThat(reader.read(deepest, JsonRefusal::new)).hasToString(deepest);
    assertThat(JsonRefusal.of(() -> reader.read("[" + deepest + "]", JsonRefusal::new)).rule)
        .isEqualTo("must be at most 500 levels deep");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new JsonLimits(1, JsonLimits.MAX_DEPTH + 1, 1, 1, 1));
  }

  @Property(tries = 2_000)
  void any_text_is_read_or_refused(
      @ForAll
          @Chars({'{', '}', '[', ']', '"', ':', ',', '\\', '\ud800', '\0'})
          @CharRange(from = '+', to = 'f')
          String text) {
    try {
      assertThat(read(text)).isNotNull();
    } catch (JsonRefusal e) {
      assertThat(e.rule).isNotBlank().doesNotContain("\n", "Source", "StreamRead", "Feature");
      assertThat(e.value).doesNotContain("\n", "\0");
    }
  }
}
