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

/** The commands of nodes. */
final class NodeCommands {
  private NodeCommands() {}

  static Command register(Fields fields) {
    Registration.Builder registration = Registration.builder(fields.service(), fields.node());
    fields.optionalText("contact").ifPresent(registration::contact);
    fields.optionalInteger("weight").ifPresent(registration::weight);
    fields.optionalInteger("preference").ifPresent(registration::preference);
    fields.optionalText("site").ifPresent(registration::site);
    fields.optionalDuration("lease").ifPresent(registration::lease);
    Registration request = registration.build();
    return context -> {
      context.names().require(request.service());
      context.manager().register(request);
    };
  }

  static Command renew(Fields fields) {
    NodeId node = fields.node();
    return context -> {
      RenewalOutcome outcome = context.manager().renew(node);
      refuseIf(outcome == RenewalOutcome.UNKNOWN, node + " is not registered");
    };
  }

  static Command release(Fields fields) {
    ServiceId service = fields.service();
    NodeId node = fields.node();
    return context -> {
      ReleaseOutcome outcome = context.manager().release(service, node);
      refuseIf(outcome == ReleaseOutcome.UNKNOWN, node + " is not registered for " + service);
    };
  }

  static Command report(ElementStateBody body) {
    NodeStatus status = body.toNodeStatus();
    return context -> report(context, status);
  }

  /** A report contains the state and the posture, so this one repeats the last state. */
  static Command posture(Fields fields) {
    NodeId node = fields.node();
    SecurityPosture posture = fields.read("posture", SecurityPosture::ofToken);
    return context -> {
      refuseIf(context.manager().members(node).isEmpty(), node + " is not registered");
      Optional<NodeStatus> last = lastReport(context.manager(), node);
      refuseIf(
          last.isEmpty(), node + " has not reported a state yet: report one before the posture");
      report(context, withPosture(last.orElseThrow(), posture));
    };
  }

  private static NodeStatus withPosture(NodeStatus status, SecurityPosture posture) {
    return NodeStatus.builder(status.node(), status.state())
        .reason(status.reason())
        .posture(posture)
        .build();
  }

  private static void report(CommandContext context, NodeStatus status) {
    ReportOutcome outcome = context.manager().report(status);
    refuseIf(outcome == ReportOutcome.UNKNOWN_NODE, status.node() + " is not registered");
  }

  private static Optional<NodeStatus> lastReport(ClusterManager manager, NodeId node) {
    return manager.members(node).stream().map(Member::report).flatMap(Optional::stream).findFirst();
  }

  private static void refuseIf(boolean wrong, String reason) {
    if (wrong) {
      throw new BadLineException(reason);
    }
  }
}
