package io.github.esrpcluster.core;

import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.ReportOutcome;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Compares reports. */
final class Reports {
  private Reports() {}

  /**
   * True if a report tells nothing that the known one did not: a posture or load that it leaves out
   * stands as it was, and its numbers do not count.
   */
  static boolean sayTheSame(@Nullable NodeStatus known, NodeStatus report) {
    return known != null
        && known.state() == report.state()
        && known.reason().equals(report.reason())
        && (report.posture().isEmpty() || known.posture().equals(report.posture()))
        && (report.load().isEmpty() || known.load().equals(report.load()));
  }

  /** The report, with the posture and load that it leaves out as they were known. */
  static NodeStatus completed(@Nullable NodeStatus known, NodeStatus report) {
    if (known == null || !addsTo(report, known)) {
      return report;
    }
    NodeStatus.Builder whole =
        NodeStatus.builder(report.node(), report.state()).reason(report.reason());
    report.service().ifPresent(whole::service);
    report.sequence().ifPresent(whole::sequence);
    report.epoch().ifPresent(whole::epoch);
    report.posture().or(known::posture).ifPresent(whole::posture);
    known.load().ifPresent(whole::load);
    report.load().ifPresent(whole::load);
    return whole.build();
  }

  private static boolean addsTo(NodeStatus report, NodeStatus known) {
    return (report.posture().isEmpty() && known.posture().isPresent())
        || (report.load().isEmpty() && known.load().isPresent());
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
