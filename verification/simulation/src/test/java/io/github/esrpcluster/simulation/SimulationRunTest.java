package io.github.esrpcluster.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs whole clusters through random steps; properties of the build set how many. */
class SimulationRunTest {
  private static final int LENGTH = Integer.getInteger("simulation.steps", 60);
  private static final String REPLAY = System.getProperty("simulation.replay", "");

  @Test
  void no_fault_makes_the_manager_break_an_invariant() throws Exception {
    long began = System.nanoTime();
    SimulationReport report = REPLAY.isEmpty() ? campaign().run() : replay(Long.parseLong(REPLAY));
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    write(report.text() + "in " + took.toSeconds() + " s\n");
    report.failures().stream()
        .findFirst()
        .ifPresent(
            failure -> {
              throw new AssertionError(
                  failure.text() + "\n\nThe same, shorter:\n" + Shrinker.shrink(failure).text());
            });
    assertThat(REPLAY.isEmpty() ? report.neverSeen() : List.of())
        .as("checks never made, faults never injected")
        .isEmpty();
  }

  private static Campaign campaign() {
    return new Campaign(
        Long.getLong("simulation.first", 1), Long.getLong("simulation.seeds", 2_000), LENGTH);
  }

  private static SimulationReport replay(long seed) {
    SimulationRun simulation = new SimulationRun(Script.of(seed, LENGTH), System.out::println);
    SimulationReport report = new SimulationReport();
    simulation.play().ifPresent(report::add);
    report.add(simulation);
    return report;
  }

  private static void write(String text) throws IOException {
    System.out.println(text);
    Path target = Path.of(System.getProperty("simulation.target", "target"));
    Files.createDirectories(target);
    Files.writeString(target.resolve("simulation.txt"), text);
  }

  @Test
  void a_seed_plays_exactly_the_same_again() {
    for (long seed = 1; seed <= 20; seed++) {
      assertThat(trace(seed)).isEqualTo(trace(seed));
    }
  }

  private static List<String> trace(long seed) {
    List<String> lines = new ArrayList<>();
    SimulationRun simulation = new SimulationRun(Script.of(seed, LENGTH), lines::add);
    lines.add(String.valueOf(simulation.play()));
    SimulationReport report = new SimulationReport();
    report.add(simulation);
    lines.add(report.text());
    return lines;
  }
}
