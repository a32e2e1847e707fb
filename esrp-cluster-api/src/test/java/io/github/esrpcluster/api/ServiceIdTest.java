package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceIdTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sip:esrp.state.pa.us                 | sip:esrp.state.pa.us",
        "SIP:ESRP.State.PA.US.                | sip:esrp.state.pa.us",
        "sips:a.example                       | sips:a.example",
        "sip:a                                | sip:a",
        "sip:Alice@A.example                  | sip:Alice@a.example",
        "sip:a:pW@A.example                   | sip:a:pW@a.example",
        "sip:a:@a.example                     | sip:a:@a.example",
        "sip:+1-215;phone-context=X@a.example;user=phone | "
            + "sip:+1-215;phone-context=X@a.example;user=phone",
        "sip:a?b/c&d=e+f$g,h@a.example        | sip:a?b/c&d=e+f$g,h@a.example",
        "sip:%61%2d%3a%c3%A9@a.example        | sip:a-%3A%C3%A9@a.example",
        "sip:a%3bb@a.example                  | sip:a%3Bb@a.example",
        "sip:10.0.0.1                         | sip:10.0.0.1",
        "sip:255.255.255.255:65535            | sip:255.255.255.255:65535",
        "sip:a.example:5060                   | sip:a.example:5060",
        "sip:a.example:0005060                | sip:a.example:5060",
        "sip:a.example:1                      | sip:a.example:1",
        "sip:[::1]:5061                       | sip:[::1]:5061",
        "sip:a.example;lr                     | sip:a.example",
        "sip:a.example;x=1;lr;y               | sip:a.example",
        "sip:a.example;User=Phone;TTL=1;transport=TCP;Method=BYE;maddr=[FF02::1]"
            + "| sip:a.example;maddr=[ff02::1];method=bye;transport=tcp;ttl=1;user=phone",
        "sip:a.example;tr%61nsport=t%43p      | sip:a.example;transport=tcp",
        "sip:a.example;maddr=%5bff02::1%5d    | sip:a.example;maddr=[ff02::1]",
        "sip:a.example;transport=%3b%2F       | sip:a.example;transport=%3B%2F",
        "sip:a.example?Subject=X%20y&Priority= | sip:a.example?priority=&subject=X%20y",
        "sip:a.example?Route=y&a=1&route=x    | sip:a.example?a=1&route=y&route=x",
        "sip:a.example;lr?a=%3a%5B            | sip:a.example?a=%3A[",
      })
  void sip_uri_has_one_canonical_form(String text, String canonical) {
    assertThat(ServiceId.of(text)).hasToString(canonical).isEqualTo(ServiceId.of(canonical));
  }

  /** Examples of RFC 5952 sections 1 and 4. */
  @ParameterizedTest
  @CsvSource({
    "2001:db8:0:0:1:0:0:1,         2001:db8::1:0:0:1",
    "2001:0db8:0:0:1:0:0:1,        2001:db8::1:0:0:1",
    "2001:db8::1:0:0:1,            2001:db8::1:0:0:1",
    "2001:db8:0:0:1::1,            2001:db8::1:0:0:1",
    "2001:DB8:0:0:1::1,            2001:db8::1:0:0:1",
    "2001:db8:aaaa:bbbb:cccc:dddd:eeee:0001, 2001:db8:aaaa:bbbb:cccc:dddd:eeee:1",
    "2001:db8:0:1:1:1:1:1,         2001:db8:0:1:1:1:1:1",
    "2001:db8::1:1:1:1:1,          2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1,           2001:0:0:1::1",
    "0:0:0:0:0:0:0:0,              ::",
    "::,                           ::",
    "::1,                          ::1",
    "1::,                          1::",
    "::ffff:192.0.2.1,             ::ffff:c000:201",
    "::ffff:198.51.100.9,          ::ffff:c633:6409",
    "1:2:3:4:5:6:192.0.2.1,        1:2:3:4:5:6:c000:201",
    "0:0:3:4:5:6:7:8,              ::3:4:5:6:7:8",
    "1:2:3:4:5:6:0:0,              1:2:3:4:5:6::",
    "FE80::A:B,                    fe80::a:b",
  })
  void ipv6_address_has_one_canonical_form(String address, String canonical) {
    assertThat(ServiceId.of("sip:[" + address + "]")).hasToString("sip:[" + canonical + "]");
    assertThat(ServiceId.of("sip:[" + canonical + "]")).hasToString("sip:[" + canonical + "]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "urn:service:sos                     | urn:service:sos",
        "URN:Service:SOS.Police              | urn:service:sos.police",
        "urn:service:test.sos                | urn:service:test.sos",
        "urn:service:a-2.3                   | urn:service:a-2.3",
        "urn:emergency:service:SOS.level_2_esrp | urn:emergency:service:sos.level_2_esrp",
        "urn:emergency:Service:_a            | urn:emergency:service:_a",
        "urn:nena:service:SOS.psap           | urn:nena:service:sos.psap",
        "URN:Emergency:uid:LogId:aB:x.Y      | urn:emergency:uid:LogId:aB:x.Y",
        "urn:EXAMPLE:-._~!$&'()*+,;=:@/Az09  | urn:example:-._~!$&'()*+,;=:@/Az09",
      })
  void urn_has_one_canonical_form(String text, String canonical) {
    assertThat(ServiceId.of(text)).hasToString(canonical).isEqualTo(ServiceId.of(canonical));
  }

  /** Examples of RFC 8141 section 3.2, and a component that looks like another. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "URN:example:a123,z456            | urn:example:a123,z456",
        "urn:EXAMPLE:a123,z456            | urn:example:a123,z456",
        "urn:example:a123,z456?+abc       | urn:example:a123,z456",
        "urn:example:a123,z456?=xyz       | urn:example:a123,z456",
        "urn:example:a123,z456#789        | urn:example:a123,z456",
        "urn:example:a123,z456?+a/b?=x?+y#a/b?c | urn:example:a123,z456",
        "urn:example:a123,z456#           | urn:example:a123,z456",
        "urn:example:a123%2cz456          | urn:example:a123%2Cz456",
        "urn:example:%c3%a9/%2F           | urn:example:%C3%A9/%2F",
        "URN:Service:SOS.Fire?=x#y        | urn:service:sos.fire",
        "urn:emergency:service:SOS?+x     | urn:emergency:service:sos",
      })
  void equivalent_urns_have_one_id(String text, String canonical) {
    assertThat(ServiceId.of(text))
        .hasToString(canonical)
        .isEqualTo(ServiceId.of(canonical))
        .hasSameHashCodeAs(ServiceId.of(canonical));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sip:a.example            | sips:a.example",
        "sip:a.example            | sip:a.example:5060",
        "sip:a.example            | sip:a.example;transport=udp",
        "sip:alice@a.example      | sip:Alice@a.example",
        "sip:alice@a.example      | sip:a.example",
        "sip:alice@a.example      | sip:alice:@a.example",
        "sip:a%2Fb@a.example      | sip:a/b@a.example",
        "sip:a.example            | sip:a.example?a=",
        "sip:a.example?a=x        | sip:a.example?a=X",
        "sip:[::1]                | sip:localhost",
        "urn:service:sos          | urn:service:sos.police",
        "urn:example:a            | urn:example:A",
        "urn:example:a123,z456    | urn:example:a123%2Cz456",
        "urn:example:a-b          | urn:example:a%2Db",
        "urn:example:a            | urn:example:a/foo",
        "urn:example:a            | urn:example:a/",
        "urn:service:sos          | urn:emergency:service:sos",
      })
  void different_uris_have_different_ids(String one, String other) {
    assertThat(ServiceId.of(one)).isNotEqualTo(ServiceId.of(other));
    assertThat(ServiceId.of(one)).isNotEqualByComparingTo(ServiceId.of(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                     | its scheme must be sip, sips or urn",
        "a.example              | its scheme must be sip, sips or urn",
        "tel:911                | its scheme must be sip, sips or urn",
        "<sip:a.example>        | its scheme must be sip, sips or urn",
        "sip                    | its scheme must be sip, sips or urn",
        "' sip:a.example'       | it must consist of visible ASCII characters",
        "sip:a.example?x=a b    | it must consist of visible ASCII characters",
        "sip:é@a.example        | it must consist of visible ASCII characters",
        "urn:example:é          | it must consist of visible ASCII characters",
        "sip:@a.example         | its user must not be empty",
        "sip::a@a.example       | its user must not be empty",
        "sip:a#@a.example       | its user must not contain '#': write %23",
        "sip:a[@a.example       | its user must not contain '[': write %5B",
        "sip:a:b:c@a.example    | its password must not contain ':': write %3A",
        "sip:a:b;c@a.example    | its password must not contain ';': write %3B",
        "sip:a%4@a.example      | after '%' there must be two hexadecimal digits",
        "sip:a%4g@a.example     | after '%' there must be two hexadecimal digits",
        "sip:a%g4@a.example     | after '%' there must be two hexadecimal digits",
        "sip:a@a.example;x=%    | after '%' there must be two hexadecimal digits",
        "sip:a.example:         | its port must be a number from 1 to 65535; "
            + "parameters follow after ';'",
        "sip:a.example:0        | its port must be a number from 1 to 65535; "
            + "parameters follow after ';'",
        "sip:a.example:65536    | its port must be a number from 1 to 65535; "
            + "parameters follow after ';'",
        "sip:a.example:4294967297 | its port must be a number from 1 to 65535; "
            + "parameters follow after ';'",
        "sip:a.example:+5060    | its port must be a number from 1 to 65535; "
            + "parameters follow after ';'",
        "sip:a.example:5060:1   | 'its host may have one port, and an IPv6 address must be in "
            + "brackets'",
        "sip:[::1]:x            | its port must be a number from 1 to 65535; "
            + "parameters follow after ';'",
        "sip:a.example;         | a parameter must have a name",
        "sip:a.example;;lr      | a parameter must have a name",
        "sip:a.example;=1       | a parameter must have a name",
        "sip:a.example;x=       | parameter x must have a value",
        "sip:a.example;transport | parameter transport must have a value",
        "sip:a.example;x=1;X=1  | parameter x must not be repeated",
        "sip:a.example;lr;lr    | parameter lr must not be repeated",
        "sip:a.example;ttl=1;t%74l=2 | parameter ttl must not be repeated",
        "sip:a.example;x=a=b    | its parameters must not contain '=': write %3D",
        "sip:a.example;x=@      | its host must be an IP address or a name: "
            + "a label must not be empty",
        "sip:a@b@a.example      | its host must be an IP address or a name: "
            + "a label must consist of the letters a to z, digits and hyphens",
        "sip:a.example?         | 'a header must be a name, ''='' and a value'",
        "sip:a.example?a        | 'a header must be a name, ''='' and a value'",
        "sip:a.example?=a       | 'a header must be a name, ''='' and a value'",
        "sip:a.example?a=b&     | 'a header must be a name, ''='' and a value'",
        "sip:a.example?a=b;c    | its header values must not contain ';': write %3B",
        "sip:a.example?a;b=c    | its header names must not contain ';': write %3B",
        "sip:                   | its host must be an IP address or a name: "
            + "a label must not be empty",
        "sip://a.example        | its host must be an IP address or a name: "
            + "a label must consist of the letters a to z, digits and hyphens",
        "sip:%61.example        | its host must be an IP address or a name: "
            + "a label must consist of the letters a to z, digits and hyphens",
        "sip:10.0.0.256         | 'an IPv4 address must have four numbers from 0 to 255, without "
            + "leading zeros'",
        "sip:10.0.0.01          | 'an IPv4 address must have four numbers from 0 to 255, without "
            + "leading zeros'",
        "sip:10.0.0             | 'an IPv4 address must have four numbers from 0 to 255, without "
            + "leading zeros'",
        "sip:10.0.0.1.          | 'an IPv4 address must have four numbers from 0 to 255, without "
            + "leading zeros'",
        "urn:                   | 'the namespace of a URN must be 2 to 32 letters, digits and inner"
            + " hyphens'",
        "urn:x:y                | 'the namespace of a URN must be 2 to 32 letters, digits and inner"
            + " hyphens'",
        "urn:-xx:y              | 'the namespace of a URN must be 2 to 32 letters, digits and inner"
            + " hyphens'",
        "urn:example            | a URN must name something",
        "urn:example:           | a URN must name something",
        "urn:service:           | a URN must name something",
        "urn:service:sos.       | after urn:service: there must be labels of letters, digits and "
            + "inner hyphens",
        "urn:service:sos-       | after urn:service: there must be labels of letters, digits and "
            + "inner hyphens",
        "urn:service:sos_a      | after urn:service: there must be labels of letters, digits and "
            + "inner hyphens",
        "urn:service:sos:a      | after urn:service: there must be labels of letters, digits and "
            + "inner hyphens",
        "urn:service:abcdefghijklmnopqrstuvwxyz12 | the first label of a service URN must have at "
            + "most 27 characters",
        "urn:emergency:service: | after urn:emergency:service: there must be labels of letters, "
            + "digits and inner hyphens",
        "urn:nena:service:.sos  | after urn:nena:service: there must be labels of letters, digits "
            + "and inner hyphens",
        "urn:emergency:service:sos/a | after urn:emergency:service: there must be labels of "
            + "letters, digits and inner hyphens",
      })
  void refusal_names_the_value_and_the_rule(String text, String rule) {
    assertThatThrownBy(() -> ServiceId.of(text))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a service id: \"" + text + "\" (" + rule + ")");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "urn:example:/a",
        "urn:example:a[b]",
        "urn:example:a%2",
        "urn:example:a%zz",
        "urn:example:a\"b",
        "urn:example:a^b",
      })
  void name_of_a_urn_with_other_characters_is_refused(String urn) {
    assertThatThrownBy(() -> ServiceId.of(urn))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "not a service id: \"%s\" (the name in a URN must consist of letters, digits,"
                + " -._~!$&'()*+,;=:@/ and escapes such as %%20, and must not begin with '/')",
            urn.replace("\"", "\\\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "urn:example:a?",
        "urn:example:a?b",
        "urn:example:a?+",
        "urn:example:a?=",
        "urn:example:a?+/b",
        "urn:example:a?=?b",
        "urn:example:a#b#c",
        "urn:example:a?=b[c]",
        "urn:example:a#%",
        "urn:service:sos?x",
      })
  void malformed_component_of_a_urn_is_refused(String urn) {
    assertThatThrownBy(() -> ServiceId.of(urn))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "not a service id: \"%s\" (only a component after '?+', '?=' or '#' may follow the name"
                + " in a URN: leave it out)",
            urn);
  }

  @ParameterizedTest
  @ValueSource(strings = {"urn:example:?=a", "urn:example:#a", "urn:service:#sos"})
  void urn_that_is_only_a_component_is_refused(String urn) {
    assertThatThrownBy(() -> ServiceId.of(urn)).hasMessageContaining("a URN must name something");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        ":::",
        "1",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7::8",
        "1::2::3",
        ":1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:",
        "12345::",
        "g::",
        "+1::",
        "fe80::1%25eth0",
        "fe80::1%eth0",
        "1.2.3.4",
        "1.2.3.4::",
        "::1.2.3",
        "::1.2.3.256",
        "::1.2.3.04",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::1]",
      })
  void malformed_ipv6_address_is_refused(String address) {
    assertThatThrownBy(() -> ServiceId.of("sip:[" + address + "]"))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "not a service id: \"sip:[%s]\" (%s)",
            address, "its host must be an IPv6 address in brackets or a name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sip:[::1", "sip:::1", "sip:[::1]a", "sip:::1]", "sip:[::1].example"})
  void ipv6_address_without_brackets_is_refused(String text) {
    assertThatThrownBy(() -> ServiceId.of(text))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not a service id: \"" + text + "\" (its ");
  }

  @Test
  void top_level_service_has_at_most_27_characters() {
    String longest = "urn:service:abcdefghijklmnopqrstuvwxyz1";
    assertThat(ServiceId.of(longest)).hasToString(longest);
    String below = "urn:service:sos.abcdefghijklmnopqrstuvwxyz12";
    assertThat(ServiceId.of(below)).hasToString(below);
    String other = "urn:emergency:service:abcdefghijklmnopqrstuvwxyz12";
    assertThat(ServiceId.of(other)).hasToString(other);
  }

  @Test
  void namespace_of_a_urn_has_at_most_32_characters() {
    String longest = "urn:" + "a".repeat(32) + ":b";
    assertThat(ServiceId.of(longest)).hasToString(longest);
    assertThatThrownBy(() -> ServiceId.of("urn:" + "a".repeat(33) + ":b"))
        .hasMessageContaining("the namespace of a URN must be 2 to 32 letters");
  }

  @Test
  void id_has_at_most_1024_characters() {
    String longest = "urn:example:" + "a".repeat(1012);
    assertThat(ServiceId.of(longest)).hasToString(longest);
    assertTooLong(longest + "a");
  }

  /** An id of 1,024 characters had a canonical form of 1,025, which was refused as an id. */
  @Test
  void canonical_form_has_at_most_1024_characters() {
    String ends = "@[1::2:3:4:5:6:7]";
    String user = "a".repeat(1024 - "sip:".length() - ends.length());
    assertTooLong("sip:" + user + ends);
    assertThat(ServiceId.of("sip:" + user.substring(1) + ends).toString()).hasSize(1024);
  }

  @Test
  void refusal_escapes_control_characters_and_cuts_the_value() {
    assertThatThrownBy(() -> ServiceId.of("sip:a\r\nb"))
        .hasMessageContaining("sip:a\\u000d\\u000ab");
    assertThatThrownBy(() -> ServiceId.of("sip:" + "!".repeat(100_000)))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
  }

  @Test
  void null_is_refused() {
    assertThatNullPointerException().isThrownBy(() -> ServiceId.of(null)).withMessage("text");
  }

  @Test
  void default_domain_is_the_host_of_the_uri() {
    assertThat(ServiceId.of("sip:sos@ESRP.State.PA.US.:5060;transport=tcp?a=b").defaultDomain())
        .contains(Fqdn.of("esrp.state.pa.us"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sip:10.0.0.1", "sip:[::1]", "sip:esrp", "urn:service:sos", "urn:example:a.b"})
  void host_that_is_no_fqdn_gives_no_default_domain(String text) {
    assertThat(ServiceId.of(text).defaultDomain()).isEmpty();
  }

  @Test
  void bounds_of_each_kind_of_character_are_accepted() {
    assertThat(ServiceId.of("sip:a~b@esrp.example.org")).hasToString("sip:a~b@esrp.example.org");
    assertThat(ServiceId.of("sip:a%0fb@esrp.example.org"))
        .isEqualTo(ServiceId.of("sip:a%0Fb@esrp.example.org"));
    assertThat(ServiceId.of("sip:a%f0b@esrp.example.org"))
        .isEqualTo(ServiceId.of("sip:a%F0b@esrp.example.org"));
  }

  @Test
  void different_ids_have_different_hashes() {
    assertThat(ServiceId.of("sip:a.example.org").hashCode())
        .isNotEqualTo(ServiceId.of("sip:b.example.org").hashCode());
  }

  private static void assertTooLong(String text) {
    assertThatThrownBy(() -> ServiceId.of(text))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not a service id: \"" + text.substring(0, 80))
        .hasMessageEndingWith("(it must have at most 1024 characters)");
  }
}
