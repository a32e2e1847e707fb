package io.github.esrpcluster.core;

import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.ReportOutcome;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Compares reports. */
final class Reports {
  private Reports() {}

  /**
   * True if a report tells nothing that the known one did not: its numbers in order do not count.
   */
  static boolean sayTheSame(@Nullable NodeStatus known, NodeStatus report) {
    return known != null
        && known.state() == report.state()
        && known.reason().equals(report.reason())
        && known.posture().equals(report.posture())
        && known.load().equals(report.load());
  }

  /** What became of a report in two services together: the one that says more. */
  static ReportOutcome together(ReportOutcome one, ReportOutcome other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  static boolean isOfEpoch(NodeStatus report, long epoch) {
    OptionalLong claimed = report.epoch();
    return claimed.isEmpty() || claimed.getAsLong() == epoch;
  }
}
