package io.github.esrpcluster.examples.stateserver;

import io.github.esrpcluster.i3.LogEvent;
import io.github.esrpcluster.i3.LogOrigin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The files of log events. */
final class LogEventFiles implements AutoCloseable {
  private final Optional<LogOrigin> origin;
  private final List<LogEventFile> files = new ArrayList<>();

  /**
   * Opens the files; none without a configuration.
   *
   * @throws IOException if one cannot be written; none stays open
   */
  LogEventFiles(Optional<LogEventConfig> config) throws IOException {
    origin = config.map(LogEventConfig::origin);
    try {
      for (Path file : config.map(LogEventConfig::files).orElse(List.of())) {
        files.add(new LogEventFile(file));
      }
    } catch (IOException e) {
      close();
      throw new IOException("cannot write log events: " + e.getMessage(), e);
    }
  }

  /** Adds each file as a hook to a builder. */
  void addTo(BiConsumer<LogOrigin, Consumer<LogEvent>> builder) {
    origin.ifPresent(element -> files.forEach(file -> builder.accept(element, file)));
  }

  @Override
  public void close() {
    files.forEach(LogEventFile::close);
  }
}
