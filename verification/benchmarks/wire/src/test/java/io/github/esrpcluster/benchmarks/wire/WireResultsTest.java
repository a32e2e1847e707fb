package io.github.esrpcluster.benchmarks.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WireResultsTest {
  private final WireResults results = new WireResults();

  @Test
  void table_has_medians_and_their_ratio() {
    for (double number : new double[] {5, 100, 7}) {
      results.add("time", "ours", number);
    }
    results.add("time", "theirs", 2);
    results.add("time", "theirs", 5);
    assertThat(results.table("ours", "theirs")).containsPattern("time +7\\.00 +3\\.50 +2\\.00\\R");
  }

  @Test
  void measure_of_one_server_has_no_ratio() {
    results.add("rate", "ours", 1);
    assertThat(results.table("ours", "theirs")).containsPattern("rate +1\\.00 +- *\\R");
  }
}
