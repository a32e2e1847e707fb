package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.OperatorOverride;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The operators' overrides of the nodes of one cluster, members or not: an override outlives the
 * membership. Not thread-safe: the cluster's lock guards it.
 */
final class MemberOverrides {
  private final Map<NodeId, TimedOverride<ElementState>> byNode = new HashMap<>();

  void set(NodeId node, OperatorOverride<ElementState> override, long now) {
    byNode.put(node, new TimedOverride<>(override, now));
  }

  /** Removes the override of the node and returns it; null if there is none. */
  @Nullable OperatorOverride<ElementState> remove(NodeId node) {
    TimedOverride<ElementState> removed = byNode.remove(node);
    return removed == null ? null : removed.override();
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

  /** Returns the nodes whose override has reached its end. */
  List<NodeId> over(long now) {
    return byNode.entrySet().stream()
        .filter(each -> each.getValue().isOver(now))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns the time until the next override ends; {@code Long.MAX_VALUE} if none does. */
  long nextEnd(long now) {
    return byNode.values().stream().mapToLong(set -> set.left(now)).min().orElse(Long.MAX_VALUE);
  }
}
