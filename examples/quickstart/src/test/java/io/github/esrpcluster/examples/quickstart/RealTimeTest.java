package io.github.esrpcluster.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class RealTimeTest {
  private static final String NORMAL =
      "{\"elementId\": \"esrp1.example.org\", \"state\": \"Normal\"}";
  private static final String OVERLOADED = NORMAL.replace("Normal", "Overloaded");
  private static final String LINES =
      """
      {"register": {"service": "sip:esrp.example.org", "node": "esrp1.example.org"}}
      {"wait": "PT0.005S"}
      {"elementId": "esrp1.example.org", "state": "Normal"}
      {"stall": "PT0.005S"}
      {"route": {"service": "sip:esrp.example.org"}}
      """;

  @Test
  void real_time_prints_the_bodies_of_virtual_time() {
    ProgramRun real = ProgramRun.on(LINES.getBytes(UTF_8), "-");

    assertThat(real.status()).isZero();
    assertThat(real.out()).isEqualTo(ProgramRun.onLines(LINES).out());
    assertThat(real.errorText())
        .contains("suspend the manager for 0.005 s")
        .contains("mode NORMAL");
  }

  /** Once four workers wrote to one terminal, and a message was printed before its event. */
  @Test
  void event_is_printed_before_its_message() {
    String input = LINES + (OVERLOADED + "\n" + NORMAL + "\n").repeat(100);
    List<String> terminal = ProgramRun.onTerminal(input.getBytes(UTF_8), "-");

    int pending = 0;
    for (String line : terminal) {
      pending += line.contains("; version ") ? 1 : line.startsWith("{") ? -1 : 0;
      assertThat(pending).as("events without their message, at %s", line).isNotNegative();
    }
    assertThat(terminal).last().asString().contains("\"GoingDown\"");
  }

  @Test
  void closed_standard_output_is_reported() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream closed = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
    closed.close();

    Quickstart.run(
        new String[] {"--virtual-time", "-"},
        new ByteArrayInputStream(LINES.getBytes(UTF_8)),
        closed,
        new PrintStream(err, true, UTF_8));

    assertThat(err.toString(UTF_8))
        .contains("version 1 was not delivered")
        .contains("output is closed");
  }
}
