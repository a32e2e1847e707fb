package io.github.esrpcluster.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs every race. None may have a forbidden outcome, end in an error, or be left out. */
class RacesTest {
  private static final Pattern SUMMARY =
      Pattern.compile("Results: (\\d+) planned; (\\d+) passed, 0 failed, 0 soft errs, 0 hard errs");

  @Test
  void no_race_has_a_forbidden_outcome() throws Exception {
    List<String> races = races();
    assertThat(races).hasSizeGreaterThanOrEqualTo(50);
    RaceRun run = RaceRun.races(".", System.getProperty("concurrency.options", "-m sanity"));
    assertThat(run.exit()).as(run.output()).isZero();
    assertThat(races).allSatisfy(race -> assertThat(run.output()).contains("[OK] " + race + "\n"));
    Matcher last = last(SUMMARY.matcher(run.output()));
    assertThat(last.group(2)).as("passed, of those planned").isEqualTo(last.group(1));
  }

  private static Matcher last(Matcher matcher) {
    String found = "";
    while (matcher.find()) {
      found = matcher.group();
    }
    Matcher last = SUMMARY.matcher(found);
    assertThat(last.matches()).as("a summary without failures").isTrue();
    return last;
  }

  /** Returns the races: jcstress generates one harness for each, named after it. */
  private static List<String> races() throws Exception {
    try (InputStream list = RacesTest.class.getResourceAsStream("/META-INF/TestList")) {
      return names(new String(list.readAllBytes(), StandardCharsets.UTF_8)).toList();
    }
  }

  private static Stream<String> names(String list) {
    return Pattern.compile("(io\\.github\\.esrpcluster\\.core\\.\\w+Races)_(\\w+)_jcstress")
        .matcher(list)
        .results()
        .map(result -> result.group(1) + "." + result.group(2))
        .distinct();
  }
}
