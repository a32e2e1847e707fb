package io.github.esrpcluster.examples.stateserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import io.github.esrpcluster.i3.I3Json;
import io.github.esrpcluster.i3.LogEvent;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Appends log events to a file, one in each line. */
final class LogEventFile implements Consumer<LogEvent>, AutoCloseable {
  private final BufferedWriter writer;

  /**
   * Opens the file.
   *
   * @throws IOException if it cannot be written
   */
  LogEventFile(Path file) throws IOException {
    writer = Files.newBufferedWriter(file, UTF_8, CREATE, APPEND);
  }

  @Override
  public synchronized void accept(LogEvent event) {
    try {
      writer.write(I3Json.standard().logEvent().write(event));
      writer.newLine();
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
