package io.github.esrpcluster.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TracedMessageTest {
  private static final String RULE = "-".repeat(47);

  private static List<TracedMessage> read(String trace) {
    return TracedMessage.readAll(trace.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void trace_is_read() {
    List<TracedMessage> messages =
        read(
            RULE
                + " 2026-11-29 04:11:01.250000\nUDP message sent (20 bytes):\n\n"
                + "SIP/2.0 200 OK\r\nTo: x\r\n\r\n\n"
                + RULE
                + " 2026-11-29 04:11:02.500000\nUDP message received [40] bytes :\n\n"
                + "NOTIFY sip:x SIP/2.0\r\nContent-Length: 7\r\n\r\n{\"a\":1}\n");
    assertThat(messages).hasSize(2);
    assertThat(messages.get(0).sent()).isTrue();
    assertThat(messages.get(0).header("To")).isEqualTo("x");
    assertThat(messages.get(1).isReceived("NOTIFY")).isTrue();
    assertThat(messages.get(1).body().at("/a").intValue()).isEqualTo(1);
    assertThat(messages.get(1).since(messages.get(0))).isEqualTo(Duration.ofMillis(1_250));
  }

  @Test
  void body_of_another_length_is_a_fault() {
    TracedMessage message =
        read(RULE
                + " 2026-11-29 04:11:02.500000\nTCP message received [40] bytes :\n\n"
                + "NOTIFY sip:x SIP/2.0\r\nContent-Length: 8\r\n\r\n{\"a\":1}\n")
            .get(0);
    assertThatThrownBy(message::body).hasMessageContaining("Content-Length");
    assertThatThrownBy(() -> message.header("To")).hasMessageContaining("No header To");
  }
}
