package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import java.util.Optional;

/**
 * Message of a node to the manager, with the values of the time when it was sent. A registration
 * names its sender as its owner; the other messages name the caller.
 */
sealed interface Message {
  /**
   * Registers the node.
   *
   * @param from the node; empty if somebody else registers it
   */
  record Join(Optional<SimNode> from, Registration registration) implements Message {}

  /** Renews all leases of the node. */
  record Renew(NodeId node, Optional<String> caller) implements Message {}

  /** Renews one lease. */
  record RenewLease(ServiceId service, NodeId node, long epoch, Optional<String> caller)
      implements Message {}

  /** Reports the status of the node. */
  record Report(NodeStatus status, Optional<String> caller) implements Message {}

  /** Releases one lease. */
  record Release(ServiceId service, NodeId node, long epoch, Optional<String> caller)
      implements Message {}
}
