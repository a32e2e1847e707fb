package io.github.esrpcluster.core;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.ReleaseOutcome;
import io.github.esrpcluster.api.RenewalOutcome;
import io.github.esrpcluster.api.ReportOutcome;

/**
 * The cluster of a member, as its {@link MemberEntry} knows it. Each method acts on the membership
 * that the node has when the cluster's lock is taken, which may be newer than that entry.
 */
interface MemberOwner {
  RenewalOutcome renew(NodeId node);

  ReleaseOutcome release(NodeId node);

  /** Applies a report that concerns this service. */
  ReportOutcome report(NodeStatus report);
}
