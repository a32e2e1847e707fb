package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SipUriMatcherTest {

  /** The first five rows are the examples of RFC 3261 section 19.1.4. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sip:%61lice@atlanta.com;transport=TCP | sip:alice@AtLanTa.CoM;Transport=tcp",
        "sip:carol@chicago.com | sip:carol@chicago.com;newparam=5",
        "sip:carol@chicago.com;newparam=5 | sip:carol@chicago.com;security=on",
        "sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com"
            + "| sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com",
        "sip:alice@atlanta.com?subject=project%20x&priority=urgent"
            + "| sip:alice@atlanta.com?priority=urgent&subject=project%20x",
        "SIP:a.example | sip:a.example",
        "sip:a.example. | sip:A.EXAMPLE",
        "sip:a:b@a.example | sip:a:b@a.example",
        "sip:a.example:05060 | sip:a.example:5060",
        "sip:[2001:db8:0:0:0:0:0:1] | sip:[2001:DB8::1]",
        "sip:a.example;x=a%2fb | sip:a.example;x=A%2FB",
        "sip:a.example;x=%5B1%5D | sip:a.example;x=[1]",
        "sip:a.example;tr%61nsport=tcp | sip:a.example;transport=tcp",
        "sip:a.example?Subject=x | sip:a.example?subject=x",
        "sip:a.example;lr | sip:a.example",
      })
  void equivalent_uris_match(String one, String other) {
    assertThat(SipUriMatcher.rfc3261(one).matches(other)).isTrue();
    assertThat(SipUriMatcher.rfc3261(other).matches(one)).isTrue();
  }

  /** The first six rows are the examples of RFC 3261 section 19.1.4. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SIP:ALICE@AtLanTa.CoM;Transport=udp | sip:alice@AtLanTa.CoM;Transport=UDP",
        "sip:bob@biloxi.com | sip:bob@biloxi.com:5060",
        "sip:bob@biloxi.com | sip:bob@biloxi.com;transport=udp",
        "sip:bob@biloxi.com | sip:bob@biloxi.com:6000;transport=tcp",
        "sip:carol@chicago.com | sip:carol@chicago.com?Subject=next%20meeting",
        "sip:bob@phone21.boxesbybob.com | sip:bob@192.0.2.4",
        "sip:a.example | sips:a.example",
        "sip:a.example | sip:a@a.example",
        "sip:a@a.example | sip:a:@a.example",
        "sip:a:b@a.example | sip:a:B@a.example",
        "sip:a%2Fb@a.example | sip:a/b@a.example",
        "sip:a.example:5060 | sip:a.example:5061",
        "sip:a.example;x=1 | sip:a.example;x=2",
        "sip:a.example;x=1 | sip:a.example;x",
        "sip:a.example;user=ip | sip:a.example",
        "sip:a.example;ttl=1 | sip:a.example",
        "sip:a.example;method=BYE | sip:a.example",
        "sip:a.example;maddr=10.0.0.1 | sip:a.example",
        "sip:a.example;transport=tcp | sip:a.example;transport=tls",
        "sip:a.example?a=x | sip:a.example?a=y",
        "sip:a.example?a=x | sip:a.example?a=x&b=y",
        "sip:a.example?route=x&route=y | sip:a.example?route=y&route=x",
      })
  void different_uris_do_not_match(String one, String other) {
    assertThat(SipUriMatcher.rfc3261(one).matches(other)).isFalse();
    assertThat(SipUriMatcher.rfc3261(other).matches(one)).isFalse();
  }

  /** The example of the Javadoc page. */
  @Test
  void matching_is_not_transitive() {
    SipUriMatcher carol = SipUriMatcher.rfc3261("sip:carol@chicago.com");
    assertThat(carol.matches("sip:carol@chicago.com;security=on")).isTrue();
    assertThat(carol.matches("sip:carol@chicago.com;security=off")).isTrue();

    SipUriMatcher secure = SipUriMatcher.rfc3261("sip:carol@chicago.com;security=on");
    assertThat(secure.matches("sip:carol@chicago.com;security=off")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sip:", "urn:service:sos", "tel:911", "sip:a b", "<sip:a.example>"})
  void text_that_is_no_sip_uri_is_refused_and_matches_none(String text) {
    assertThat(SipUriMatcher.rfc3261("sip:a.example").matches(text)).isFalse();
    assertThatThrownBy(() -> SipUriMatcher.rfc3261(text))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not a SIP URI: \"" + text + "\" (it");
  }

  @Test
  void null_is_refused() {
    SipUriMatcher matcher = SipUriMatcher.rfc3261("sip:a.example");
    assertThatNullPointerException().isThrownBy(() -> matcher.matches(null)).withMessage("other");
    assertThatNullPointerException()
        .isThrownBy(() -> SipUriMatcher.rfc3261(null))
        .withMessage("uri");
  }

  @Test
  void text_has_the_canonical_uri() {
    assertThat(SipUriMatcher.rfc3261("SIP:A.example;lr")).hasToString("rfc3261(sip:a.example)");
  }

  @Property
  void uri_matches_itself(@ForAll("uris") String uri) {
    assertThat(SipUriMatcher.rfc3261(uri).matches(uri)).isTrue();
  }

  @Property(tries = 2000)
  void matching_is_symmetric(@ForAll("uris") String one, @ForAll("uris") String other) {
    assertThat(SipUriMatcher.rfc3261(one).matches(other))
        .isEqualTo(SipUriMatcher.rfc3261(other).matches(one));
  }

  @Provide
  static Arbitrary<String> uris() {
    return SipUris.nearlyEqual();
  }
}
