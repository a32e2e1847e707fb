package io.github.esrpcluster.wire;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The live objects of another JVM. */
public final class HeapHistogram {
  private HeapHistogram() {}

  /** Returns the bytes that the JVM has in use after a full collection. */
  public static long bytesInUse(long pid) throws IOException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try (ServerProcess command =
        ServerProcess.start(List.of(jcmd, Long.toString(pid), "GC.class_histogram"))) {
      command.awaitExit(Duration.ofSeconds(60));
      return command.lines().stream()
          .map(String::strip)
          .filter(line -> line.startsWith("Total"))
          .mapToLong(line -> Long.parseLong(line.split("\\s+", -1)[2]))
          .findFirst()
          .orElseThrow(() -> new IOException("jcmd printed: " + command.log()));
    }
  }
}
