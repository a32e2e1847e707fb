package io.github.esrpcluster.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.core.InMemoryClusterManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
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
    MutantRunner runner =
        new MutantRunner(
            CORE,
            InMemoryClusterManager.class,
            Campaign.class,
            MutantsTest::isOwn,
            TARGET.resolve("mutants.md"));
    List<String> survivors = runner.survivors(mutants);
    assertThat(survivors).as("mutants that no seed kills, or that do not compile").isEmpty();
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

  /** A mutant runs on a core of its own, and a simulation of its own on top. */
  private static boolean isOwn(String name) {
    return name.startsWith("io.github.esrpcluster.core.")
        || name.startsWith("io.github.esrpcluster.simulation.");
  }
}
