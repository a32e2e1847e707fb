package io.github.esrpcluster.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.core.InMemoryClusterManager;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Puts one fault at a time into the core: the simulation must kill each mutant. The mutants are
 * texts of the core's source, so they run on demand only and never break the default build.
 */
@Tag("long")
class MutantsTest {
  private static final Path SOURCES =
      Path.of(System.getProperty("simulation.sources", "../../esrp-cluster-core/src/main/java"));
  private static final Path CORE = SOURCES.resolve("io/github/esrpcluster/core");
  private static final Path TARGET = Path.of(System.getProperty("simulation.target", "target"));
  private static final long MAX_SEEDS = Long.getLong("simulation.mutantSeeds", 5_000);
  private static final int LENGTH = 60;

  /** Only mutants whose name contains this text run. */
  private static final String ONLY = System.getProperty("simulation.mutant", "");

  /** How many mutants run, and the seed of their choice. */
  private static final int MOST = Integer.getInteger("simulation.mutants", Integer.MAX_VALUE);

  private static final long SHARE = Long.getLong("simulation.share", 1);

  private static Stream<Mutant> all() {
    return Stream.of(
            Mutants.LEASES,
            Mutants.REPORTS,
            Mutants.LIMITS,
            Mutants.STATUS,
            Mutants.ROUTING,
            Mutants.NOTIFICATION)
        .flatMap(List::stream);
  }

  @Test
  void every_mutant_fits_the_source() {
    List<String> misfits = all().flatMap(mutant -> mutant.misfit(CORE).stream()).toList();
    assertThat(misfits).as("mutants whose text has to follow the source").isEmpty();
  }

  @Test
  void simulation_kills_every_mutant_that_fits() throws Exception {
    List<Mutant> mutants = chosen();
    assertThat(mutants).as("mutants whose name contains \"%s\"", ONLY).isNotEmpty();
    List<String> lines =
        new ArrayList<>(List.of("| mutant | seeds | killed by |", "|---|---|---|"));
    List<String> survivors = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<String>> kills = new ArrayList<>();
      for (Mutant mutant : mutants) {
        kills.add(pool.submit(() -> seedsToKill(mutant, emptyFolder())));
      }
      for (int i = 0; i < kills.size(); i++) {
        String killed = outcome(kills.get(i));
        int space = killed.indexOf(' ');
        if (space < 0) {
          survivors.add(mutants.get(i).name() + killed);
        }
        lines.add(
            space < 0
                ? row(mutants.get(i), "none of " + MAX_SEEDS, "")
                : row(
                    mutants.get(i),
                    killed.substring(0, space),
                    invariant(killed.substring(space + 1))));
        Files.write(TARGET.resolve("mutants.md"), lines);
      }
    } finally {
      pool.shutdownNow();
    }
    System.out.println(String.join("\n", lines));
    assertThat(survivors).as("mutants that no seed kills, or that do not compile").isEmpty();
  }

  /** Returns the seeds and the invariant; without a space if it survives or does not compile. */
  private static String outcome(Future<String> kill) throws InterruptedException {
    try {
      return kill.get();
    } catch (ExecutionException e) {
      return ":" + String.valueOf(e.getCause().getMessage()).replace(' ', '_');
    }
  }

  /** Returns the mutants to run: all that fit, or as many of them as the build says. */
  private static List<Mutant> chosen() {
    List<Mutant> fitting =
        all()
            .filter(mutant -> mutant.name().contains(ONLY))
            .filter(mutant -> mutant.misfit(CORE).isEmpty())
            .collect(Collectors.toCollection(ArrayList::new));
    Collections.shuffle(fitting, new Random(SHARE));
    return fitting.subList(0, Math.min(MOST, fitting.size()));
  }

  /** An earlier run may have left another mutated class, which would run instead. */
  private static Path emptyFolder() throws IOException {
    return Files.createTempDirectory(Files.createDirectories(TARGET.resolve("mutants")), "mutant");
  }

  private static String row(Mutant mutant, String seeds, String by) {
    return "| " + mutant.name() + " | " + seeds + " | " + by + " |";
  }

  private static String invariant(String message) {
    int colon = message.indexOf(':');
    return colon < 0 ? message : message.substring(0, colon);
  }

  private static String seedsToKill(Mutant mutant, Path classes) throws Exception {
    mutant.compile(CORE, classes);
    URL[] places = {
      classes.toUri().toURL(), placeOf(InMemoryClusterManager.class), placeOf(Campaign.class)
    };
    try (LibraryLoader loader = new LibraryLoader(places, MutantsTest::isOwn)) {
      Class<?> campaign = loader.loadClass(Campaign.class.getName());
      Object seeds =
          campaign
              .getConstructor(long.class, long.class, int.class)
              .newInstance(1L, MAX_SEEDS, LENGTH);
      return (String) campaign.getMethod("seedsToKill").invoke(seeds);
    }
  }

  private static URL placeOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  /** A mutant runs on a core of its own, and a simulation of its own on top. */
  private static boolean isOwn(String name) {
    return name.startsWith("io.github.esrpcluster.core.")
        || name.startsWith("io.github.esrpcluster.simulation.");
  }
}
