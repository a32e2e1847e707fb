package io.github.esrpcluster.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A program that runs beside the test: its output is kept line by line, that of both streams
 * together, lines are written to its standard input, and it ends with the test. Thread-safe.
 */
public final class ServerProcess implements AutoCloseable {
  /** More lines than a bounded run prints: a program that prints more is at fault. */
  private static final int MOST_LINES = 200_000;

  private final Process process;
  private final OutputStream input;
  private final List<String> lines = new ArrayList<>();
  private final StringBuilder unfinished = new StringBuilder();
  private final Thread outputReader;
  private final Thread errorReader;

  private ServerProcess(Process process) {
    this.process = process;
    this.input = process.getOutputStream();
    this.outputReader = reader(process.getInputStream(), "standard output");
    this.errorReader = reader(process.getErrorStream(), "standard error");
  }

  /**
   * Starts a program.
   *
   * @throws IOException if there is no such program
   */
  public static ServerProcess start(List<String> command) throws IOException {
    ServerProcess server = new ServerProcess(new ProcessBuilder(command).start());
    server.outputReader.start();
    server.errorReader.start();
    // A test that is killed must not leave its servers behind.
    Runtime.getRuntime().addShutdownHook(new Thread(server.process::destroyForcibly));
    return server;
  }

  private Thread reader(InputStream stream, String name) {
    Thread reader =
        new Thread(
            () -> {
              try (Reader text = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
                char[] chars = new char[8_192];
                for (int read = text.read(chars); read >= 0; read = text.read(chars)) {
                  add(new String(chars, 0, read));
                }
              } catch (IOException closed) {
                add("(" + name + " was closed: " + closed.getMessage() + ")");
              }
            },
            name + " of " + process.pid());
    reader.setDaemon(true);
    return reader;
  }

  /** Adds text, of which the end may be a line that is not yet complete. */
  private synchronized void add(String text) {
    unfinished.append(text);
    int start = 0;
    for (int end = unfinished.indexOf("\n"); end >= 0; end = unfinished.indexOf("\n", start)) {
      if (lines.size() < MOST_LINES) {
        lines.add(unfinished.substring(start, end).replace("\r", ""));
      }
      start = end + 1;
    }
    unfinished.delete(0, start);
    notifyAll();
  }

  /** Returns the process id. */
  public long pid() {
    return process.pid();
  }

  /** Returns the handle of the process. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Returns true until the process has ended. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Returns the lines printed so far, the last of which may not be complete. */
  public synchronized List<String> lines() {
    List<String> printed = new ArrayList<>(lines);
    if (!unfinished.isEmpty()) {
      printed.add(unfinished.toString());
    }
    return printed;
  }

  /** Returns what was printed so far as one text, for a message about a failed test. */
  public String log() {
    List<String> printed = lines();
    int from = Math.max(0, printed.size() - 40);
    return String.join("\n", printed.subList(from, printed.size()));
  }

  /**
   * Waits for a line.
   *
   * @param start the number of lines to leave out at the beginning
   * @return the first such line
   * @throws IllegalStateException if the process ends or the time runs out before
   */
  public synchronized String awaitLine(int start, Predicate<String> wanted, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    int next = start;
    while (true) {
      for (; next < lines.size(); next++) {
        if (wanted.test(lines.get(next))) {
          return lines.get(next);
        }
      }
      if (!unfinished.isEmpty() && next >= start && wanted.test(unfinished.toString())) {
        return unfinished.toString();
      }
      long left = end - System.nanoTime();
      boolean over = !process.isAlive() && !outputReader.isAlive() && !errorReader.isAlive();
      if (left <= 0 || over) {
        throw new IllegalStateException(
            "The line did not come within " + limit.toMillis() + " ms. Printed so far:\n" + log());
      }
      waitFor(Math.min(left, TimeUnit.MILLISECONDS.toNanos(50)));
    }
  }

  private synchronized void waitFor(long nanos) {
    try {
      TimeUnit.NANOSECONDS.timedWait(this, nanos);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The thread was interrupted.", interrupt);
    }
  }

  /** Writes a line to the standard input of the program. */
  public void send(String line) {
    synchronized (input) {
      try {
        input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
      } catch (IOException e) {
        throw new UncheckedIOException("The program reads no input. It printed:\n" + log(), e);
      }
    }
  }

  /** Closes the standard input of the program. */
  public void endInput() throws IOException {
    input.close();
  }

  /** Sends the signal KILL, and waits for the end. */
  public void kill() {
    process.destroyForcibly();
    awaitExit(Duration.ofSeconds(10));
  }

  /** Sends the signal TERM, without waiting. */
  public void terminate() {
    process.destroy();
  }

  /**
   * Waits for the end of the program.
   *
   * @return its exit status
   * @throws IllegalStateException if it runs on after the time
   */
  public int awaitExit(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(
            "The program runs on after " + limit.toMillis() + " ms. It printed:\n" + log());
      }
      outputReader.join(limit.toMillis());
      errorReader.join(limit.toMillis());
      return process.exitValue();
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The thread was interrupted.", interrupt);
    }
  }

  /** Ends the program: by the signal TERM, and after 2 s by KILL. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(2, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(2, TimeUnit.SECONDS);
      }
    } catch (InterruptedException interrupt) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
