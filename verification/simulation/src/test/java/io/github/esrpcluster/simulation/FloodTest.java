package io.github.esrpcluster.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A flood at every door, in a JVM of its own with little memory. */
@Tag("long")
class FloodTest {
  // Bug: nothing was limited by default, so the registrations of one sender exhausted the memory.
  @Test
  void manager_with_defaults_serves_after_a_flood_in_256_mb() throws Exception {
    Process flood =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Flood.class.getName()))
            .redirectErrorStream(true)
            .start();
    String output = new String(flood.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(flood.waitFor(5, TimeUnit.MINUTES)).as(output).isTrue();
    assertThat(flood.exitValue()).as(output).isZero();
  }
}
