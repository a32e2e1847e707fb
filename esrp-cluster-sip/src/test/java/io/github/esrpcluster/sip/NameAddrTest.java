package io.github.esrpcluster.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameAddrTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<sip:a@b>| sip:a@b| ''",
        "<sip:a@b;lr>;tag=1| sip:a@b;lr| 1",
        "sip:a@b;tag=1| sip:a@b| 1",
        "sip:a@b ; TAG = 1 ;x| sip:a@b| 1",
        "Bob <sip:a@b>;x;tag=1| sip:a@b| 1",
        "\"<x> \\\" ;tag=0\" <sip:a@b>;y=\";tag=2\";tag=1| sip:a@b| 1",
        "< sip:a@b >| sip:a@b| ''",
        "<urn:service:sos>;tag=1;tag=2| urn:service:sos| 1",
      })
  void value_has_uri_and_tag(String value, String uri, String tag) {
    NameAddr parsed = NameAddr.parse(value).orElseThrow();

    assertThat(parsed.uri()).isEqualTo(uri);
    assertThat(parsed.tag()).isEqualTo(tag);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "<>",
        "<sip:a",
        "\"a",
        "\"a\\",
        "<sip:a b>",
        "<a>b",
        "a b",
        "<<a>>",
        ";x"
      })
  void other_value_is_refused(String value) {
    assertThat(NameAddr.parse(value)).isEmpty();
  }

  @Test
  void list_is_not_split_within_quotes_and_brackets() {
    assertThat(NameAddr.split("\"a, b\" <sip:c,d>, , <sip:e>;f=\"g,\\\",\" ,h", ','))
        .containsExactly("\"a, b\" <sip:c,d>", "<sip:e>;f=\"g,\\\",\"", "h");
  }
}
