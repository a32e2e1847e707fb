package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.Fqdn;
import io.github.esrpcluster.api.StatusPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The arguments of the program. */
final class CommandLine {
  static final String HELP =
      """
      usage: java -jar quickstart.jar [OPTION]... [FILE]

      Runs a cluster manager on JSON Lines from FILE, from standard input if FILE is -, or from
      the example scenario in the jar if there is no FILE.

        --policy FILE    status policy in its JSON form; default {"type":"quorum","majority":true}
        --domain NAME    i3 name of services whose URI has no domain name (urn:service:sos)
        --virtual-time   waits take no time; every run prints the same output
        --explain        explain each verdict
        --help           this text

      Standard output: one i3 ServiceState body per line, for each notification.
      Standard error: the events of the manager. Exit status: 0; 2 if a line or an argument was
      wrong; 1 if standard output could not be written.

      Lines: an i3 ElementState body, or one of
        {"register": {"service": URI, "node": NAME, "contact": URI, "weight": 1,
                      "preference": 5, "site": TEXT, "lease": "PT60S"}}
        {"renew": {"node": NAME}}
        {"release": {"service": URI, "node": NAME}}
        {"posture": {"node": NAME, "posture": "Orange"}}
        {"override": {"service": URI, "node": NAME, "state": STATE, "reason": TEXT,
                      "by": TEXT, "for": "PT10M"}}
        {"clearOverride": {"service": URI, "node": NAME}}
        {"policy": {"service": URI, "policy": {"type": "any-up"}}}
        {"route": {"service": URI}}
        {"wait": "PT5S"}
        {"stall": "PT30S"}
      A register needs only service and node. An override without node applies to the service.
      Blank lines are ignored; a line that begins with # is printed on standard error.
      """;

  private static final String SCENARIO = "/scenarios/incident.jsonl";

  private boolean help;
  private boolean virtualTime;
  private boolean explain;
  private Optional<Fqdn> domain = Optional.empty();
  private @Nullable String policyFile;
  private @Nullable String file;

  private CommandLine() {}

  static CommandLine parse(String... args) throws UsageException {
    CommandLine parsed = new CommandLine();
    Deque<String> left = new ArrayDeque<>(List.of(args));
    while (!left.isEmpty()) {
      parsed.take(left.remove(), left);
    }
    return parsed;
  }

  private void take(String arg, Deque<String> left) throws UsageException {
    switch (arg) {
      case "--help" -> help = true;
      case "--virtual-time" -> virtualTime = true;
      case "--explain" -> explain = true;
      case "--policy" -> policyFile = valueOf(arg, "FILE", left);
      case "--domain" -> domain = Optional.of(domain(valueOf(arg, "NAME", left)));
      default -> takeFile(arg);
    }
  }

  private static String valueOf(String option, String what, Deque<String> left)
      throws UsageException {
    if (left.isEmpty()) {
      throw new UsageException(option + " needs a value: write " + option + " " + what);
    }
    return left.remove();
  }

  private static Fqdn domain(String name) throws UsageException {
    try {
      return Fqdn.of(name);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--domain: " + e.getMessage(), e);
    }
  }

  private void takeFile(String arg) throws UsageException {
    if (arg.startsWith("-") && !arg.equals("-")) {
      throw new UsageException("unknown option " + arg + ": --help lists the options");
    }
    if (file != null) {
      throw new UsageException(
          "more than one FILE: " + file + " and " + arg + "; give at most one");
    }
    file = arg;
  }

  boolean help() {
    return help;
  }

  boolean explain() {
    return explain;
  }

  Optional<Fqdn> domain() {
    return domain;
  }

  ManagerRuntime runtime() {
    return virtualTime ? new VirtualTimeRuntime() : new RealTimeRuntime();
  }

  StatusPolicy policy() throws UsageException {
    return PolicyFile.policy(policyFile);
  }

  /** Opens the input lines. The caller closes the stream. */
  InputStream open(InputStream standardInput) throws UsageException, IOException {
    if (file == null) {
      return Objects.requireNonNull(CommandLine.class.getResourceAsStream(SCENARIO), SCENARIO);
    }
    return file.equals("-") ? standardInput : InputFile.open(file);
  }

  /** Returns the name of the input, for people. */
  String source() {
    if (file == null) {
      return "the example scenario";
    }
    return file.equals("-") ? "standard input" : "\"" + file + "\"";
  }
}
