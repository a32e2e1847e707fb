package io.github.esrpcluster.core;

import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.internal.CountedTally;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Owns the newest {@link ClusterSnapshot} of a cluster: each change makes the next one, at a cost
 * that does not depend on the number of members.
 *
 * <p>The next snapshot, and what changes in the entry of the member, are complete before anything
 * is assigned. Then a method only assigns fields, and calls nothing: it changes everything, or
 * nothing if an error ends it.
 *
 * <p>Changed under the cluster's lock; reading {@link #newest} needs none.
 */
@SuppressWarnings("EnumOrdinal") // an array indexed by posture: small, for each service
final class ClusterSnapshotBuilder {
  private static final SecurityPosture[] POSTURES = SecurityPosture.values();

  /** How many live members report each posture; null as long as none has reported any. */
  private int @Nullable [] postures;

  /** Written under the cluster's lock by this class only; read without. */
  volatile ClusterSnapshot newest;

  ClusterSnapshotBuilder(ServiceId service) {
    this.newest = ClusterSnapshot.empty(service);
  }

  int size() {
    return newest.members.size();
  }

  /** Returns the entries of the members. */
  List<MemberEntry> entries() {
    List<MemberEntry> entries = new ArrayList<>(size());
    newest.members.forEach(member -> entries.add(((MemberSnapshot) member).entry));
    return entries;
  }

  /** Adds a member. */
  void add(MemberSnapshot member) {
    MemberEntry entry = member.entry;
    int slot = size();
    long lease = LeaseState.opened(entry.lease);
    int[] counted = countPostures(null, member);
    ClusterSnapshot next = next(newest.members.plus(member), null, member, counted);
    entry.slot = slot;
    entry.member = member;
    entry.lease = lease; // before the snapshot: a reader of it must find the lease open
    newest = next;
    postures = counted;
  }

  /** Puts a new entry of a node in the place of its old one, which leads to it from now on. */
  void replace(MemberEntry old, MemberSnapshot member) {
    MemberEntry entry = member.entry;
    long lease = LeaseState.opened(entry.lease);
    int[] counted = countPostures(old.member, member);
    ClusterSnapshot next = next(newest.members.with(old.slot, member), old.member, member, counted);
    entry.slot = old.slot;
    entry.lease = lease; // before the snapshot: a reader of it must find the lease open
    entry.member = member;
    newest = next;
    postures = counted;
    old.member = member;
  }

  /**
   * Puts a new snapshot of a member in the place of its old one.
   *
   * @param sequence the highest accepted sequence number
   */
  void update(MemberSnapshot member, long sequence) {
    MemberEntry entry = member.entry;
    int[] counted = countPostures(entry.member, member);
    ClusterSnapshot next =
        next(newest.members.with(entry.slot, member), entry.member, member, counted);
    newest = next;
    postures = counted;
    entry.member = member;
    entry.sequence = sequence;
  }

  /**
   * As {@link #update}, of a member that recovers from an expiry.
   *
   * @param lease its lease from now on; no other thread changes one whose expiry was recorded
   */
  void recover(MemberSnapshot member, long lease) {
    MemberEntry entry = member.entry;
    int[] counted = countPostures(entry.member, member);
    ClusterSnapshot next =
        next(newest.members.with(entry.slot, member), entry.member, member, counted);
    entry.lease = lease; // before the snapshot: a reader of it must find the lease running
    newest = next;
    postures = counted;
    entry.member = member;
  }

  /** Removes a member, and ends its lease; the last one takes its place. */
  void remove(MemberEntry gone) {
    ClusterSnapshotMembers left = newest.members;
    MemberSnapshot last = (MemberSnapshot) left.get(left.size() - 1);
    ClusterSnapshotMembers moved = last.entry == gone ? left : left.with(gone.slot, last);
    int[] counted = countPostures(gone.member, null);
    ClusterSnapshot next = next(moved.withoutLast(), gone.member, null, counted);
    long ended = LeaseState.ended(gone.lease);
    newest = next;
    postures = counted;
    last.entry.slot = gone.slot;
    gone.slot = -1;
    gone.lease = ended; // after the snapshot: a reader that finds it ended reads the snapshot again
  }

  private ClusterSnapshot next(
      ClusterSnapshotMembers members,
      @Nullable MemberSnapshot out,
      @Nullable MemberSnapshot in,
      int @Nullable [] counted) {
    ClusterSnapshot known = newest;
    CountedTally tally = ClusterSnapshotSites.moved(known.tally, out, in);
    ClusterSnapshotSites sites = known.sites.changed(out, in, known.tally, tally);
    SecurityPosture posture = counted == null ? SecurityPosture.GREEN : worst(counted);
    return new ClusterSnapshot(known.service, members, tally, sites, posture);
  }

  private int @Nullable [] countPostures(
      @Nullable MemberSnapshot out, @Nullable MemberSnapshot in) {
    SecurityPosture before = out == null ? null : out.livePosture();
    SecurityPosture after = in == null ? null : in.livePosture();
    if (before == after) {
      return postures;
    }
    int[] counted = postures == null ? new int[POSTURES.length] : postures.clone();
    if (before != null) {
      counted[before.ordinal()]--;
    }
    if (after != null) {
      counted[after.ordinal()]++;
    }
    return counted;
  }

  private static SecurityPosture worst(int[] counted) {
    SecurityPosture worst = SecurityPosture.GREEN;
    for (SecurityPosture posture : POSTURES) {
      if (counted[posture.ordinal()] > 0) {
        worst = worst.worse(posture);
      }
    }
    return worst;
  }
}
