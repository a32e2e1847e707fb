package io.github.esrpcluster.core;

import io.github.esrpcluster.api.Member;
import java.util.AbstractList;
import java.util.Arrays;

/**
 * An immutable list of members that is cheap to change: a changed copy shares all chunks but one
 * with the original. A snapshot after every report would otherwise cost the size of the cluster.
 */
final class MemberList extends AbstractList<Member> {
  private static final int BITS = 6;
  private static final int CHUNK = 1 << BITS;
  private static final MemberList EMPTY = new MemberList(new Member[0][], 0);

  private final Member[][] chunks;
  private final int size;

  private MemberList(Member[][] chunks, int size) {
    this.chunks = chunks;
    this.size = size;
  }

  static MemberList empty() {
    return EMPTY;
  }

  @Override
  public Member get(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("index " + index + " is not in 0.." + (size - 1));
    }
    return chunks[index >> BITS][index & (CHUNK - 1)];
  }

  @Override
  public int size() {
    return size;
  }

  /** This list with another member at that place. */
  MemberList with(int index, Member member) {
    Member[][] copy = chunks.clone();
    Member[] chunk = copy[index >> BITS].clone();
    chunk[index & (CHUNK - 1)] = member;
    copy[index >> BITS] = chunk;
    return new MemberList(copy, size);
  }

  /** This list with one more member at its end. */
  MemberList plus(Member member) {
    int last = size >> BITS;
    Member[][] copy = Arrays.copyOf(chunks, last + 1);
    int used = size & (CHUNK - 1);
    copy[last] = used == 0 ? new Member[1] : Arrays.copyOf(copy[last], used + 1);
    copy[last][used] = member;
    return new MemberList(copy, size + 1);
  }

  /** This list without its last member. */
  MemberList withoutLast() {
    int last = (size - 1) >> BITS;
    int used = (size - 1) & (CHUNK - 1);
    Member[][] copy = Arrays.copyOf(chunks, used == 0 ? last : last + 1);
    if (used > 0) {
      copy[last] = Arrays.copyOf(copy[last], used);
    }
    return new MemberList(copy, size - 1);
  }
}
