package io.github.esrpcluster.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
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
  void transmitsTheSameAsInVirtualTime() {
    Ran real = Ran.on(LINES.getBytes(UTF_8), "-");

    assertThat(real.status()).isZero();
    assertThat(real.out()).isEqualTo(Ran.onLines(LINES).out());
    assertThat(real.story()).contains("stands still for PT0.005S").contains("mode NORMAL");
  }

  /** Four workers wrote to one terminal, where a message then stood before its cause. */
  @Test
  void tellsWhatHappensBeforeWhatIsTransmittedOfIt() {
    String script = LINES + (OVERLOADED + "\n" + NORMAL + "\n").repeat(100);
    ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(terminal, true, UTF_8);

    Quickstart.run(
        new String[] {"-"}, new ByteArrayInputStream(script.getBytes(UTF_8)), both, both);

    int untold = 0;
    for (String line : terminal.toString(UTF_8).lines().toList()) {
      untold += line.contains("VERDICT") ? 1 : line.startsWith("{") ? -1 : 0;
      assertThat(untold).as("verdicts told and not yet transmitted, at %s", line).isNotNegative();
    }
    assertThat(terminal.toString(UTF_8)).contains("\"GoingDown\"");
  }

  @Test
  void tellsThatStandardOutputIsClosed() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream closed = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
    closed.close();

    Quickstart.run(
        new String[] {"--virtual-time", "-"},
        new ByteArrayInputStream(LINES.getBytes(UTF_8)),
        closed,
        new PrintStream(err, true, UTF_8));

    assertThat(err.toString(UTF_8)).contains("v1 not transmitted").contains("output is closed");
  }
}
