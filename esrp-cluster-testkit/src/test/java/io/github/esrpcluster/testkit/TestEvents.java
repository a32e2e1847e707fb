package io.github.esrpcluster.testkit;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.ServiceId;
import java.time.Duration;
import java.time.Instant;

/** Events as values, for tests of recorders and assertions. */
public final class TestEvents {
  private TestEvents() {}

  /** A lease that expired. */
  public record TestLeaseExpired(Instant at, ServiceId service, NodeId node, long epoch)
      implements ClusterEvent.LeaseExpired {}

  /** A member that recovered. */
  public record TestMemberRecovered(Instant at, ServiceId service, NodeId node, long epoch)
      implements ClusterEvent.MemberRecovered {}

  /** A stall of the manager. */
  public record TestStallDetected(Instant at, Duration gap, long leases)
      implements ClusterEvent.StallDetected {}
}
