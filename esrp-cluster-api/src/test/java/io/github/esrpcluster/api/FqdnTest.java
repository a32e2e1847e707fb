package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FqdnTest {

  private static final String LABEL_63 = "a".repeat(63);
  private static final String NAME_253 = (LABEL_63 + ".").repeat(3) + "b".repeat(61);

  @ParameterizedTest
  @CsvSource({
    "psap.allegheny.pa.us,   psap.allegheny.pa.us",
    "PSAP.Allegheny.PA.US,   psap.allegheny.pa.us",
    "psap.allegheny.pa.us.,  psap.allegheny.pa.us",
    "3com.example,           3com.example",
    "911.example,            911.example",
    "a.b,                    a.b",
    "xn--mnchen-3ya.example, xn--mnchen-3ya.example",
    "1.2.a3,                 1.2.a3",
  })
  void name_has_one_canonical_form(String text, String canonical) {
    assertThat(Fqdn.of(text)).hasToString(canonical).isEqualTo(Fqdn.of(canonical));
    assertThat(Fqdn.find(text)).contains(Fqdn.of(canonical));
  }

  @Test
  void longest_name_and_label_are_accepted() {
    assertThat(NAME_253).hasSize(253);
    assertThat(Fqdn.of(NAME_253)).hasToString(NAME_253);
    assertThat(Fqdn.of(NAME_253 + ".")).hasToString(NAME_253);
    assertRefused(NAME_253 + "b", "it must have at most 253 characters");
    assertRefused(LABEL_63 + "a.example", "a label must have at most 63 characters");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.1     | its last label must begin with a letter",
        "10.0.0.1.    | its last label must begin with a letter",
        "911          | its last label must begin with a letter",
        "10.0.0.1a    | its last label must begin with a letter",
        "esrp1.1      | its last label must begin with a letter",
        "esrp1        | it must have at least two labels",
        "esrp1.       | it must have at least two labels",
        "''           | a label must not be empty",
        ".            | a label must not be empty",
        ".example.org | a label must not be empty",
        "a..example   | a label must not be empty",
        "a.example..  | a label must not be empty",
        "-a.example   | a label must not begin or end with a hyphen",
        "a-.example   | a label must not begin or end with a hyphen",
        "a_b.example  | a label must consist of the letters a to z, digits and hyphens",
        "a b.example  | a label must consist of the letters a to z, digits and hyphens",
        "é.example    | a label must consist of the letters a to z, digits and hyphens",
        "a.example:80 | a label must consist of the letters a to z, digits and hyphens",
        "::1          | a label must consist of the letters a to z, digits and hyphens",
        "[::1]        | a label must consist of the letters a to z, digits and hyphens",
        "*.example    | a label must consist of the letters a to z, digits and hyphens",
      })
  void text_that_is_no_name_is_refused(String text, String rule) {
    assertRefused(text, rule);
  }

  /** In some locale their lower case is ASCII, so the check must come before the change of case. */
  @ParameterizedTest
  @ValueSource(strings = {"\u212a.example", "\u0130.example", "a.\u0661\u0662"})
  void look_alikes_of_ascii_are_refused(String text) {
    assertRefused(text, "a label must consist of the letters a to z, digits and hyphens");
  }

  @Test
  void refusal_escapes_control_characters_and_cuts_the_value() {
    assertThatThrownBy(() -> Fqdn.of("a\r\nb.example")).hasMessageContaining("a\\u000d\\u000ab");
    assertThatThrownBy(() -> Fqdn.of("!".repeat(100_000)))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
  }

  @Test
  void null_is_refused() {
    assertThatNullPointerException().isThrownBy(() -> Fqdn.of(null)).withMessage("text");
    assertThatNullPointerException().isThrownBy(() -> Fqdn.find(null)).withMessage("text");
  }

  @Test
  void default_locale_does_not_change_the_case() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(Fqdn.of("PSAP.ILLINOIS.US")).hasToString("psap.illinois.us");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void different_names_have_different_hashes() {
    assertThat(Fqdn.of("a.example.org").hashCode())
        .isNotEqualTo(Fqdn.of("b.example.org").hashCode());
  }

  @Test
  void bounds_of_each_kind_of_character_are_accepted() {
    assertThat(Fqdn.of("09.az.AZ")).isEqualTo(Fqdn.of("09.AZ.az"));
  }

  @Property
  void case_and_trailing_dot_make_no_difference(@ForAll("names") String name) {
    Fqdn fqdn = Fqdn.of(name);
    assertThat(Fqdn.of(name.toUpperCase(Locale.ROOT) + "."))
        .isEqualTo(fqdn)
        .hasSameHashCodeAs(fqdn);
    assertThat(Fqdn.of(fqdn.toString())).isEqualTo(fqdn);
  }

  @Property
  void order_agrees_with_equality(@ForAll("names") String one, @ForAll("names") String other) {
    Fqdn first = Fqdn.of(one);
    Fqdn second = Fqdn.of(other);
    assertThat(first.compareTo(second) == 0).isEqualTo(first.equals(second));
    assertThat(Integer.signum(first.compareTo(second)))
        .isEqualTo(-Integer.signum(second.compareTo(first)));
  }

  @Property(tries = 2000)
  void find_agrees_with_of(@ForAll("almostNames") String text) {
    if (Fqdn.find(text).isPresent()) {
      assertThat(Fqdn.find(text)).contains(Fqdn.of(text));
    } else {
      assertThatThrownBy(() -> Fqdn.of(text))
          .isExactlyInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("not a fully qualified domain name: \"");
    }
  }

  @Property
  void any_text_is_a_name_or_refused(@ForAll String text) {
    Assume.that(Fqdn.find(text).isEmpty());
    assertThatThrownBy(() -> Fqdn.of(text)).isExactlyInstanceOf(IllegalArgumentException.class);
  }

  @Provide
  static Arbitrary<String> names() {
    Arbitrary<String> label =
        Arbitraries.strings().withChars("abAB01").ofMinLength(1).ofMaxLength(3);
    return label.list().ofMinSize(1).ofMaxSize(3).map(labels -> String.join(".", labels) + ".us");
  }

  @Provide
  static Arbitrary<String> almostNames() {
    return Arbitraries.strings().withChars("aZ09-._ ").ofMaxLength(8);
  }

  private static void assertRefused(String text, String rule) {
    assertThat(Fqdn.find(text)).isEmpty();
    assertThatThrownBy(() -> Fqdn.of(text))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not a fully qualified domain name: \"")
        .hasMessageContaining(text.substring(0, Math.min(text.length(), 80)))
        .hasMessageEndingWith(" (" + rule + ")");
  }
}
