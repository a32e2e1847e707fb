package io.github.esrpcluster.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.esrpcluster.i3.I3Json;
import io.github.esrpcluster.i3.ServiceStateBody;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;

/** The exit status and the output of a run of the program in this process. */
record ProgramRun(int status, List<String> out, List<String> err) {
  static ProgramRun with(String... args) {
    return on(new byte[0], args);
  }

  /** Reads the lines from standard input, in virtual time. */
  static ProgramRun onLines(String... lines) {
    return on(String.join("\n", lines).getBytes(UTF_8), "--virtual-time", "-");
  }

  static ProgramRun on(byte[] standardInput, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return on(standardInput, out, args).withOutput(out.toString(UTF_8));
  }

  /** Writes standard output to this stream; {@link #out} is empty. */
  static ProgramRun on(byte[] standardInput, OutputStream out, String... args) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Quickstart.run(
            args,
            new ByteArrayInputStream(standardInput),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8));
    return new ProgramRun(status, List.of(), err.toString(UTF_8).lines().toList());
  }

  /** Returns the lines of both outputs in the order in which a terminal shows them. */
  static List<String> onTerminal(byte[] standardInput, String... args) {
    ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(terminal, true, UTF_8);
    Quickstart.run(args, new ByteArrayInputStream(standardInput), both, both);
    return terminal.toString(UTF_8).lines().toList();
  }

  private ProgramRun withOutput(String text) {
    return new ProgramRun(status, text.lines().toList(), err);
  }

  /** Parses every line of standard output as an i3 body. */
  List<ServiceStateBody> bodies() {
    return out.stream().map(I3Json.standard().serviceState()::read).toList();
  }

  List<String> states() {
    return bodies().stream().map(ServiceStateBody::stateToken).toList();
  }

  /** Returns standard error as one text. */
  String errorText() {
    return String.join("\n", err);
  }
}
