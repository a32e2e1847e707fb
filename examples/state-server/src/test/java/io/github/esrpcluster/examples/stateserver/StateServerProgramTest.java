package io.github.esrpcluster.examples.stateserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateServerProgramTest {
  private static final String REGISTER =
      "{\"register\":{\"service\":\"sip:esrp.example.org\",\"node\":\"n1.example.org\"}}\n";
  private static final String NORMAL = "{\"elementId\":\"n1.example.org\",\"state\":\"Normal\"}\n";
  private static final String[] ONE_SERVICE = {
    "--service", "sip:esrp.example.org", "--listen", "udp:127.0.0.1:0", "--input", "-"
  };

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String input, String... args) {
    PrintStream errors = new PrintStream(err, true, UTF_8);
    return new StateServerProgram(
            new PrintStream(out, true, UTF_8), errors, new GracefulExit(errors))
        .run(args, new ByteArrayInputStream(input.getBytes(UTF_8)), Map.of());
  }

  @Test
  void help_is_printed() {
    assertThat(run("", "--help")).isEqualTo(StateServerProgram.SUCCESS);
    assertThat(out.toString(UTF_8)).startsWith("usage: ").contains("--listen", "--linger");
    assertThat(err.size()).isZero();
  }

  @Test
  void lines_take_effect_and_the_server_stops_at_their_end() {
    assertThat(run(REGISTER + NORMAL, ONE_SERVICE)).isEqualTo(StateServerProgram.SUCCESS);
    assertThat(err.toString(UTF_8))
        .contains("listening udp:127.0.0.1:")
        .contains("sip:esrp.example.org is Normal, was Down")
        .contains("sip:esrp.example.org is GoingDown");
  }

  @Test
  void line_for_a_service_that_is_not_configured_is_an_error() {
    String other = REGISTER.replace("esrp.example", "other.example");

    assertThat(run(other + REGISTER, ONE_SERVICE)).isEqualTo(StateServerProgram.BAD_INPUT);
    assertThat(err.toString(UTF_8))
        .contains("line 1: sip:other.example.org is not a service of this server")
        .contains("n1.example.org joined");
  }

  @Test
  void wrong_argument_is_an_error() {
    assertThat(run("", "--fast")).isEqualTo(StateServerProgram.BAD_INPUT);
    assertThat(err.toString(UTF_8)).startsWith("state-server: unknown argument --fast");
  }

  @Test
  void port_in_use_is_a_failure() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path config =
          Files.writeString(
              folder.resolve("c.json"),
              "{\"services\":[{\"uri\":\"sip:esrp.example.org\"}],\"dequeueRegistration\":"
                  + "{\"listen\":\"http:127.0.0.1:"
                  + other.getLocalPort()
                  + "\"}}");

      assertThat(run("", "--config", config.toString(), "--listen", "udp:127.0.0.1:0"))
          .isEqualTo(StateServerProgram.FAILED);
    }
    assertThat(err.toString(UTF_8).lines())
        .last()
        .asString()
        .startsWith("state-server: ")
        .contains("Address already in use");
  }

  @Test
  void signal_ends_the_process_with_success() throws Exception {
    try (ServerInProcess server =
        ServerInProcess.start("--service", "sip:esrp.example.org", "--listen", "udp:127.0.0.1:0")) {
      server.awaitPort("udp");
      server.terminate();

      server.await("every service becomes GoingDown");
      assertThat(server.awaitExit()).isZero();
    }
  }
}
