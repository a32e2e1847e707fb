package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.api.internal.SipUri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The legal and the illegal forms of SIP URIs, at both places where one enters the library. */
class SipUriFormsTest {
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.state.pa.us");
  private static final NodeId NODE = NodeId.of("esrp1.state.pa.us");

  private static String contact(String uri) {
    return Registration.builder(SERVICE, NODE).contact(uri).build().contact();
  }

  /** The first ten rows are the examples of RFC 3261 sections 19.1.3 and 19.1.6. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sip:alice@atlanta.com",
        "sip:alice:secretword@atlanta.com;transport=tcp",
        "sips:alice@atlanta.com?subject=project%20x&priority=urgent",
        "sip:+1-212-555-1212:1234@gateway.com;user=phone",
        "sips:1212@gateway.com",
        "sip:alice@192.0.2.4",
        "sip:atlanta.com;method=REGISTER?to=alice%40atlanta.com",
        "sip:alice;day=tuesday@atlanta.com",
        "sip:+358-555-1234567;postd=pp22@foo.com;user=phone",
        "sip:+358-555-1234567;postd=pp22;isub=1411@foo.com;user=phone",
        "SIP:Alice@Atlanta.COM",
        "sIpS:a",
        "sip:a.example.",
        "sip:a--b.9c.example9",
        "sip:1.2.3.a4",
        "sip:j%40s0n@a.example",
        "sip:%00@a.example",
        "sip:&=+$,;?/@a.example",
        "sip:-_.!~*'()@a.example",
        "sip:a:@a.example",
        "sip:a:&=+$,-_.!~*'()%3a@a.example",
        "sip:1234%2300@h.example",
        "sip:*21@h.example",
        "sip:sip@sip",
        "sip:a;lr@b.example;lr",
        "sip:a.example;lr",
        "sip:a.example;lr=on",
        "sip:a.example;x",
        "sip:a.example;[]/:&+$-_.!~*'()%3d=[]/:&+$-_.!~*'()%3d",
        "sip:a.example;maddr=239.255.255.1;ttl=15;transport=udp;user=ip;method=INVITE",
        "sip:a.example;maddr=[2001:db8::1]",
        "sip:a.example;x=1;X.=2",
        "sip:a.example?a=",
        "sip:a.example?[]/?:+$-_.!~*'()%26=[]/?:+$-_.!~*'()%26",
        "sip:a.example?route=x&route=y&body=",
        "sip:255.255.255.255:65535",
        "sip:0.0.0.0:1",
        "sip:a.example:0005060",
        "sip:[::]",
        "sip:[2001:DB8::1]:5061;transport=tls",
        "sip:u@[::ffff:192.0.2.1]",
        "sip:u@[1:2:3:4:5:6:7:8]",
      })
  void legal_form_is_accepted_and_kept_as_written(String uri) {
    assertThat(contact(uri)).isEqualTo(uri);
    assertThat(ServiceId.of(ServiceId.of(uri).toString())).isEqualTo(ServiceId.of(uri));
    String canonical = SipUri.parse(uri).toString();
    assertThat(SipUri.parse(canonical)).isEqualTo(SipUri.parse(uri)).hasToString(canonical);
  }

  /**
   * A contact only had to be a URI for java.net.URI, which takes whatever follows {@code sip:}, so
   * a call was routed to a contact that no SIP stack could parse. The first seven rows were
   * accepted.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "sip:alice@192.0.2.10:5060transport=udp | its port must be a number from 1 to 65535; para",
        "sip:sipp@;rinstance=1234        | its host must be an IP address or a name: a label must",
        "sip:user@domain:10501:20367     | its host may have one port",
        "sip:5353@fdba:8d4a:6fa6::2019   | an IPv6 address must be in brackets",
        "sip:u@[[2001:db8::1]]:5070      | its host must be an IPv6 address in brackets or a name",
        "sip:a@b@c                       | its host must be an IP address or a name: a label must",
        "sip:1234#00@h.example           | its user must not contain '#': write %23",
        "sip:a.example#x                 | its host must be an IP address or a name: a label must",
        "sip:a<b@a.example               | its user must not contain '<': write %3C",
        "sip:a\\b@a.example               | its user must not contain '\\': write %5C",
        "sip:a@a.example>                | its host must be an IP address or a name: a label must",
        "sip:a.example;x=1>              | its parameters must not contain '>': write %3E",
        "sip:a.example;x=a?b             | a header must be a name, '=' and a value",
        "sip:a.example;transport=`       | its parameters must not contain '`': write %60",
        "sip:a.example;transport         | parameter transport must have a value",
        "sip:a.example;lr=               | parameter lr must have a value",
        "sip:a.example;lr;LR=1           | parameter lr must not be repeated",
        "sip:a.example;                  | a parameter must have a name",
        "sip:a.example?                  | a header must be a name, '=' and a value",
        "sip:a.example?a=b=c             | its header values must not contain '=': write %3D",
        "sip:                            | its host must be an IP address or a name: a label must",
        "sip:@a.example                  | its user must not be empty",
        "sip::b@a.example                | its user must not be empty",
        "sip:a b@a.example               | it must consist of visible ASCII characters",
        "sip:a%@a.example                | after '%' there must be two hexadecimal digits",
        "sip:a.b-                        | a label must not begin or end with a hyphen",
        "sip:a_b.example                 | a label must consist of the letters a to z, digits",
        "sip:a..example                  | a label must not be empty",
        "sip:a.example..                 | a label must not be empty",
        "sip:a.1b                        | its last label must begin with a letter",
        "sip:a%2eexample                 | a label must consist of the letters a to z, digits",
        "sip:010.0.0.1                   | an IPv4 address must have four numbers from 0 to 255",
        "sip:192.0.2.256                 | an IPv4 address must have four numbers from 0 to 255",
        "sip:192.0.2                     | an IPv4 address must have four numbers from 0 to 255",
        "sip:192.0.2.1.                  | an IPv4 address must have four numbers from 0 to 255",
        "sip:[192.0.2.1]                 | its host must be an IPv6 address in brackets or a name",
        "sip:[fe80::1%25eth0]            | its host must be an IPv6 address in brackets or a name",
        "sip:[fe80::1%eth0]              | its host must be an IPv6 address in brackets or a name",
        "sip:[::1                        | an IPv6 address must be in brackets",
        "sip:[::1]5060                   | its host must be an IP address or a name",
        "sip:a.example:                  | its port must be a number from 1 to 65535",
        "sip:a.example:0                 | its port must be a number from 1 to 65535",
        "sip:a.example:65536             | its port must be a number from 1 to 65535",
        "sip:a.example:-1                | its port must be a number from 1 to 65535",
      })
  void illegal_form_is_refused_with_the_rule(String uri, String rule) {
    String quoted = "\"" + uri.replace("\\", "\\\\") + "\"";
    assertThatThrownBy(() -> contact(uri))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("contact " + quoted + " is not a URI for calls (")
        .hasMessageContaining(rule)
        .hasMessageEndingWith("): use one such as sip:10.0.0.1:5060");
    assertThatThrownBy(() -> ServiceId.of(uri))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not a service id: " + quoted + " (")
        .hasMessageContaining(rule);
  }

  /**
   * Digits of another script are no digits here, though {@code Character} takes them for digits.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sip:a.example:\u0665\u0660\u0666\u0660",
        "sip:a%\uff14\uff11@a.example",
        "sip:\uff11\uff10.0.0.1",
        "sip:[\u0662001:db8::1]",
        "\u017fip:a.example",
        "sip:a.example\0",
        "sip:a\0@a.example",
        "sip:a@a.example\r\nRoute: <sip:b.example>",
        "sip:m\u00fcnchen.example",
        "tel:\u0661\u0662",
        "https://a.example/\0",
        "https://m\u00fcnchen.example",
      })
  void text_that_is_not_visible_ascii_is_refused(String uri) {
    assertThatThrownBy(() -> contact(uri))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(it must consist of visible ASCII characters): use one such as");
    assertThatThrownBy(() -> ServiceId.of(uri))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("(it must consist of visible ASCII characters)");
    assertThat(SipUri.find(uri)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tel:+1-555-0100",
        "tel:911;phone-context=+1",
        "https://calls.example:8443/a?b=c#d",
        "HTTP://[2001:db8::1]/",
        "urn:service:sos",
        "xmpp:a@b.example",
        "sipx:a@b@c",
        "x-vendor:whatever",
      })
  void contact_of_another_scheme_only_has_to_be_a_uri(String uri) {
    assertThat(contact(uri)).isEqualTo(uri);
  }

  @ParameterizedTest
  @CsvSource({
    "'', it has no scheme",
    "sip, it has no scheme",
    "alice@a.example, it has no scheme",
    "//a.example, it has no scheme",
    "':a.example', Expected scheme name",
    "tel:, Expected scheme-specific part",
    "https://a.example/%, Malformed escape pair",
    "https://a.example/<b>, Illegal character in path",
    "<sip:a.example>, Illegal character in scheme name",
    "5ip:a.example, Illegal character in scheme name",
  })
  void contact_that_is_no_absolute_uri_is_refused(String uri, String rule) {
    assertThatThrownBy(() -> contact(uri))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "contact \"%s\" is not a URI for calls (%s): use one such as sip:10.0.0.1:5060",
            uri, rule);
  }

  @Test
  void contact_has_at_most_1024_characters() {
    String longest = "sip:" + "x".repeat(1_024 - "sip:@a.example".length()) + "@a.example";
    assertThat(contact(longest)).isEqualTo(longest);
    assertThatThrownBy(() -> contact("sip:x" + longest.substring(4)))
        .hasMessageContaining("has 1025 characters: use at most 1024");
  }

  @Test
  void canonical_text_has_all_parameters_sorted() {
    assertThat(SipUri.parse("SIP:A%6c@H.example.:05060;X=%31;Lr;transport=TCP?B=%2c&a="))
        .hasToString("sip:Al@h.example:5060;lr;transport=tcp;x=1?a=&b=%2C");
  }
}
