package io.github.esrpcluster.core;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.ReleaseOutcome;
import io.github.esrpcluster.api.RenewalOutcome;
import io.github.esrpcluster.api.ReportOutcome;
import org.jspecify.annotations.Nullable;

/**
 * The cluster of a member, as its {@link MemberEntry} knows it. Each method acts on the membership
 * that the node has when the cluster's lock is taken, which may be newer than that entry.
 */
interface MemberOwner {
  /**
   * Renews the membership.
   *
   * @param caller the owner for which the caller acts; null if none
   */
  RenewalOutcome renew(NodeId node, @Nullable String caller);

  /** As {@link #renew}: ends the membership. */
  ReleaseOutcome release(NodeId node, @Nullable String caller);

  /** As {@link #renew}: applies a report that concerns this service. */
  ReportOutcome report(NodeStatus report, @Nullable String caller);

  /** Counts a call that the caller may not make, and fires an event. */
  void refuseCaller(NodeId node, @Nullable String caller);
}
