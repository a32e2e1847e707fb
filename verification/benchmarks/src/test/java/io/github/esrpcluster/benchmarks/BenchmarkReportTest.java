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
  void a_ratio_is_taken_in_each_round_and_the_median_counts() {
    BenchmarkReport report =
        new BenchmarkReport(List.of(FASTER), List.of(round(10, 40), round(100, 200), round(5, 45)));
    assertThat(report.medians()).containsExactly(Map.entry(FASTER.name(), 4.0));
    assertThat(report.table()).contains("| 4.00 | 2.00..9.00 | >= 3 | met |");
  }

  @Test
  void a_missed_goal_is_told() {
    assertThat(new BenchmarkReport(List.of(FASTER), List.of(round(10, 29))).table())
        .contains("| 2.90 | 2.90..2.90 | >= 3 | NOT MET |");
  }

  @Test
  void a_bound_that_must_not_be_passed_is_met_by_less() {
    assertThat(Goal.atMost(1.5).isMetBy(1.5)).isTrue();
    assertThat(Goal.atMost(1.5).isMetBy(1.51)).isFalse();
    assertThat(Goal.atLeast(1.5).isMetBy(1.49)).isFalse();
  }

  @Test
  void no_two_ratios_have_one_name() {
    Set<String> names = new HashSet<>();
    assertThat(Ratios.all()).allMatch(ratio -> names.add(ratio.name()));
  }
}
