package io.github.esrpcluster.examples.stateserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.esrpcluster.api.internal.Texts;
import io.github.esrpcluster.examples.quickstart.InputFile;
import io.github.esrpcluster.examples.quickstart.LineProcessor;
import io.github.esrpcluster.examples.quickstart.Lines;
import io.github.esrpcluster.examples.quickstart.UsageException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Runs an ESRP state server until a signal or the end of its input. */
final class StateServerProgram {
  static final int SUCCESS = 0;
  static final int FAILED = 1;
  static final int BAD_INPUT = 2;

  private final PrintStream out;
  private final PrintStream err;
  private final GracefulExit exit;

  StateServerProgram(PrintStream out, PrintStream err, GracefulExit exit) {
    this.out = out;
    this.err = err;
    this.exit = exit;
  }

  public static void main(String[] args) {
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    GracefulExit exit = new GracefulExit(System.err);
    exit.install();
    exit.exit(new StateServerProgram(out, System.err, exit).run(args, System.in, System.getenv()));
  }

  /** Runs the program, and returns its exit status. Does not return if only a signal ends it. */
  int run(String[] args, InputStream in, Map<String, String> environment) {
    try {
      ServerArguments arguments = ServerArguments.parse(args);
      if (arguments.help()) {
        out.print(ServerHelp.TEXT);
        return SUCCESS;
      }
      ServerConfig config = arguments.config(environment);
      try (InputStream lines = open(arguments, in);
          StateServer server = StateServer.start(config, out, err)) {
        exit.close(server::close);
        return serve(server, lines, arguments);
      }
    } catch (UsageException e) {
      err.println("state-server: " + e.getMessage());
      return BAD_INPUT;
    } catch (IOException | RuntimeException | Error e) {
      err.println("state-server: " + Texts.describe(e));
      return FAILED;
    }
  }

  private static InputStream open(ServerArguments arguments, InputStream in) throws UsageException {
    String file = arguments.input().orElse("-");
    return file.equals("-") ? in : InputFile.open(file);
  }

  private static int serve(StateServer server, InputStream lines, ServerArguments arguments)
      throws IOException {
    if (arguments.input().isEmpty()) {
      linger(server, Linger.untilSignal());
      return SUCCESS;
    }
    boolean good = new LineProcessor(server.commands()).run(new Lines(lines));
    linger(server, arguments.linger());
    return good ? SUCCESS : BAD_INPUT;
  }

  private static void linger(StateServer server, Linger linger) {
    if (linger.time().isEmpty()) {
      new CompletableFuture<Void>().join(); // the signal ends the process
    }
    server.runtime().advance(linger.time().orElseThrow());
  }
}
