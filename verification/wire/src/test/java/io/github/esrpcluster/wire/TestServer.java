package io.github.esrpcluster.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A state server with one service and one node, which a test drives by lines of its input. */
final class TestServer implements AutoCloseable {
  static final String SERVICE = "sip:esrp.example.org";
  static final String NODE = "esrp1.example.org";
  static final String SERVICE_STATE = "emergency-ServiceState";

  /**
   * A stack trace, or an exception that a programming error throws. That a peer is not reachable is
   * no fault.
   */
  private static final Pattern FAULT =
      Pattern.compile(
          "^\\s+at \\S+\\(|Exception in thread|(Error|Runtime|NullPointer|Illegal\\w+|ClassCast|Bounds|Format)"
              + "(Exception)?:|OutOfMemory|StackOverflow");

  private static final Path JAR = Path.of(System.getProperty("wire.server")).normalize();
  private static final Path TARGET = Path.of(System.getProperty("wire.target"));

  private final ServerProcess process;
  private final int port;

  private TestServer(ServerProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts the server with UDP and TCP on IPv4 and IPv6, and a node that is {@code Normal}. */
  static TestServer start() throws IOException {
    int port = FreePorts.next();
    TestServer server = startAt(port, "", "-Xmx128m");
    server.send(
        "{\"register\":{\"service\":\"%s\",\"node\":\"%s\",\"lease\":\"PT1H\"}}"
            .formatted(SERVICE, NODE));
    server.settle("Normal");
    return server;
  }

  /**
   * Starts the server without nodes.
   *
   * @param members more members of the configuration, each after a comma
   * @param options options of the JVM
   */
  static TestServer startAt(int port, String members, String... options) throws IOException {
    String listeners =
        "\"udp:127.0.0.1:%1$d\",\"tcp:127.0.0.1:%1$d\",\"udp:[::1]:%1$d\",\"tcp:[::1]:%1$d\""
            .formatted(port);
    return startWith(port, listeners, members, options);
  }

  static TestServer startWith(int port, String listeners, String members, String... options)
      throws IOException {
    Files.createDirectories(TARGET);
    Path file = TARGET.resolve("server-" + port + ".json");
    Files.writeString(
        file,
        """
        {"listen":[%s],
         "element":"state%d.example.org",
         "services":[{"uri":"%s","domain":"esrp.example.org","policy":{"type":"any-up"}},
          {"uri":"sip:other.example.org"}],
         "leases":{"shortest":"PT1S","usual":"PT1M","longest":"PT24H"}%s}
        """
            .formatted(listeners, port, SERVICE, members));
    List<String> jvm = new ArrayList<>(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    jvm.addAll(List.of(options));
    return new TestServer(
        StateServerProcess.start(JAR, jvm, List.of("--config", file.toString(), "--input", "-")),
        port);
  }

  int port() {
    return port;
  }

  ServerProcess process() {
    return process;
  }

  void send(String line) {
    process.send(line);
  }

  /** Lets the node report a state. */
  void report(String state) {
    send("{\"elementId\":\"%s\",\"state\":\"%s\"}".formatted(NODE, state));
  }

  /** Lets the node report a state, and waits until subscribers receive it. */
  void settle(String state) throws IOException {
    report(state);
    awaitServed(state);
  }

  /** Waits until subscribers receive the state. */
  void awaitServed(String state) throws IOException {
    try (SipProbe probe = new SipProbe(port)) {
      for (int tries = 0; tries < 500; tries++) {
        if (probe.fetch().contains("\"state\":\"" + state + "\"")) {
          return;
        }
        Sipp.pause(Duration.ofMillis(20));
      }
      throw new AssertionError("The state " + state + " does not arrive.\n" + process.log());
    }
  }

  /** Fails if the server has printed an exception, or has ended. */
  void assertSound() {
    assertPrintedNoException();
    if (!process.isAlive()) {
      throw new AssertionError("The server has ended. It printed:\n" + process.log());
    }
  }

  /** Fails if the server has printed an exception. */
  void assertPrintedNoException() {
    List<String> faults =
        process.lines().stream().filter(line -> FAULT.matcher(line).find()).toList();
    if (!faults.isEmpty()) {
      throw new AssertionError("The server printed:\n" + String.join("\n", faults));
    }
  }

  /** Stops the server by a signal, and returns its exit status. */
  int stop() {
    process.terminate();
    return process.awaitExit(Duration.ofSeconds(20));
  }

  @Override
  public void close() {
    process.close();
  }
}
