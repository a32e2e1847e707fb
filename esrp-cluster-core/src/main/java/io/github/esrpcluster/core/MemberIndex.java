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
  /** What stands for the node between the two steps that remove it. */
  private static final MemberIndexEntry NONE = new MemberIndexEntry.Several(List.of());

  private final ConcurrentHashMap<NodeId, MemberIndexEntry> memberships = new ConcurrentHashMap<>();

  /** The memberships of the node, at most one in each service. */
  List<MemberEntry> of(NodeId node) {
    MemberIndexEntry known = get(node);
    return known == null ? List.of() : known.all();
  }

  /** The same; null if it is a member of nothing. */
  @SuppressWarnings("ReferenceEquality") // this very one stands for none
  @Nullable MemberIndexEntry get(NodeId node) {
    MemberIndexEntry known = memberships.get(node);
    return known == NONE ? null : known;
  }

  @Nullable MemberEntry find(ServiceId service, NodeId node) {
    MemberIndexEntry known = get(node);
    return known == null ? null : known.in(service);
  }

  /** Adds a membership, in the place of an earlier one of the same service. */
  void put(MemberEntry added) {
    memberships.merge(added.node(), added, (known, one) -> known.and(added));
  }

  /**
   * Removes a membership. The last one in two steps: an entry that is removed keeps what it held,
   * and those that are removed after it, until old garbage is collected. It is to hold no record.
   */
  void remove(MemberEntry gone) {
    memberships.computeIfPresent(gone.node(), (node, known) -> left(known, gone.service()));
    memberships.remove(gone.node(), NONE);
  }

  private static MemberIndexEntry left(MemberIndexEntry known, ServiceId gone) {
    MemberIndexEntry left = known.without(gone);
    return left == null ? NONE : left;
  }
}
