package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;

/** What a node sends to the manager. It says what was true when it was sent. */
sealed interface Message {
  /** Wants to be a member. */
  record Register(SimNode from, Registration registration) implements Message {}

  /** Is alive, in all its services. */
  record Renew(NodeId node) implements Message {}

  /** Is alive, under one lease. */
  record RenewLease(ServiceId service, NodeId node, long epoch) implements Message {}

  /** Says how it is. */
  record Report(NodeStatus status) implements Message {}

  /** Leaves. */
  record Release(ServiceId service, NodeId node, long epoch) implements Message {}
}
