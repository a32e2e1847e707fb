package io.github.esrpcluster.core;

import static io.github.esrpcluster.core.MemberIndexEntry.None.NONE;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.ServiceId;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Finds the memberships of a node. Read without a lock; the entries of one service are changed
 * under its cluster's lock only.
 */
final class MemberIndex {
  private final ConcurrentHashMap<NodeId, MemberIndexEntry> entries = new ConcurrentHashMap<>();

  /** Counted beside the entries: for limits, which need no exact number after an error. */
  private final LongAdder memberships = new LongAdder();

  /** Returns the number of memberships of all nodes. */
  long size() {
    return memberships.sum();
  }

  /** Returns the number of services in which the node is a member. */
  int sizeOf(NodeId node) {
    MemberIndexEntry known = get(node);
    return known == null ? 0 : known.size();
  }

  /**
   * Returns the memberships of the node, at most one in each service. Contains each that is present
   * during the whole call, and is empty only if there was a moment without any.
   */
  List<MemberEntry> of(NodeId node) {
    MemberIndexEntry known = get(node);
    while (known != null) {
      List<MemberEntry> all = known.all();
      if (!all.isEmpty()) {
        return all;
      }
      known = get(node); // each that left while they were gathered was followed by another
    }
    return List.of();
  }

  /** Returns the entry of the node; null if it has no membership. */
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
    boolean isNew = find(added.service(), added.node()) == null;
    entries.merge(added.node(), added, (known, one) -> known.and(added));
    if (isNew) {
      memberships.increment();
    }
  }

  /**
   * Removes a membership. The last one goes in two steps: a node that the map has unlinked keeps
   * its value reachable until an old collection, so that value must not be an entry.
   */
  void remove(MemberEntry gone) {
    if (find(gone.service(), gone.node()) != null) {
      memberships.decrement();
    }
    entries.computeIfPresent(gone.node(), (node, known) -> known.without(gone.service()));
    entries.remove(gone.node(), NONE);
  }
}
