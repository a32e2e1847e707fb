package io.github.esrpcluster.api.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TextsTest {
  /** One code point in two characters. */
  private static final String PAIR = "\ud83d\ude00";

  static Stream<Arguments> hidden() {
    return Stream.of(
        Arguments.of("a\0b", "a\\u0000b"),
        Arguments.of("a\r\nb", "a\\u000d\\u000ab"),
        Arguments.of("a\u0085b", "a\\u0085b"),
        Arguments.of("a\u2028b", "a\\u2028b"),
        Arguments.of("a\u2029b", "a\\u2029b"),
        Arguments.of("a\u202eb", "a\\u202eb"),
        Arguments.of("a\u2066b", "a\\u2066b"),
        Arguments.of("a\u200bb", "a\\u200bb"),
        Arguments.of("a\ufeffb", "a\\ufeffb"),
        Arguments.of("a\ud800b", "a\\ud800b"),
        Arguments.of("a\udc00b", "a\\udc00b"),
        Arguments.of("a\u200eb", "a\\u200eb"),
        Arguments.of("a\u061cb", "a\\u061cb"),
        Arguments.of("a\u2060b", "a\\u2060b"),
        Arguments.of("a\u200db", "a\\u200db"),
        Arguments.of("a\u001b[2Jb", "a\\u001b[2Jb"),
        Arguments.of("a\ue000b", "a\\ue000b"),
        Arguments.of("a\u0378b", "a\\u0378b"),
        Arguments.of("a\u3164b", "a\\u3164b"),
        Arguments.of("a\u180bb", "a\\u180bb"),
        Arguments.of("a\u180fb", "a\\u180fb"),
        Arguments.of("a\u180ab", "a\u180ab"),
        Arguments.of("a\u1810b", "a\u1810b"),
        Arguments.of("a\udb40\udc01b", "a\\udb40\\udc01b"),
        Arguments.of("a\udb40\udd00b", "a\\udb40\\udd00b"),
        Arguments.of("a\udb40\uddefb", "a\\udb40\\uddefb"),
        Arguments.of("a é \ud83d\ude00 b", "a é \ud83d\ude00 b"));
  }

  @ParameterizedTest
  @MethodSource("hidden")
  void hidden_character_becomes_an_escape(String text, String printable) {
    assertThat(Texts.printable(text, 100)).isEqualTo(printable);
    assertThat(Texts.quote(text)).isEqualTo("\"" + printable + "\"");
  }

  // Bug: a token with a quote in it ended its own quotation and went on in the words of the
  // message.
  @Test
  void quote_escapes_its_own_quote_and_backslash() {
    assertThat(Texts.quote("a\": it is \\n")).isEqualTo("\"a\\\": it is \\\\n\"");
    assertThat(Texts.printable("a\"\\", 9)).isEqualTo("a\"\\");
  }

  @Test
  void printable_text_is_returned_itself() {
    String plain = "a é \ud83d\ude00 \"b\"";
    assertThat(Texts.printable(plain)).isSameAs(plain);
    assertThat(Texts.printable("x".repeat(9_000) + "\n")).isEqualTo("x".repeat(9_000) + "\\u000a");
  }

  @Test
  void visible_text_has_only_inner_plain_spaces() {
    assertThat(Texts.isVisible("Zürich 2, \ud83d\ude91 (e\u0301) 漢")).isTrue();
    for (String hidden :
        new String[] {
          " a", "a ", "a\u00a0b", "a\u3000b", "a\tb", "a\u202eb", "a\u200b", "\ud800"
        }) {
      assertThat(Texts.isVisible(hidden)).as(Texts.quote(hidden)).isFalse();
    }
  }

  @Test
  void quote_shows_up_to_80_code_points() {
    assertThat(Texts.quote("x".repeat(80))).isEqualTo("\"" + "x".repeat(80) + "\"");
    assertThat(Texts.quote("x".repeat(81)))
        .isEqualTo("\"" + "x".repeat(80) + "\"... (81 characters)");
    assertThat(Texts.quote(PAIR.repeat(81)))
        .isEqualTo("\"" + PAIR.repeat(80) + "\"... (162 characters)");
  }

  @Test
  void printable_is_cut_after_the_given_code_points() {
    assertThat(Texts.printable("abc", 3)).isEqualTo("abc");
    assertThat(Texts.printable("abcd", 3)).isEqualTo("abc... (4 characters)");
    assertThat(Texts.printable(PAIR + PAIR, 1)).isEqualTo(PAIR + "... (4 characters)");
  }

  @Test
  void describe_has_class_and_message() {
    assertThat(Texts.describe(new IllegalStateException("no\nroute")))
        .isEqualTo("IllegalStateException: no\\u000aroute");
    assertThat(Texts.describe(new IllegalStateException())).isEqualTo("IllegalStateException");
    assertThat(Texts.describe(new IllegalStateException("x".repeat(1_000))))
        .isEqualTo("IllegalStateException: " + "x".repeat(200) + "... (1000 characters)");
  }

  /** The exception of an anonymous class was described as ": no route", without any class. */
  @Test
  void describe_names_an_anonymous_class() {
    Throwable anonymous = new IllegalStateException("no route") {};

    assertThat(Texts.describe(anonymous))
        .startsWith("io.github.esrpcluster.api.internal.TextsTest$")
        .endsWith(": no route");
  }

  @Test
  void describe_survives_a_message_that_throws() {
    assertThat(Texts.describe(new Hostile())).isEqualTo("Hostile");
  }

  @Test
  void name_survives_a_text_that_throws_or_is_null() {
    @SuppressWarnings("ToStringReturnsNull") // a vendor's class may
    Object nameless =
        new Object() {
          @Override
          public String toString() {
            return null;
          }
        };

    assertThat(Texts.name("my\tpolicy")).isEqualTo("my\\u0009policy");
    assertThat(Texts.name("x".repeat(201))).endsWith("x... (201 characters)");
    assertThat(Texts.name(new Hostile())).isEqualTo(Hostile.class.getName());
    assertThat(Texts.name(nameless)).isEqualTo(nameless.getClass().getName());
  }

  @SuppressWarnings("serial")
  private static final class Hostile extends RuntimeException {
    @Override
    public String getMessage() {
      throw new StackOverflowError();
    }

    @Override
    public String toString() {
      throw new IllegalStateException();
    }
  }

  @Test
  void cut_keeps_the_text_or_marks_its_full_length() {
    assertThat(Texts.cut("x".repeat(30), 30)).isEqualTo("x".repeat(30));
    assertThat(Texts.cut("x".repeat(31), 30)).isEqualTo("xxxxxxxxxxx... (31 characters)");
    assertThat(Texts.cut("abcdef", 3)).as("no room for a mark").isEqualTo("abc");
    assertThat(Texts.cut("abc", 0)).isEmpty();
  }

  @Test
  void cut_leaves_out_half_of_a_pair() {
    assertThat(Texts.cut("ab" + PAIR, 3)).isEqualTo("ab");
    assertThat(Texts.cut("x".repeat(10) + PAIR.repeat(10), 30))
        .as("room for 11 characters")
        .isEqualTo(
            "xxxxxxxxxx... (30 characters)".substring(0, 0) + "x".repeat(10) + PAIR.repeat(10));
    assertThat(Texts.cut("x".repeat(10) + PAIR.repeat(11), 30))
        .as("room for 11 characters")
        .isEqualTo("xxxxxxxxxx... (32 characters)");
  }

  @Property
  void cut_is_well_formed_and_short(
      @ForAll("wellFormed") String text, @ForAll @IntRange(max = 60) int longest) {
    assertThat(Texts.cut(text, longest))
        .hasSizeLessThanOrEqualTo(longest)
        .matches(Texts::isWellFormed);
  }

  @Test
  void lone_surrogate_is_not_well_formed() {
    assertThat(Texts.isWellFormed("a" + PAIR)).isTrue();
    assertThat(Texts.isWellFormed("")).isTrue();
    assertThat(Texts.isWellFormed("a\ud83d")).isFalse();
    assertThat(Texts.isWellFormed("\ude00a")).isFalse();
    assertThat(Texts.isWellFormed("\ude00\ud83d")).isFalse();
  }

  @Test
  void repaired_replaces_lone_surrogates_only() {
    assertThat(Texts.repaired("a" + PAIR + "\ud83d")).isEqualTo("a" + PAIR + "\ufffd");
    assertThat(Texts.repaired("\ude00\ud83db\n")).isEqualTo("\ufffd\ufffdb\n");
    String whole = "a" + PAIR;
    assertThat(Texts.repaired(whole)).isSameAs(whole);
  }

  @Property
  void repaired_is_well_formed_and_of_the_same_length(@ForAll("pieces") String text) {
    assertThat(Texts.repaired(text)).hasSameSizeAs(text).matches(Texts::isWellFormed);
  }

  @Property
  void printable_has_no_hidden_characters(@ForAll("pieces") String text) {
    assertThat(Texts.printable(text, 20))
        .matches(Texts::isWellFormed)
        .doesNotMatch("(?s).*[\\p{Cc}\\p{Cf}\\p{Cn}\\p{Co}\\p{Zl}\\p{Zp}].*");
  }

  @Provide
  static Arbitrary<String> wellFormed() {
    return Arbitraries.of("a", "é", PAIR).list().ofMaxSize(60).map(parts -> String.join("", parts));
  }

  @Provide
  static Arbitrary<String> pieces() {
    Arbitrary<String> piece =
        Arbitraries.of("a", PAIR, "\ud83d", "\ude00", "\n", "\u202e", "\0", "\u2028", "\uffff");
    return piece.list().ofMaxSize(30).map(parts -> String.join("", parts));
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s",
    "PT2S, 2 s",
    "PT1M30S, 1 min 30 s",
    "PT0.5S, 500 ms",
    "PT1.5S, 1 s 500 ms",
    "PT0.00025S, 250 us",
    "PT0.000000001S, 1 ns",
    "PT1.001002003S, 1 s 1 ms 2 us 3 ns",
    "PT59M59.999S, 59 min 59 s 999 ms",
    "PT1H, 1 h",
    "PT24H, 24 h",
    "PT25H1S, 25 h 1 s",
    "PT47H59M, 47 h 59 min",
    "PT48H, 2 d",
    "PT49H, 2 d 1 h",
    "P366D, 366 d",
    "PT-1S, -1 s",
    "PT-0.5S, -500 ms",
    "PT-1.5S, -1 s 500 ms",
    "PT-25H, -25 h",
    "PT-61H, -2 d 13 h",
  })
  void duration_is_exact_and_has_units(Duration duration, String text) {
    assertThat(Texts.duration(duration)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s",
    "PT0.0004S, 0 s",
    "PT0.2875S, 287 ms",
    "PT1.9S, 1 s",
    "PT1M30.5S, 1 min 30 s",
    "PT59M59.9S, 59 min 59 s",
    "PT1H0M59S, 1 h",
    "PT47H59M59S, 47 h 59 min",
    "PT61H59M, 2 d 13 h",
    "PT-1.9S, -1 s",
  })
  void approximate_duration_has_at_most_two_units(Duration duration, String text) {
    assertThat(Texts.approximate(duration)).isEqualTo(text);
  }

  @Test
  void line_is_cut_visibly() {
    assertThat(Texts.line("a\n")).isEqualTo("a\\u000a");
    assertThat(Texts.line("a".repeat(9_000)))
        .isEqualTo("a".repeat(8_192) + "... (9000 characters)");
  }

  @Test
  void extreme_durations_have_a_text() {
    assertThat(Texts.duration(Duration.ofSeconds(Long.MIN_VALUE)))
        .isEqualTo("-106751991167300 d 15 h 30 min 8 s");
    assertThat(Texts.duration(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)))
        .isEqualTo("106751991167300 d 15 h 30 min 7 s 999 ms 999 us 999 ns");
  }
}
