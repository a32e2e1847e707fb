package io.github.esrpcluster.core;

import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.internal.CountedTally;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Owns the newest {@link ClusterSnapshot} of a cluster: each change makes the next one, at a cost
 * that does not depend on the number of members. The next snapshot is complete before anything is
 * assigned, so that a failure on the way changes nothing.
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
    publish(newest.members.plus(member), null, member);
    entry.slot = slot;
    entry.member = member;
  }

  /** Puts a new epoch of a node in the place of its old one. */
  void replace(MemberEntry old, MemberSnapshot member) {
    MemberEntry entry = member.entry;
    publish(newest.members.with(old.slot, member), old.member, member);
    entry.slot = old.slot;
    entry.member = member;
  }

  /** Puts a new snapshot of a member in the place of its old one. */
  void update(MemberSnapshot member) {
    MemberEntry entry = member.entry;
    publish(newest.members.with(entry.slot, member), entry.member, member);
    entry.member = member;
  }

  /** Removes a member; the last one takes its place. */
  void remove(MemberEntry gone) {
    ClusterSnapshotMembers left = newest.members;
    MemberSnapshot last = (MemberSnapshot) left.get(left.size() - 1);
    ClusterSnapshotMembers moved = last.entry == gone ? left : left.with(gone.slot, last);
    publish(moved.withoutLast(), gone.member, null);
    last.entry.slot = gone.slot;
    gone.slot = -1;
  }

  private void publish(
      ClusterSnapshotMembers members, @Nullable MemberSnapshot out, @Nullable MemberSnapshot in) {
    ClusterSnapshot known = newest;
    CountedTally tally = ClusterSnapshotSites.moved(known.tally, out, in);
    ClusterSnapshotSites sites = known.sites.changed(out, in, known.tally, tally);
    int[] counted = countPostures(out, in);
    SecurityPosture posture = counted == null ? SecurityPosture.GREEN : worst(counted);
    newest = new ClusterSnapshot(known.service, members, tally, sites, posture);
    postures = counted;
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
