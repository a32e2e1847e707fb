package io.github.esrpcluster.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Checks that the races and the Lincheck tests find faults: each mutant of the core is killed by
 * the tests that {@link ConcurrencyMutants} names. Not part of a build with {@code -Pconcurrency}.
 */
class ConcurrencyMutantsTest {
  private static final Path CORE =
      Path.of(System.getProperty("concurrency.sources", "../../esrp-cluster-core/src/main/java"))
          .resolve("io/github/esrpcluster/core");
  private static final Path TARGET = Path.of(System.getProperty("concurrency.target", "target"));

  /** One mode of the JVM, and longer than a build runs. */
  private static final String OPTIONS =
      System.getProperty(
          "concurrency.mutantOptions", "-f 1 -iters 5 -time 500 -sc false -jvmArgs -Xmx512m");

  /** Selects mutants by a part of their name. */
  private static final Pattern WHICH = Pattern.compile(System.getProperty("concurrency.which", ""));

  private static final String SURVIVED = "survived";

  @Test
  @Tag("mutants")
  void every_mutant_fits_the_source() {
    List<String> misfits = new ArrayList<>();
    for (ConcurrencyMutant each : ConcurrencyMutants.all().toList()) {
      assertThat(each.races() + each.lincheck()).as(each.mutant().name()).isNotEmpty();
      each.mutant().misfit(CORE).ifPresent(misfits::add);
    }
    assertThat(misfits).as("mutants that do not fit").isEmpty();
  }

  @Test
  @Tag("killing")
  void every_mutant_is_killed() throws Exception {
    List<String> lines = new ArrayList<>(List.of("| mutant | race | Lincheck |", "|---|---|---|"));
    List<String> survivors = new ArrayList<>();
    for (ConcurrencyMutant each :
        ConcurrencyMutants.all().filter(ConcurrencyMutantsTest::isSelected).toList()) {
      String name = each.mutant().name();
      Path classes = RaceRun.target("mutants/" + name.replace(' ', '-'));
      each.mutant().compile(CORE, classes);
      String race = each.races().isEmpty() ? "-" : race(each, classes);
      String lincheck = each.lincheck().isEmpty() ? "-" : lincheck(each, classes);
      lines.add("| " + name + " | " + race + " | " + lincheck + " |");
      Files.write(TARGET.resolve("concurrency-mutants.md"), lines);
      if (race.equals(SURVIVED) || lincheck.equals(SURVIVED)) {
        survivors.add(name);
      }
    }
    System.out.println(String.join("\n", lines));
    assertThat(survivors).as("mutants that a test named for them did not kill").isEmpty();
  }

  private static boolean isSelected(ConcurrencyMutant each) {
    return WHICH.matcher(each.mutant().name()).find();
  }

  private static String race(ConcurrencyMutant each, Path classes) throws Exception {
    RaceRun run = RaceRun.races(each.races(), OPTIONS, classes);
    Matcher failed =
        Pattern.compile("\\[(?:FAILED|ERROR)\\] \\S+\\.(\\w+)\\n").matcher(run.output());
    return run.exit() != 0 && failed.find() ? "`" + failed.group(1) + "`" : SURVIVED;
  }

  private static String lincheck(ConcurrencyMutant each, Path classes) throws Exception {
    RaceRun run = RaceRun.lincheck(each.lincheck(), classes);
    Matcher failed = Pattern.compile("killed by (\\w+)\\n").matcher(run.output());
    return run.exit() == 1 && failed.find()
        ? "`" + each.lincheck() + "." + failed.group(1) + "`"
        : SURVIVED;
  }
}
