package io.github.esrpcluster.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.esrpcluster.i3.I3Json;
import io.github.esrpcluster.i3.ServiceStateBody;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;

/** One run of the program, without a process: what it printed, and with which status it ended. */
record Ran(int status, List<String> out, List<String> err) {
  static Ran with(String... args) {
    return on(new byte[0], args);
  }

  /** Reads the lines from standard input, in virtual time. */
  static Ran onLines(String... lines) {
    return on(String.join("\n", lines).getBytes(UTF_8), "--virtual-time", "-");
  }

  static Ran on(byte[] standardInput, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return on(standardInput, out, args).saying(out.toString(UTF_8));
  }

  /** Writes where it is told to; what came through is not looked at. */
  static Ran on(byte[] standardInput, OutputStream out, String... args) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Quickstart.run(
            args,
            new ByteArrayInputStream(standardInput),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8));
    return new Ran(status, List.of(), err.toString(UTF_8).lines().toList());
  }

  private Ran saying(String text) {
    return new Ran(status, text.lines().toList(), err);
  }

  /** Every line of standard output as the i3 body that it has to be. */
  List<ServiceStateBody> bodies() {
    return out.stream().map(I3Json.standard().serviceState()::read).toList();
  }

  List<String> states() {
    return bodies().stream().map(ServiceStateBody::stateToken).toList();
  }

  /** What was told, as one text. */
  String story() {
    return String.join("\n", err);
  }
}
