package io.github.esrpcluster.core;

import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.Tally;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is in a cluster: each change makes its next {@link ClusterSnapshot} from the one before, at a cost
 * that does not depend on the number of members. Not thread-safe: the cluster's lock guards it.
 */
@SuppressWarnings("EnumOrdinal") // an array indexed by posture: small, for each service
final class ClusterSnapshotBuilder {
  private static final SecurityPosture[] POSTURES = SecurityPosture.values();

  private final ServiceCluster cluster;

  /** How many members have told each posture; null as long as none has told any. */
  private int @Nullable [] postures;

  private SecurityPosture worstPosture = SecurityPosture.GREEN;

  ClusterSnapshotBuilder(ServiceCluster cluster) {
    this.cluster = cluster;
  }

  int size() {
    return members().size();
  }

  /** The records of those who are members now. */
  List<MemberEntry> records() {
    List<MemberEntry> records = new ArrayList<>(size());
    members().forEach(member -> records.add(((MemberSnapshot) member).record));
    return records;
  }

  /** The members as they are now; the same object until something changes. */
  ClusterSnapshot snapshot() {
    return cluster.snapshot();
  }

  private ClusterSnapshotMembers members() {
    return snapshot().members();
  }

  void add(MemberEntry record, MemberSnapshot member) {
    record.slot = size();
    record.member = member;
    next(members().plus(member), null, member);
  }

  /** Another record in the place of the first: a new epoch of the same node. */
  void replace(MemberEntry old, MemberEntry record, MemberSnapshot member) {
    record.slot = old.slot;
    record.member = member;
    next(members().with(old.slot, member), old.member, member);
  }

  /** The same record counts as another member now. */
  void update(MemberEntry record, MemberSnapshot member) {
    MemberSnapshot old = record.member;
    record.member = member;
    next(members().with(record.slot, member), old, member);
  }

  /** The last member takes the place of the one that leaves. */
  void remove(MemberEntry gone) {
    ClusterSnapshotMembers left = members();
    MemberSnapshot last = (MemberSnapshot) left.get(left.size() - 1);
    if (last.record != gone) {
      left = left.with(gone.slot, last);
      last.record.slot = gone.slot;
    }
    gone.slot = -1;
    next(left.withoutLast(), gone.member, null);
  }

  private void next(ClusterSnapshotMembers members, @Nullable MemberSnapshot out, @Nullable MemberSnapshot in) {
    ClusterSnapshot known = snapshot();
    Tally tally = ClusterSnapshotSites.moved(known.tally(), out, in);
    ClusterSnapshotSites sites = known.sites().changed(out, in, known.tally(), tally);
    countPosture(out, -1);
    countPosture(in, 1);
    cluster.become(new ClusterSnapshot(known.service(), members, tally, sites, worstPosture));
  }

  private void countPosture(@Nullable MemberSnapshot member, int change) {
    SecurityPosture posture = member == null ? null : member.postureThatCounts();
    if (posture != null) {
      int[] told = postures == null ? new int[POSTURES.length] : postures;
      told[posture.ordinal()] += change;
      postures = told;
      worstPosture = worst(told);
    }
  }

  private static SecurityPosture worst(int[] told) {
    SecurityPosture worst = SecurityPosture.GREEN;
    for (SecurityPosture posture : POSTURES) {
      if (told[posture.ordinal()] > 0) {
        worst = worst.worse(posture);
      }
    }
    return worst;
  }
}
