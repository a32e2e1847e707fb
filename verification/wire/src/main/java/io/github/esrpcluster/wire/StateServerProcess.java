package io.github.esrpcluster.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The state server of {@code examples/state-server}, as a user starts it. */
public final class StateServerProcess {
  private static final Duration START = Duration.ofSeconds(60);

  private StateServerProcess() {}

  /**
   * Starts the server, and waits until it listens.
   *
   * @param jar the jar of the server, with the folder {@code lib} beside it
   * @param options options of the JVM
   * @param arguments arguments of the server
   */
  public static ServerProcess start(Path jar, List<String> options, List<String> arguments)
      throws IOException {
    if (!Files.isRegularFile(jar)) {
      throw new IOException(
          jar + " is missing. Build it: mvn -DskipTests package -pl examples/state-server -am");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-jar");
    command.add(jar.toString());
    command.addAll(arguments);
    ServerProcess server = ServerProcess.start(command);
    try {
      server.awaitLine(0, line -> line.contains("listening"), START);
    } catch (IllegalStateException e) {
      server.close();
      throw e;
    }
    return server;
  }
}
