package io.github.esrpcluster.simulation.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs the wire through random steps; properties of the build set how many. */
class WireRunTest {
  private static final int LENGTH = Integer.getInteger("simulation.steps", 60);
  private static final String REPLAY = System.getProperty("simulation.wireReplay", "");

  @Test
  void no_fault_makes_the_wire_break_an_invariant() throws Exception {
    long began = System.nanoTime();
    WireReport report = REPLAY.isEmpty() ? campaign().run() : replay(Long.parseLong(REPLAY));
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    write(report.text() + "in " + took.toSeconds() + " s\n");
    report.failures().stream()
        .findFirst()
        .ifPresent(
            failure -> {
              throw new AssertionError(
                  failure.text()
                      + "\nOnce more: mvn -pl verification/simulation -am test"
                      + " -Dsimulation.wireReplay="
                      + failure.script().seed());
            });
    assertThat(REPLAY.isEmpty() ? report.neverSeen() : List.of())
        .as("checks never made, faults never injected")
        .isEmpty();
  }

  private static WireCampaign campaign() {
    return new WireCampaign(
        Long.getLong("simulation.first", 1), Long.getLong("simulation.wireSeeds", 300), LENGTH);
  }

  private static WireReport replay(long seed) {
    WireRun run = new WireRun(WireScript.of(seed, LENGTH), System.out::println);
    WireReport report = new WireReport();
    run.play().ifPresent(report::add);
    report.add(run);
    return report;
  }

  private static void write(String text) throws IOException {
    System.out.println(text);
    Path target = Path.of(System.getProperty("simulation.target", "target"));
    Files.createDirectories(target);
    Files.writeString(target.resolve("wire.txt"), text);
  }

  @Test
  void a_seed_plays_exactly_the_same_again() {
    for (long seed = 1; seed <= 10; seed++) {
      assertThat(trace(seed)).isEqualTo(trace(seed));
    }
  }

  private static List<String> trace(long seed) {
    List<String> lines = new ArrayList<>();
    lines.add(String.valueOf(new WireRun(WireScript.of(seed, LENGTH), lines::add).play()));
    return lines;
  }
}
