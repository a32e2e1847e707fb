package io.github.esrpcluster.core;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.ServiceId;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the memberships of a node. Read without a lock; the entries of one service are changed
 * under its cluster's lock only.
 */
final class NodeIndex {
  private static final MemberRecord[] NOWHERE = {};

  private final ConcurrentHashMap<NodeId, MemberRecord[]> memberships = new ConcurrentHashMap<>();

  /** The memberships of the node, at most one in each service. */
  List<MemberRecord> of(NodeId node) {
    return Arrays.asList(memberships.getOrDefault(node, NOWHERE));
  }

  @Nullable MemberRecord find(ServiceId service, NodeId node) {
    for (MemberRecord each : memberships.getOrDefault(node, NOWHERE)) {
      if (each.service().equals(service)) {
        return each;
      }
    }
    return null;
  }

  /** Adds a membership, in the place of an earlier one of the same service. */
  void put(MemberRecord added) {
    memberships.merge(
        added.node(),
        new MemberRecord[] {added},
        (known, one) -> append(without(known, added.service()), added));
  }

  /** Removes a membership. */
  void remove(MemberRecord gone) {
    memberships.computeIfPresent(
        gone.node(),
        (node, known) -> {
          MemberRecord[] left = without(known, gone.service());
          return left.length == 0 ? null : left;
        });
  }

  private static MemberRecord[] without(MemberRecord[] known, ServiceId service) {
    return Arrays.stream(known)
        .filter(each -> !each.service().equals(service))
        .toArray(MemberRecord[]::new);
  }

  private static MemberRecord[] append(MemberRecord[] known, MemberRecord added) {
    MemberRecord[] more = Arrays.copyOf(known, known.length + 1);
    more[known.length] = added;
    return more;
  }
}
