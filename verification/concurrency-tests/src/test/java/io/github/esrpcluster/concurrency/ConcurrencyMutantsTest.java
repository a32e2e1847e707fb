package io.github.esrpcluster.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whether the races and the tests for Lincheck can see: what must find a mutant finds it. */
class ConcurrencyMutantsTest {
  private static final Path CORE =
      Path.of(System.getProperty("concurrency.sources", "../../esrp-cluster-core/src/main/java"))
          .resolve("io/github/esrpcluster/core");
  private static final Path TARGET = Path.of(System.getProperty("concurrency.target", "target"));

  /** One mode of the JVM; longer than what a build runs. */
  private static final String OPTIONS = "-f 1 -iters 5 -time 500 -sc false -jvmArgs -Xmx512m";

  /** Only those whose name this finds. */
  private static final Pattern WHICH = Pattern.compile(System.getProperty("concurrency.which", ""));

  private static Stream<ConcurrencyMutant> all() {
    return Stream.of(
            ConcurrencyMutants.LEASES,
            ConcurrencyMutants.STALLS,
            ConcurrencyMutants.LANES,
            ConcurrencyMutants.FEEDS,
            ConcurrencyMutants.ROUTING,
            ConcurrencyMutants.JUDGEMENTS,
            ConcurrencyMutants.LISTENERS,
            ConcurrencyMutants.TIMERS)
        .flatMap(List::stream);
  }

  @Test
  void every_mutant_still_fits_the_source() {
    assertAll(all().map(suspect -> () -> assertFits(suspect)));
  }

  private static void assertFits(ConcurrencyMutant suspect) throws IOException {
    assertThat(suspect.mutant().source(CORE)).contains(suspect.mutant().after());
    assertThat(suspect.races() + suspect.lincheck()).as("what finds it").isNotEmpty();
  }

  @Test
  @Tag("mutants")
  void every_mutant_is_found() throws Exception {
    List<String> lines = new ArrayList<>(List.of("| mutant | race | Lincheck |", "|---|---|---|"));
    List<String> notFound = new ArrayList<>();
    for (ConcurrencyMutant suspect : all().filter(ConcurrencyMutantsTest::isWanted).toList()) {
      Path classes = RaceRun.target("mutants/" + suspect.mutant().name().replace(' ', '-'));
      suspect.mutant().compile(CORE, classes);
      String race = suspect.races().isEmpty() ? "" : race(suspect, classes);
      String lincheck = suspect.lincheck().isEmpty() ? "" : lincheck(suspect, classes);
      lines.add("| " + suspect.mutant().name() + " | " + race + " | " + lincheck + " |");
      Files.write(TARGET.resolve("concurrency-mutants.md"), lines);
      if ((race + lincheck).contains("not found")) {
        notFound.add(suspect.mutant().name());
      }
    }
    System.out.println(String.join("\n", lines));
    assertThat(notFound).as("mutants that were not killed").isEmpty();
  }

  private static boolean isWanted(ConcurrencyMutant suspect) {
    return WHICH.matcher(suspect.mutant().name()).find();
  }

  private static String race(ConcurrencyMutant suspect, Path classes) throws Exception {
    RaceRun run = RaceRun.races(suspect.races(), OPTIONS, classes);
    Matcher found =
        Pattern.compile("\\[(?:FAILED|ERROR)\\] \\S+\\.(\\w+)\\n").matcher(run.output());
    return run.exit() != 0 && found.find() ? "`" + found.group(1) + "`" : "not found";
  }

  private static String lincheck(ConcurrencyMutant suspect, Path classes) throws Exception {
    RaceRun run = RaceRun.lincheck(suspect.lincheck(), classes);
    Matcher found = Pattern.compile("found by (\\w+)\\n").matcher(run.output());
    return run.exit() == 1 && found.find()
        ? "`" + suspect.lincheck() + "." + found.group(1) + "`"
        : "not found";
  }
}
