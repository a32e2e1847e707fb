package io.github.esrpcluster.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * SIPp, an independent SIP program, which runs one of the scenarios. A message that the scenario
 * does not expect fails it.
 */
final class Sipp implements AutoCloseable {
  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final Path SCENARIOS = Path.of(System.getProperty("wire.scenarios"));
  private static final Path TARGET = Path.of(System.getProperty("wire.target"));

  /** Longer than Timer F of RFC 3261, 32 s, after which a UDP peer counts as gone. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final String scenario;
  private final ServerProcess process;
  private final Path trace;
  private final Path errors;

  private Sipp(String scenario, ServerProcess process, Path trace, Path errors) {
    this.scenario = scenario;
    this.process = process;
    this.trace = trace;
    this.errors = errors;
  }

  /**
   * Starts a scenario, which calls the server.
   *
   * @param scenario the name of a file, without its ending
   * @param host the server's address, IPv6 in brackets
   * @param transport {@code u1} for UDP, {@code t1} for TCP
   * @param options more options of SIPp, such as {@code -key resource sip:...}
   */
  static Sipp start(String scenario, String host, int port, String transport, String... options)
      throws IOException {
    List<String> more = new ArrayList<>(List.of(host + ":" + port, "-t", transport));
    more.addAll(List.of(options));
    return start(scenario, host, FreePorts.next(), more);
  }

  /** Starts a scenario that subscribes to the service of the server over IPv4. */
  static Sipp subscribe(
      String scenario, TestServer server, String transport, String event, String... options)
      throws IOException {
    return subscribe(scenario, "127.0.0.1", server, transport, event, options);
  }

  /** Starts a scenario that subscribes to the service of the server at this address. */
  static Sipp subscribe(
      String scenario,
      String host,
      TestServer server,
      String transport,
      String event,
      String... options)
      throws IOException {
    List<String> more = new ArrayList<>(List.of(options));
    more.addAll(List.of("-key", "resource", TestServer.SERVICE, "-key", "event", event));
    return start(scenario, host, server.port(), transport, more.toArray(String[]::new));
  }

  /** Starts a scenario that is called: it listens at the port. */
  static Sipp listen(String scenario, int port, String transport, String... options)
      throws IOException {
    List<String> more = new ArrayList<>(List.of("-t", transport));
    more.addAll(List.of(options));
    return start(scenario, "127.0.0.1", port, more);
  }

  private static Sipp start(String scenario, String host, int port, List<String> options)
      throws IOException {
    Files.createDirectories(TARGET);
    String run = String.format("%03d-%s", RUNS.incrementAndGet(), scenario);
    Path trace = TARGET.resolve(run + ".messages");
    Path errors = TARGET.resolve(run + ".errors");
    Files.deleteIfExists(trace);
    Files.deleteIfExists(errors);
    String local = host.replace("[", "").replace("]", "");
    List<String> command = new ArrayList<>(List.of("sipp"));
    command.addAll(List.of("-sf", SCENARIOS.resolve(scenario + ".xml").toString()));
    command.addAll(List.of("-i", local, "-p", Integer.toString(port)));
    command.addAll(List.of("-nostdin", "-default_behaviors", "abortunexp"));
    command.addAll(List.of("-trace_msg", "-message_file", trace.toString()));
    command.addAll(List.of("-trace_err", "-error_file", errors.toString()));
    command.addAll(List.of("-timeout", "120s", "-timeout_error"));
    command.addAll(options);
    if (!options.contains("-m")) {
      command.addAll(List.of("-m", "1"));
    }
    try {
      return new Sipp(scenario, ServerProcess.start(command), trace, errors);
    } catch (IOException e) {
      throw new IOException("SIPp is missing: install the package sip-tester.", e);
    }
  }

  /** Returns the messages sent and received so far. */
  List<TracedMessage> messages() throws IOException {
    return Files.exists(trace) ? TracedMessage.readAll(Files.readAllBytes(trace)) : List.of();
  }

  /** Returns the requests NOTIFY received so far, without retransmissions. */
  List<TracedMessage> notifies() throws IOException {
    List<String> seen = new ArrayList<>();
    return messages().stream()
        .filter(message -> message.isReceived("NOTIFY"))
        .filter(message -> !seen.contains(message.header("Via")))
        .peek(message -> seen.add(message.header("Via")))
        .toList();
  }

  /** Waits until so many messages are in the trace. */
  void await(int count, Predicate<TracedMessage> wanted) throws IOException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (messages().stream().filter(wanted).count() < count) {
      if (System.nanoTime() > end) {
        throw new AssertionError("The messages did not come in time.\n" + report());
      }
      if (!process.isAlive()) {
        // SIPp has written all that it will.
        if (messages().stream().filter(wanted).count() >= count) {
          return;
        }
        throw new AssertionError("The scenario ended before.\n" + report());
      }
      pause(Duration.ofMillis(20));
    }
  }

  /** Waits until SIPp has answered so many NOTIFYs. */
  void awaitAnsweredNotifies(int count) throws IOException {
    await(
        count,
        message ->
            message.sent() && message.text().matches("(?s)SIP/2.0 .*CSeq *: *\\d+ NOTIFY.*"));
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits for the end of the scenario, which must be a success. */
  void awaitSuccess() throws IOException {
    int status = process.awaitExit(Duration.ofSeconds(130));
    if (status != 0) {
      throw new AssertionError("SIPp ended with status " + status + ".\n" + report());
    }
  }

  private String report() throws IOException {
    String faults = Files.exists(errors) ? Files.readString(errors) : "";
    // OPTIONS of the server, which belong to no call.
    faults = faults.replaceAll("(?s)Discarding message.*?Content-Length: 0\\s*", "(OPTIONS)\n");
    String seen = Files.exists(trace) ? Files.readString(trace) : "";
    int from = Math.max(0, seen.length() - 8_000);
    return "Scenario " + scenario + "\n" + faults + "\nLast messages:\n" + seen.substring(from);
  }

  /** Ends SIPp at once, without a word to the other side. */
  void vanish() {
    process.kill();
  }

  @Override
  public void close() {
    process.close();
  }
}
