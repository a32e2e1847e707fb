package io.github.esrpcluster.core;

import io.github.esrpcluster.api.Member;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * An immutable list of members that is cheap to change: a tree of small arrays, of which a changed
 * copy shares all but those on the way to the change. A snapshot after every report would otherwise
 * cost the size of the cluster.
 */
final class ClusterSnapshotMembers extends AbstractList<Member> {
  private static final int BITS = 5;
  private static final int WIDTH = 1 << BITS;
  private static final ClusterSnapshotMembers EMPTY =
      new ClusterSnapshotMembers(new Object[0], 0, 0);

  /** Of members at the lowest level, of arrays above it; none is longer than what it holds. */
  private final Object[] root;

  private final int size;

  /** By how much an index is shifted at the root: 0 where the root holds the members. */
  private final int shift;

  private ClusterSnapshotMembers(Object[] root, int size, int shift) {
    this.root = root;
    this.size = size;
    this.shift = shift;
  }

  static ClusterSnapshotMembers empty() {
    return EMPTY;
  }

  @Override
  public Member get(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("index " + index + " is not in 0.." + (size - 1));
    }
    Object[] node = root;
    for (int level = shift; level > 0; level -= BITS) {
      node = (Object[]) node[place(index, level)];
    }
    return (Member) node[place(index, 0)];
  }

  @Override
  public int size() {
    return size;
  }

  /** Goes through the arrays once, where an iterator would go down to each member. */
  @Override
  public void forEach(Consumer<? super Member> action) {
    forEach(root, shift, action);
  }

  private static void forEach(Object[] node, int level, Consumer<? super Member> action) {
    for (Object below : node) {
      if (level == 0) {
        action.accept((Member) below);
      } else {
        forEach((Object[]) below, level - BITS, action);
      }
    }
  }

  private static int place(int index, int level) {
    return (index >> level) & (WIDTH - 1);
  }

  /** This list with another member at that place. */
  ClusterSnapshotMembers with(int index, Member member) {
    return new ClusterSnapshotMembers(set(root, shift, index, member), size, shift);
  }

  /** This list with one more member at its end. */
  ClusterSnapshotMembers plus(Member member) {
    boolean full = size == WIDTH << shift;
    Object[] base = full ? new Object[] {root} : root;
    int height = full ? shift + BITS : shift;
    return new ClusterSnapshotMembers(set(base, height, size, member), size + 1, height);
  }

  /** A copy with the member set, at the end if need be. */
  private static Object[] set(Object[] node, int level, int index, Member member) {
    int place = place(index, level);
    Object[] copy = Arrays.copyOf(node, Math.max(node.length, place + 1));
    copy[place] = level == 0 ? member : set(child(copy, place), level - BITS, index, member);
    return copy;
  }

  private static Object[] child(Object[] node, int place) {
    return node[place] == null ? new Object[0] : (Object[]) node[place];
  }

  /** This list without its last member. */
  ClusterSnapshotMembers withoutLast() {
    Object[] left = withoutLast(root, shift);
    boolean tooHigh = shift > 0 && left.length == 1;
    return tooHigh
        ? new ClusterSnapshotMembers(child(left, 0), size - 1, shift - BITS)
        : new ClusterSnapshotMembers(left, size - 1, shift);
  }

  private static Object[] withoutLast(Object[] node, int level) {
    int last = node.length - 1;
    Object[] below = level == 0 ? new Object[0] : withoutLast(child(node, last), level - BITS);
    if (below.length == 0) {
      return Arrays.copyOf(node, last);
    }
    Object[] copy = node.clone();
    copy[last] = below;
    return copy;
  }
}
