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
final class MemberIndex {
  /** Stands for the node between the two steps that remove it. */
  private static final MemberIndexEntry NONE = new MemberIndexEntry.Several(List.of());

  private final ConcurrentHashMap<NodeId, MemberIndexEntry> entries = new ConcurrentHashMap<>();

  /** Returns the memberships of the node, at most one in each service. */
  List<MemberEntry> of(NodeId node) {
    MemberIndexEntry known = get(node);
    return known == null ? List.of() : known.all();
  }

  /** Returns the same; null if there is none. */
  @SuppressWarnings("ReferenceEquality") // this very object stands for none
  @Nullable MemberIndexEntry get(NodeId node) {
    MemberIndexEntry known = entries.get(node);
    return known == NONE ? null : known;
  }

  @Nullable MemberEntry find(ServiceId service, NodeId node) {
    MemberIndexEntry known = get(node);
    return known == null ? null : known.in(service);
  }

  /** Adds a membership, which replaces an earlier one of the same service. */
  void put(MemberEntry added) {
    entries.merge(added.node(), added, (known, one) -> known.and(added));
  }

  /**
   * Removes a membership. The last one goes in two steps: a node that the map has unlinked keeps
   * its value reachable until an old collection, so that value must not be an entry.
   */
  void remove(MemberEntry gone) {
    entries.computeIfPresent(gone.node(), (node, known) -> without(known, gone.service()));
    entries.remove(gone.node(), NONE);
  }

  private static MemberIndexEntry without(MemberIndexEntry known, ServiceId gone) {
    MemberIndexEntry left = known.without(gone);
    return left == null ? NONE : left;
  }
}
