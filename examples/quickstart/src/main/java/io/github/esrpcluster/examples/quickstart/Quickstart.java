package io.github.esrpcluster.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.core.InMemoryClusterManager;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;

/**
 * Runs a cluster manager on JSON Lines: nodes that register and report, operators that step in,
 * calls that ask for a node. Each service status message goes to standard output, what happens to
 * standard error.
 */
final class Quickstart {
  static final int FINE = 0;
  static final int UNWRITTEN = 1;
  static final int BAD_INPUT = 2;

  private Quickstart() {}

  public static void main(String[] args) {
    // JSON is UTF-8, whatever the character set of the terminal.
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    System.exit(run(args, System.in, out, System.err));
  }

  static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
    int status = runCall(args, in, out, err);
    // A print stream never throws; unasked, it would lose everything and call that fine.
    if (out.checkError()) {
      err.println("quickstart: cannot write to standard output");
      return UNWRITTEN;
    }
    return status;
  }

  private static int runCall(String[] args, InputStream in, PrintStream out, PrintStream err) {
    try {
      CommandLine commandLine = CommandLine.parse(args);
      if (commandLine.help()) {
        out.print(CommandLine.HELP);
        return FINE;
      }
      return runLines(commandLine, in, out, err) ? FINE : BAD_INPUT;
    } catch (UsageException e) {
      err.println("quickstart: " + e.getMessage());
      return BAD_INPUT;
    }
  }

  private static boolean runLines(
      CommandLine commandLine, InputStream in, PrintStream out, PrintStream err)
      throws UsageException {
    try (InputStream lines = commandLine.open(in);
        Clockwork clockwork = commandLine.clockwork()) {
      return runManager(commandLine, clockwork, new Lines(lines), out, err);
    } catch (IOException e) {
      throw new UsageException("cannot read " + commandLine.source() + ": " + e.getMessage(), e);
    }
  }

  /** The embedding: what a manager needs, how it is made, and that it is closed. */
  private static boolean runManager(
      CommandLine commandLine, Clockwork clockwork, Lines lines, PrintStream out, PrintStream err)
      throws UsageException, IOException {
    ServiceNames names = new ServiceNames(commandLine.domain());
    Narrator narrator = new Narrator(err, clockwork.time());
    try (InMemoryClusterManager manager =
        InMemoryClusterManager.builder()
            .statusPolicy(commandLine.policy())
            .publisher(
                new ServiceStatePrinter(out, names),
                PublisherOptions.named("standard output").build())
            .timeSource(clockwork.time())
            .executor(clockwork.executor())
            .scheduler(clockwork.scheduler())
            .build()) {
      manager.addListener(new Story(narrator, manager, commandLine.explain()));
      return new Script(new Desk(manager, names, clockwork, narrator)).run(lines);
    } finally {
      clockwork.settle(); // lets the listener hear how the manager closed
    }
  }
}
