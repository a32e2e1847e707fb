package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.OperatorOverride;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The operators' overrides of the nodes of one cluster, members or not: an override outlives the
 * membership. Without a duration it ends when its node has been absent for too long. Not
 * thread-safe: the cluster's lock guards it.
 */
final class MemberOverrides {
  private static final class OfNode {
    final TimedOverride<ElementState> override;

    /** When the override was set, or its node left later. Counts only while it is no member. */
    long absentSince;

    OfNode(TimedOverride<ElementState> override) {
      this.override = override;
      this.absentSince = override.setAt();
    }
  }

  private final Map<NodeId, OfNode> byNode = new HashMap<>();
  private final Predicate<NodeId> isMember;
  private final long longestAbsence;

  /**
   * @param longestAbsence how long an override without a duration holds while its node is no
   *     member, in nanoseconds
   */
  MemberOverrides(Predicate<NodeId> isMember, long longestAbsence) {
    this.isMember = isMember;
    this.longestAbsence = longestAbsence;
  }

  void set(NodeId node, OperatorOverride<ElementState> override, long now) {
    byNode.put(node, new OfNode(new TimedOverride<>(override, now)));
  }

  /** Removes the override of the node and returns it; null if there is none. */
  @Nullable OperatorOverride<ElementState> remove(NodeId node) {
    OfNode removed = byNode.remove(node);
    return removed == null ? null : removed.override.override();
  }

  @Nullable OperatorOverride<ElementState> of(NodeId node) {
    OfNode set = byNode.get(node);
    return set == null ? null : set.override.override();
  }

  boolean has(NodeId node) {
    return byNode.containsKey(node);
  }

  int size() {
    return byNode.size();
  }

  /** Records that the node is leaving. */
  void absent(NodeId node, long now) {
    OfNode set = byNode.get(node);
    if (set != null) {
      set.absentSince = now;
    }
  }

  /** Extends the time of absent nodes by a stall of the manager, in which no node could join. */
  void extendByStall(long stallBegan, long now) {
    byNode
        .values()
        .forEach(
            set ->
                set.absentSince +=
                    Math.max(
                        0,
                        now - (set.absentSince - stallBegan > 0 ? set.absentSince : stallBegan)));
  }

  /** Returns the nodes whose override has reached its end. */
  List<NodeId> over(long now) {
    return byNode.keySet().stream().filter(node -> left(node, now) <= 0).toList();
  }

  /** Returns the time until the next override ends; {@code Long.MAX_VALUE} if none does. */
  long nextEnd(long now) {
    return byNode.keySet().stream().mapToLong(node -> left(node, now)).min().orElse(Long.MAX_VALUE);
  }

  /** Returns whether the override of the node has a duration. */
  boolean hasDuration(NodeId node) {
    OfNode set = byNode.get(node);
    return set != null && set.override.override().duration().isPresent();
  }

  private long left(NodeId node, long now) {
    OfNode set = byNode.get(node);
    if (set == null) {
      return Long.MAX_VALUE;
    }
    boolean endsByAbsence = set.override.override().duration().isEmpty() && !isMember.test(node);
    return endsByAbsence ? longestAbsence - (now - set.absentSince) : set.override.left(now);
  }

  /** Returns the overrides whose node is no member, with the time that remains. */
  Map<NodeId, OperatorOverride<ElementState>> withoutMember(long now) {
    Map<NodeId, OperatorOverride<ElementState>> found = new HashMap<>();
    byNode.forEach(
        (node, set) -> {
          if (!isMember.test(node)) {
            long left = Math.max(1, left(node, now));
            found.put(node, set.override.override().duration(Duration.ofNanos(left)));
          }
        });
    return found;
  }
}
