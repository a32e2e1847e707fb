package io.github.esrpcluster.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import io.github.esrpcluster.core.InMemoryClusterManager;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whether the simulator can see: the core with one fault put into it on purpose must be found out,
 * each of them.
 */
class MutantsTest {
  private static final Path SOURCES =
      Path.of(System.getProperty("simulation.sources", "../../esrp-cluster-core/src/main/java"));
  private static final Path CORE = SOURCES.resolve("io/github/esrpcluster/core");
  private static final Path TARGET = Path.of(System.getProperty("simulation.target", "target"));
  private static final long MOST_SEEDS = 5_000;
  private static final int LENGTH = 60;

  /** Only those whose name holds this are looked for. */
  private static final String ONLY = System.getProperty("simulation.mutant", "");

  private static Stream<Mutant> all() {
    return Stream.of(
            Mutants.LEASES,
            Mutants.REPORTS,
            Mutants.LIMITS,
            Mutants.STATUS,
            Mutants.ROUTING,
            Mutants.TRANSMISSION)
        .flatMap(List::stream);
  }

  @Test
  void every_mutant_still_fits_the_source() {
    assertAll(all().map(mutant -> () -> assertThat(mutant.source(CORE)).contains(mutant.after())));
  }

  @Test
  @Tag("long")
  void every_mutant_is_found() throws Exception {
    List<String> lines = new ArrayList<>(List.of("| mutant | seeds | found by |", "|---|---|---|"));
    List<String> notFound = new ArrayList<>();
    int number = 0;
    for (Mutant mutant : all().filter(each -> each.name().contains(ONLY)).toList()) {
      String found = seedsToFind(mutant, emptyFolder());
      number++;
      int space = found.indexOf(' ');
      if (space < 0) {
        notFound.add(mutant.name());
      }
      lines.add(
          space < 0
              ? row(mutant, "none of " + MOST_SEEDS, "")
              : row(mutant, found.substring(0, space), invariant(found.substring(space + 1))));
      Files.write(TARGET.resolve("mutants.md"), lines);
    }
    System.out.println(String.join("\n", lines));
    assertThat(notFound).as("mutants that nobody noticed").isEmpty();
    assertThat(number).isGreaterThanOrEqualTo(ONLY.isEmpty() ? 15 : 1);
  }

  /** Of an earlier run another mutated class may be left, which would be found instead. */
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

  private static String seedsToFind(Mutant mutant, Path classes) throws Exception {
    mutant.compile(CORE, classes);
    try (URLClassLoader loader = new MutantLoader(classes)) {
      Class<?> campaign = loader.loadClass(Campaign.class.getName());
      Object it =
          campaign
              .getConstructor(long.class, long.class, int.class)
              .newInstance(1L, MOST_SEEDS, LENGTH);
      return (String) campaign.getMethod("seedsToFind").invoke(it);
    }
  }

  /** Has its own core, with the mutated class in it, and its own simulator over that. */
  private static final class MutantLoader extends URLClassLoader {
    MutantLoader(Path mutated) throws IOException {
      super(
          new URL[] {
            mutated.toUri().toURL(), placeOf(InMemoryClusterManager.class), placeOf(Campaign.class)
          },
          MutantsTest.class.getClassLoader());
    }

    private static URL placeOf(Class<?> type) {
      return type.getProtectionDomain().getCodeSource().getLocation();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        boolean own =
            name.startsWith("io.github.esrpcluster.core.")
                || name.startsWith("io.github.esrpcluster.simulation.");
        if (!own) {
          return super.loadClass(name, resolve);
        }
        Class<?> known = findLoadedClass(name);
        return known == null ? findClass(name) : known;
      }
    }
  }
}
