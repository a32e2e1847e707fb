package io.github.esrpcluster.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.i3.sip.SipPeer;
import io.github.esrpcluster.i3.sip.SipRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 3261 section 8.1.2 and the transports of sections 18.1.1 and 19.1.2. */
class NextHopTest {
  @ParameterizedTest
  @CsvSource({
    "sip:a@192.0.2.1, udp, 192.0.2.1, 5060, false",
    "sip:a@192.0.2.1:7, udp, 192.0.2.1, 7, false",
    "sip:a@192.0.2.1;transport=TCP, tcp, 192.0.2.1, 5060, false",
    "sip:192.0.2.1;transport=tls, tls, 192.0.2.1, 5061, false",
    "sips:a@192.0.2.1, tls, 192.0.2.1, 5061, false",
    "sips:a@192.0.2.1:7;transport=tcp, tls, 192.0.2.1, 7, false",
    "sip:a@[::1]:7, udp, ::1, 7, false",
    "sip:a@Example.org, udp, example.org, 5060, true",
    "sip:a@example.org;maddr=192.0.2.9, udp, 192.0.2.9, 5060, false",
  })
  void request_goes_to_its_uri(String uri, String transport, String host, int port, boolean named) {
    NextHop hop = NextHop.of(SipRequest.builder("NOTIFY", uri).build());

    assertThat(hop.transport()).isEqualTo(transport);
    assertThat(hop.host()).isEqualTo(host);
    assertThat(hop.port()).isEqualTo(port);
    assertThat(hop.isNamed()).isEqualTo(named);
    assertThat(hop.ip() == null).isEqualTo(named);
  }

  @Test
  void request_goes_to_its_first_route() {
    NextHop hop =
        NextHop.of(
            SipRequest.builder("NOTIFY", "sip:a@192.0.2.1")
                .routes(List.of("<sip:192.0.2.2;lr>", "<sip:192.0.2.3;lr>"))
                .build());

    assertThat(hop.host()).isEqualTo("192.0.2.2");
  }

  @Test
  void uri_without_transport_takes_that_of_the_dialog() {
    SipRequest.Builder request =
        SipRequest.builder("NOTIFY", "sip:a@192.0.2.1")
            .peer(new SipPeer("tcp", "192.0.2.1", 40_000, List.of()));

    assertThat(NextHop.of(request.build()).transport()).isEqualTo("tcp");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "urn:service:sos", "sip:", "sip:a@192.0.2.1;transport=ws", "sip:a@1.2.3"})
  void other_target_is_refused(String uri) {
    assertThatThrownBy(() -> NextHop.of(SipRequest.builder("NOTIFY", uri).build()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void host_name_is_no_literal() {
    assertThat(NextHop.literal("localhost")).isEmpty();
    assertThat(NextHop.literal("::1")).isPresent();
  }
}
