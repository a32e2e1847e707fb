package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;

/** Message of a node to the manager, with the values of the time when it was sent. */
sealed interface Message {
  /** Registers the node. */
  record Join(SimNode from, Registration registration) implements Message {}

  /** Renews all leases of the node. */
  record Renew(NodeId node) implements Message {}

  /** Renews one lease. */
  record RenewLease(ServiceId service, NodeId node, long epoch) implements Message {}

  /** Reports the status of the node. */
  record Report(NodeStatus status) implements Message {}

  /** Releases one lease. */
  record Release(ServiceId service, NodeId node, long epoch) implements Message {}
}
