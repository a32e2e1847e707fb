package io.github.esrpcluster.examples.stateserver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonCommentsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      quoteCharacter = '`',
      value = {
        "1//a|1   ",
        "[1/*a*/,2]|[1     ,2]",
        "\"//a\"/**/|\"//a\"    ",
        "\"\\\"//a\"//b|\"\\\"//a\"   ",
        "\"\\\\\"//b|\"\\\\\"   ",
        "1/2|1/2",
        "/|/",
        "1/*a|1/*a",
        "1/*/|1/*/",
        "\"/*|\"/*",
        "\"\\|\"\\",
      })
  void comment_becomes_spaces(String text, String blanked) {
    assertThat(JsonComments.blanked(text)).isEqualTo(blanked);
  }

  @Test
  void line_ends_stay() {
    assertThat(JsonComments.blanked("1 //a\r\n2 /*b\n\nc*/ 3//d"))
        .isEqualTo("1    \r\n2    \n\n    3   ");
  }

  /** A pattern with alternatives once needed a stack frame for each sign. */
  @Test
  void long_text_needs_no_deep_stack() {
    String text = "\"" + "\\\"".repeat(500_000) + "\"";

    assertThat(JsonComments.blanked(text + "//")).isEqualTo(text + "  ");
  }
}
