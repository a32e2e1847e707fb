package io.github.esrpcluster.benchmarks.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NotifyReaderTest {
  private final NotifyReader reader = new NotifyReader();

  private void read(String... lines) {
    reader.read(ByteBuffer.wrap(String.join("\r\n", lines).getBytes(StandardCharsets.ISO_8859_1)));
  }

  private String answer() {
    return StandardCharsets.ISO_8859_1.decode(reader.answer().duplicate()).toString();
  }

  @Test
  void answer_copies_the_headers_of_a_notify() {
    read(
        "NOTIFY sip:bench@127.0.1.1 SIP/2.0",
        "Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK1",
        "t: <sip:bench@127.0.1.1>;tag=7",
        "From : <sip:esrp@127.0.0.1>;tag=8",
        "CSEQ: 2 NOTIFY",
        "Content-Type: text/plain",
        "Call-ID: 42-3@bench",
        "Contact: <sip:127.0.0.1:5060>",
        "Content-Length: 4",
        "",
        "body");
    assertThat(reader.isNotify()).isTrue();
    assertThat(reader.status()).isZero();
    assertThat(reader.index()).isEqualTo(42);
    assertThat(answer())
        .isEqualTo(
            """
            SIP/2.0 200 OK
            Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK1
            t: <sip:bench@127.0.1.1>;tag=7
            From : <sip:esrp@127.0.0.1>;tag=8
            CSEQ: 2 NOTIFY
            Call-ID: 42-3@bench
            Content-Length: 0

            """
                .replace("\n", "\r\n"));
  }

  @Test
  void marker_is_found_in_the_body_only() {
    read("NOTIFY sip:x SIP/2.0", "Call-ID: 1-1", "Subject: in the head", "", "in the body");
    assertThat(reader.bodyContains("body".getBytes(StandardCharsets.ISO_8859_1))).isTrue();
    assertThat(reader.bodyContains("head".getBytes(StandardCharsets.ISO_8859_1))).isFalse();
  }

  @Test
  void answers_have_a_status_and_headers() {
    read("SIP/2.0 423 Interval Too Brief", "To: <sip:x>;tag=5", "i: 9-1", "", "");
    assertThat(reader.isNotify()).isFalse();
    assertThat(reader.status()).isEqualTo(423);
    assertThat(reader.index()).isEqualTo(9);
    assertThat(reader.header("To")).isEqualTo("<sip:x>;tag=5");
    assertThat(reader.header("From")).isEmpty();
  }

  @Test
  void message_without_call_id_belongs_to_no_subscription() {
    read("NOTIFY sip:x SIP/2.0", "Contact: <sip:127.0.0.1>", "", "");
    assertThat(reader.index()).isNegative();
  }
}
