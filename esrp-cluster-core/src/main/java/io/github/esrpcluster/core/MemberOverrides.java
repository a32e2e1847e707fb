package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.OperatorOverride;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What operators set for the nodes of one cluster, members or not: an override outlives the
 * membership. Not thread-safe: the cluster's lock guards it.
 */
final class MemberOverrides {
  /** A map of its own from the first one on: most clusters never have one. */
  private Map<NodeId, TimedOverride<ElementState>> byNode = Map.of();

  void set(NodeId node, OperatorOverride<ElementState> override, long now) {
    if (byNode.isEmpty()) {
      byNode = new HashMap<>();
    }
    byNode.put(node, new TimedOverride<>(override, now));
  }

  boolean clear(NodeId node) {
    return has(node) && byNode.remove(node) != null;
  }

  @Nullable OperatorOverride<ElementState> of(MemberEntry record) {
    return byNode.isEmpty() ? null : of(record.node()); // the usual case looks at no node
  }

  @Nullable OperatorOverride<ElementState> of(NodeId node) {
    TimedOverride<ElementState> set = byNode.get(node);
    return set == null ? null : set.override();
  }

  boolean has(NodeId node) {
    return byNode.containsKey(node);
  }

  int size() {
    return byNode.size();
  }

  /** The nodes whose override has ended by itself. */
  List<NodeId> over(long now) {
    return byNode.entrySet().stream()
        .filter(each -> each.getValue().isOver(now))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** How long until the next one ends; for ever if none does. */
  long nextEnd(long now) {
    return byNode.values().stream().mapToLong(set -> set.left(now)).min().orElse(Long.MAX_VALUE);
  }
}
