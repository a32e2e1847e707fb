package io.github.esrpcluster.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.benchmarks.Ratio.Goal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BenchmarkReportTest {
  private static final Measure OURS = Measure.of("statusChange", Contender.ESRP, "1000x10");
  private static final Measure THEIRS = Measure.of("statusChange", Contender.EUREKA, "1000x10");
  private static final Ratio FASTER =
      new Ratio("statusChange.1000x10.vsEureka", THEIRS, OURS, Goal.atLeast(3), true);

  private static Map<Job, Map<String, Double>> round(double ours, double theirs) {
    return Map.of(OURS.job(), Map.of("score", ours), THEIRS.job(), Map.of("score", theirs));
  }

  @Test
  void report_shows_median_and_range_of_rounds() {
    BenchmarkReport report =
        new BenchmarkReport(List.of(FASTER), List.of(round(10, 40), round(100, 200), round(5, 45)));
    assertThat(report.medians()).containsExactly(Map.entry(FASTER.name(), 4.0));
    assertThat(report.table()).contains("| 4.00 | 2.00..9.00 | >= 3 | met |");
  }

  @Test
  void report_shows_plain_measure() {
    Ratio plain = Ratio.plain("statusChange.1000x10.bytes", OURS, Goal.atMost(300), true);
    BenchmarkReport report = new BenchmarkReport(List.of(plain), List.of(round(260, 297)));
    assertThat(report.table()).contains("| 260 | 260..260 | <= 300 | met |");
  }

  @Test
  void report_shows_missed_goal() {
    assertThat(new BenchmarkReport(List.of(FASTER), List.of(round(10, 29))).table())
        .contains("| 2.90 | 2.90..2.90 | >= 3 | NOT MET |");
  }

  @Test
  void value_equal_to_bound_meets_goal() {
    assertThat(Goal.atMost(1.5).isMetBy(1.5)).isTrue();
    assertThat(Goal.atMost(1.5).isMetBy(1.51)).isFalse();
    assertThat(Goal.atLeast(1.5).isMetBy(1.49)).isFalse();
  }

  @Test
  void names_of_ratios_differ() {
    Set<String> names = new HashSet<>();
    assertThat(Ratios.all()).allMatch(ratio -> names.add(ratio.name()));
  }
}
