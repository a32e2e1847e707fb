package io.github.esrpcluster.simulation.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.i3.notify.Notifier;
import io.github.esrpcluster.simulation.Mutant;
import io.github.esrpcluster.simulation.MutantRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Puts one fault at a time into the notifier and the subscriber: the simulation of the wire must
 * kill each mutant. See {@code MutantsTest}.
 */
@Tag("long")
class WireMutantsTest {
  private static final Path SOURCES =
      Path.of(System.getProperty("simulation.sources", "../../esrp-cluster-core/src/main/java"))
          .toAbsolutePath()
          .normalize()
          .resolve("../../../../esrp-cluster-i3/src/main/java/io/github/esrpcluster/i3/notify")
          .normalize();
  private static final Path TARGET = Path.of(System.getProperty("simulation.target", "target"));

  /** Only mutants whose name contains this text run. */
  private static final String ONLY = System.getProperty("simulation.mutant", "");

  private static Stream<Mutant> all() {
    return Stream.of(WireMutants.NOTIFIER, WireMutants.SUBSCRIBER).flatMap(List::stream);
  }

  private static List<Mutant> chosen() {
    return all()
        .filter(mutant -> mutant.name().contains(ONLY))
        .filter(mutant -> mutant.misfit(SOURCES).isEmpty())
        .toList();
  }

  @Test
  void every_mutant_fits_the_source() {
    List<String> misfits = all().flatMap(mutant -> mutant.misfit(SOURCES).stream()).toList();
    assertThat(misfits).as("mutants whose text has to follow the source").isEmpty();
  }

  @Test
  void simulation_kills_every_mutant_that_fits() throws Exception {
    MutantRunner runner =
        new MutantRunner(
            SOURCES,
            Notifier.class,
            WireCampaign.class,
            WireMutantsTest::isOwn,
            TARGET.resolve("wire-mutants.md"));
    assertThat(runner.survivors(chosen()))
        .as("mutants that no seed kills, or that do not compile")
        .isEmpty();
  }

  /** A mutant runs on a library of its own, and a simulation of its own on top. */
  private static boolean isOwn(String name) {
    return name.startsWith("io.github.esrpcluster.i3.")
        || name.startsWith("io.github.esrpcluster.simulation.");
  }
}
