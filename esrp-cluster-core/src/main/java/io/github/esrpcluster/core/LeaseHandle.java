package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.LeaseOutcome;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.ReportOutcome;
import io.github.esrpcluster.api.ServiceId;
import java.time.Duration;

/** The handle that a vendor holds. */
final class LeaseHandle implements Lease {
  private final InMemoryClusterManager manager;
  private final MemberEntry record;

  LeaseHandle(InMemoryClusterManager manager, MemberEntry record) {
    this.manager = manager;
    this.record = record;
  }

  @Override
  public ServiceId service() {
    return record.service();
  }

  @Override
  public NodeId node() {
    return record.node();
  }

  @Override
  public long epoch() {
    return record.epoch;
  }

  @Override
  public Duration granted() {
    return Duration.ofNanos(record.granted);
  }

  @Override
  public LeaseOutcome renew() {
    return manager.renew(record);
  }

  @Override
  public LeaseOutcome release() {
    return manager.release(record);
  }

  @Override
  public ReportOutcome report(ElementState state, String reason) {
    return manager.report(
        NodeStatus.builder(node(), state).reason(reason).service(service()).epoch(epoch()).build());
  }

  @Override
  public String toString() {
    return "Lease[" + node() + " for " + service() + ", epoch " + epoch() + "]";
  }
}
