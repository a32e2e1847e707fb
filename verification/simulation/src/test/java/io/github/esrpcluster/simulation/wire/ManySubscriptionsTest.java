package io.github.esrpcluster.simulation.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many subscriptions, in a JVM of their own with 1 GB. */
@Tag("long")
class ManySubscriptionsTest {
  @Test
  void notifier_holds_100_000_subscriptions_for_an_hour_in_1_gb() throws Exception {
    Process program =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx1g",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ManySubscriptions.class.getName()))
            .redirectErrorStream(true)
            .start();
    String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(program.waitFor(5, TimeUnit.MINUTES)).as(output).isTrue();
    assertThat(program.exitValue()).as(output).isZero();
  }
}
