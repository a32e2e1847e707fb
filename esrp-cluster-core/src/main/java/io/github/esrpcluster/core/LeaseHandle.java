package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.ExpiryOutcome;
import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeRegistry;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.ReleaseOutcome;
import io.github.esrpcluster.api.RenewalOutcome;
import io.github.esrpcluster.api.ReportOutcome;
import io.github.esrpcluster.api.ServiceId;
import java.time.Duration;

/** The lease as a vendor holds it: calls the manager with its service, node and epoch. */
record LeaseHandle(NodeRegistry nodes, ServiceId service, NodeId node, long epoch, Duration granted)
    implements Lease {

  static LeaseHandle of(NodeRegistry nodes, MemberEntry entry) {
    return new LeaseHandle(
        nodes, entry.service(), entry.node(), entry.epoch, Duration.ofNanos(entry.granted));
  }

  @Override
  public RenewalOutcome renew() {
    return nodes.renew(service, node, epoch);
  }

  @Override
  public ReleaseOutcome release() {
    return nodes.release(service, node, epoch);
  }

  @Override
  public ExpiryOutcome expire() {
    return nodes.expire(service, node, epoch);
  }

  @Override
  public ReportOutcome report(ElementState state, String reason) {
    return nodes.report(
        NodeStatus.builder(node, state).reason(reason).service(service).epoch(epoch).build());
  }

  @Override
  public String toString() {
    return "Lease[" + node + " for " + service + ", epoch " + epoch + "]";
  }
}
