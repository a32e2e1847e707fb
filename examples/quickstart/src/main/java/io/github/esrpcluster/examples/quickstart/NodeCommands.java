package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ReleaseOutcome;
import io.github.esrpcluster.api.RenewalOutcome;
import io.github.esrpcluster.api.ReportOutcome;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.i3.ElementStateBody;
import java.util.Optional;

/** What nodes do. */
final class NodeCommands {
  private NodeCommands() {}

  static Command register(Fields fields) {
    Registration.Builder asked = Registration.builder(fields.service(), fields.node());
    fields.optionalText("contact").ifPresent(asked::contact);
    fields.optionalInteger("weight").ifPresent(asked::weight);
    fields.optionalInteger("preference").ifPresent(asked::preference);
    fields.optionalText("site").ifPresent(asked::site);
    fields.optionalDuration("lease").ifPresent(asked::lease);
    Registration registration = asked.build();
    return desk -> {
      desk.names().require(registration.service());
      desk.manager().register(registration);
    };
  }

  static Command renew(Fields fields) {
    NodeId node = fields.node();
    return desk -> {
      RenewalOutcome outcome = desk.manager().renew(node);
      refuseIf(outcome == RenewalOutcome.UNKNOWN, node + " is not registered");
    };
  }

  static Command release(Fields fields) {
    ServiceId service = fields.service();
    NodeId node = fields.node();
    return desk -> {
      ReleaseOutcome outcome = desk.manager().release(service, node);
      refuseIf(outcome == ReleaseOutcome.UNKNOWN, node + " is not registered for " + service);
    };
  }

  static Command report(ElementStateBody body) {
    NodeStatus status = body.toNodeStatus();
    return desk -> report(desk, status);
  }

  /** A node reports all it has to say at once, so the last state stays. */
  static Command posture(Fields fields) {
    NodeId node = fields.node();
    SecurityPosture posture = fields.read("posture", SecurityPosture::ofToken);
    return desk -> {
      refuseIf(desk.manager().members(node).isEmpty(), node + " is not registered");
      Optional<NodeStatus> last = lastReport(desk.manager(), node);
      refuseIf(last.isEmpty(), node + " has reported no state yet to go with the posture");
      report(desk, withPosture(last.orElseThrow(), posture));
    };
  }

  private static NodeStatus withPosture(NodeStatus status, SecurityPosture posture) {
    return NodeStatus.builder(status.node(), status.state())
        .reason(status.reason())
        .posture(posture)
        .build();
  }

  private static void report(Desk desk, NodeStatus status) {
    ReportOutcome outcome = desk.manager().report(status);
    refuseIf(outcome == ReportOutcome.UNKNOWN_NODE, status.node() + " is not registered");
  }

  private static Optional<NodeStatus> lastReport(ClusterManager manager, NodeId node) {
    return manager.members(node).stream().map(Member::report).flatMap(Optional::stream).findFirst();
  }

  private static void refuseIf(boolean wrong, String why) {
    if (wrong) {
      throw new BadLineException(why);
    }
  }
}
