package io.github.esrpcluster.examples.stateserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, with the lines that it prints on standard error. */
final class ServerInProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 20;

  private final Process process;
  private final BlockingQueue<String> printed = new LinkedBlockingQueue<>();
  private final List<String> seen = new ArrayList<>();

  private ServerInProcess(Process process) {
    this.process = process;
    Thread reader = new Thread(this::readErrors, "standard error of the server");
    reader.setDaemon(true);
    reader.start();
  }

  static ServerInProcess start(String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StateServerProgram.class.getName()));
    command.addAll(List.of(args));
    return new ServerInProcess(new ProcessBuilder(command).start());
  }

  private void readErrors() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8))) {
      lines.lines().forEach(printed::add);
    } catch (IOException | UncheckedIOException e) {
      printed.add("cannot read: " + e);
    }
  }

  /** Waits until the server prints a line with this text, and returns the line. */
  String await(String text) throws InterruptedException {
    while (true) {
      String line = printed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(line).as("line with %s after %s", text, seen).isNotNull();
      seen.add(line);
      if (line.contains(text)) {
        return line;
      }
    }
  }

  /** Waits until the server listens, and returns the port. */
  int awaitPort(String transport) throws InterruptedException {
    String line = await("listening " + transport + ":");
    return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
  }

  /** Writes a line to standard input. */
  void write(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  void endInput() throws IOException {
    process.getOutputStream().close();
  }

  /** Sends SIGTERM. {@link Process#destroy} would close standard error, too. */
  void terminate() {
    assertThat(process.toHandle().destroy()).isTrue();
  }

  int awaitExit() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("exit").isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
