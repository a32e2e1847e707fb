package io.github.esrpcluster.examples.stateserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,      10.255.255.255, true",
    "10.0.0.0/8,      11.0.0.0,       false",
    "10.9.9.9/8,      10.1.1.1,       true",
    "192.0.2.7,       192.0.2.7,      true",
    "192.0.2.7,       192.0.2.6,      false",
    "192.0.2.6/31,    192.0.2.7,      true",
    "0.0.0.0/0,       203.0.113.1,    true",
    "0.0.0.0/0,       ::1,            false",
    "::/0,            203.0.113.1,    false",
    "2001:db8::/32,   2001:db8:1::1,  true",
    "2001:db8::/32,   2001:db9::1,    false",
    "::ffff:10.0.0.0/8, 10.1.1.1,     true",
  })
  void range_contains_addresses_with_its_prefix(String range, String address, boolean contains) {
    assertThat(AddressRange.parse(range).contains(IpAddresses.parse(address))).isEqualTo(contains);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "localhost", "example.org", "10.0.0", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1",
        "10.0.0.0/x", "256.0.0.1", "::1::", "2001:db8::/129", "/8", "10.0.0.0/8/8", "a:b.example"
      })
  void malformed_range_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressRange.parse(text))
        .withMessageStartingWith("not an ");
  }

  @ParameterizedTest
  @CsvSource({
    "udp:127.0.0.1:5060, udp:127.0.0.1:5060, true",
    "tcp:[::1]:0,        tcp:[0:0:0:0:0:0:0:1]:0, true",
    "tls:127.9.9.9:5061, tls:127.9.9.9:5061, true",
    "udp:0.0.0.0:5060,   udp:0.0.0.0:5060,   false",
    "udp:192.0.2.1:65535, udp:192.0.2.1:65535, false",
  })
  void listener_has_transport_address_and_port(String text, String shown, boolean loopback) {
    ListenAddress listener = ListenAddress.sip(text);

    assertThat(listener).hasToString(shown);
    assertThat(listener.isLoopback()).isEqualTo(loopback);
    assertThat(listener.isTls()).isEqualTo(text.startsWith("tls"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "127.0.0.1:5060",
        "sctp:127.0.0.1:5060",
        "udp:127.0.0.1",
        "udp:127.0.0.1:65536",
        "udp:127.0.0.1:x",
        "http:127.0.0.1:80",
        "udp:localhost:5060",
        "UDP:127.0.0.1:5060"
      })
  void malformed_listener_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ListenAddress.sip(text))
        .withMessageContaining("write")
        .withMessageContaining("127.0.0.1");
  }

  @Test
  void access_list_permits_an_address_or_a_name() {
    AccessList list =
        new AccessList(List.of(AddressRange.parse("192.0.2.0/24")), List.of("esrp.example.org"));

    assertThat(list.permits(IpAddresses.parse("192.0.2.9"), List.of())).isTrue();
    assertThat(list.permits(IpAddresses.parse("10.0.0.1"), List.of("x", "ESRP.example.org")))
        .isTrue();
    assertThat(list.permits(IpAddresses.parse("10.0.0.1"), List.of("x"))).isFalse();
  }
}
