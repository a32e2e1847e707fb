package io.github.esrpcluster.core;

import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.ReportOutcome;
import java.util.OptionalLong;

/** Compares and completes reports. */
final class MemberReports {
  private MemberReports() {}

  /** Returns whether the report has more than a state. */
  static boolean hasDetails(NodeStatus report) {
    return !report.reason().isEmpty() || report.posture().isPresent() || report.load().isPresent();
  }

  /** Returns whether the report has a sequence, an epoch, or is about one service. */
  static boolean isNumbered(NodeStatus report) {
    return report.service().isPresent()
        || report.sequence().isPresent()
        || report.epoch().isPresent();
  }

  /**
   * Returns whether a report contains nothing that the known one did not. A posture or load that it
   * leaves out stays as it was; sequence, epoch and service do not count.
   */
  static boolean containsNothingNew(NodeStatus known, NodeStatus report) {
    return known.state() == report.state()
        && known.reason().equals(report.reason())
        && (report.posture().isEmpty() || known.posture().equals(report.posture()))
        && (report.load().isEmpty() || known.load().equals(report.load()));
  }

  /** Returns the report, with the posture and load that it leaves out from the known one. */
  static NodeStatus completed(NodeStatus known, NodeStatus report) {
    boolean complete =
        (report.posture().isPresent() || known.posture().isEmpty())
            && (report.load().isPresent() || known.load().isEmpty());
    if (complete) {
      return report;
    }
    NodeStatus.Builder whole = report.toBuilder();
    if (report.posture().isEmpty()) {
      known.posture().ifPresent(whole::posture);
    }
    if (report.load().isEmpty()) {
      known.load().ifPresent(whole::load);
    }
    return whole.build();
  }

  /** Returns the outcome of a report in two services: the one that says more. */
  static ReportOutcome together(ReportOutcome one, ReportOutcome other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  static boolean isOfEpoch(NodeStatus report, long epoch) {
    OptionalLong claimed = report.epoch();
    return claimed.isEmpty() || claimed.getAsLong() == epoch;
  }
}
