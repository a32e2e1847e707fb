package io.github.esrpcluster.core;

import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.ReportOutcome;
import java.util.OptionalLong;

/** Compares reports. */
final class MemberReports {
  private MemberReports() {}

  /** True if it tells more than a state. */
  static boolean tellsMore(NodeStatus report) {
    return !report.reason().isEmpty() || report.posture().isPresent() || report.load().isPresent();
  }

  /** True if it carries a number, or is about one service: what nobody is told. */
  static boolean isNumbered(NodeStatus report) {
    return report.service().isPresent()
        || report.sequence().isPresent()
        || report.epoch().isPresent();
  }

  /**
   * True if a report tells nothing that the known one did not: a posture or load that it leaves out
   * stands as it was, and its numbers do not count.
   */
  static boolean sayTheSame(NodeStatus known, NodeStatus report) {
    return known.state() == report.state()
        && known.reason().equals(report.reason())
        && (report.posture().isEmpty() || known.posture().equals(report.posture()))
        && (report.load().isEmpty() || known.load().equals(report.load()));
  }

  /** The report, with the posture and load that it leaves out as they were known. */
  static NodeStatus completed(NodeStatus known, NodeStatus report) {
    if (!leavesOut(report, known)) {
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

  private static boolean leavesOut(NodeStatus report, NodeStatus known) {
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
