package io.github.esrpcluster.core;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.ServiceId;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the memberships of a node. Read without a lock; the entries of one service are changed
 * under its cluster's lock only.
 */
final class NodeIndex {
  private final ConcurrentHashMap<NodeId, Memberships> memberships = new ConcurrentHashMap<>();

  /** The memberships of the node, at most one in each service. */
  List<MemberRecord> of(NodeId node) {
    Memberships known = get(node);
    return known == null ? List.of() : known.all();
  }

  /** The same; null if it is a member of nothing. */
  @Nullable Memberships get(NodeId node) {
    return memberships.get(node);
  }

  @Nullable MemberRecord find(ServiceId service, NodeId node) {
    Memberships known = get(node);
    return known == null ? null : known.in(service);
  }

  /** Adds a membership, in the place of an earlier one of the same service. */
  void put(MemberRecord added) {
    memberships.merge(added.node(), added, (known, one) -> known.and(added));
  }

  /** Removes a membership. */
  void remove(MemberRecord gone) {
    memberships.computeIfPresent(gone.node(), (node, known) -> known.without(gone.service()));
  }
}
