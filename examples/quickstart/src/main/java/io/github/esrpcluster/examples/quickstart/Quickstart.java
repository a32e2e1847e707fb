package io.github.esrpcluster.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.esrpcluster.api.NotificationRates;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.core.InMemoryClusterManager;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;

/**
 * Runs a cluster manager on JSON Lines: nodes register and report, operators set overrides, calls
 * are routed. Prints each service status message on standard output and events on standard error.
 */
final class Quickstart {
  static final int SUCCESS = 0;
  static final int OUTPUT_FAILED = 1;
  static final int BAD_INPUT = 2;

  private Quickstart() {}

  public static void main(String[] args) {
    // JSON is UTF-8, whatever the character set of the terminal.
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    System.exit(run(args, System.in, out, System.err));
  }

  static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
    int status = runProgram(args, in, out, err);
    // A print stream never throws: without this check, lost output would look like success.
    if (out.checkError()) {
      err.println("quickstart: cannot write to standard output");
      return OUTPUT_FAILED;
    }
    return status;
  }

  private static int runProgram(String[] args, InputStream in, PrintStream out, PrintStream err) {
    try {
      CommandLine commandLine = CommandLine.parse(args);
      if (commandLine.help()) {
        out.print(CommandLine.HELP);
        return SUCCESS;
      }
      return runLines(commandLine, in, out, err) ? SUCCESS : BAD_INPUT;
    } catch (UsageException e) {
      err.println("quickstart: " + e.getMessage());
      return BAD_INPUT;
    }
  }

  private static boolean runLines(
      CommandLine commandLine, InputStream in, PrintStream out, PrintStream err)
      throws UsageException {
    try (InputStream lines = commandLine.open(in);
        ManagerRuntime runtime = commandLine.runtime()) {
      return runManager(commandLine, runtime, new Lines(lines), out, err);
    } catch (IOException e) {
      throw new UsageException("cannot read " + commandLine.source() + ": " + e.getMessage(), e);
    }
  }

  /** Builds the manager, executes the lines and closes the manager. Copy this to embed it. */
  private static boolean runManager(
      CommandLine commandLine,
      ManagerRuntime runtime,
      Lines lines,
      PrintStream out,
      PrintStream err)
      throws UsageException, IOException {
    ServiceNames names = ServiceNames.byDomain(commandLine.domain());
    ProgressLog log = new ProgressLog(err, runtime.time());
    try (InMemoryClusterManager manager =
        InMemoryClusterManager.builder()
            .statusPolicy(commandLine.policy())
            .publisher(
                new ServiceStatePrinter(out, names),
                PublisherOptions.named("standard output")
                    .rates(NotificationRates.unlimited()) // to show each status
                    .build())
            .generation(0) // each run shows the versions 1, 2, 3 ...
            .timeSource(runtime.time())
            .executor(runtime.executor())
            .scheduler(runtime.scheduler())
            .build()) {
      manager.addListener(new EventPrinter(log, manager, commandLine.explain()));
      return new LineProcessor(new CommandContext(manager, names, runtime, log)).run(lines);
    } finally {
      runtime.settle(); // the listener prints the events of close()
    }
  }
}
