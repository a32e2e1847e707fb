package io.github.esrpcluster.core;

import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.Tally;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is in a cluster: each change makes its next {@link Snapshot} from the one before, at a cost
 * that does not depend on the number of members. Not thread-safe: the cluster's lock guards it.
 */
final class Membership {
  private final ServiceCluster cluster;
  private final List<MemberRecord> records = new ArrayList<>();
  private final Map<SecurityPosture, Integer> postures = new EnumMap<>(SecurityPosture.class);
  private SecurityPosture worstPosture = SecurityPosture.GREEN;

  Membership(ServiceCluster cluster) {
    this.cluster = cluster;
  }

  int size() {
    return records.size();
  }

  /** The records, to look at while nothing changes. */
  List<MemberRecord> records() {
    return Collections.unmodifiableList(records);
  }

  /** The members as they are now; the same object until something changes. */
  Snapshot snapshot() {
    return cluster.snapshot();
  }

  private MemberList members() {
    return snapshot().members();
  }

  void add(MemberRecord record, LiveMember member) {
    record.slot = records.size();
    records.add(record);
    record.member = member;
    next(members().plus(member), null, member);
  }

  /** Another record in the place of the first: a new epoch of the same node. */
  void replace(MemberRecord old, MemberRecord record, LiveMember member) {
    record.slot = old.slot;
    records.set(old.slot, record);
    record.member = member;
    next(members().with(old.slot, member), old.member, member);
  }

  /** The same record counts as another member now. */
  void update(MemberRecord record, LiveMember member) {
    LiveMember old = record.member;
    record.member = member;
    next(members().with(record.slot, member), old, member);
  }

  /** The last member takes the place of the one that leaves. */
  void remove(MemberRecord gone) {
    MemberList left = members();
    MemberRecord last = records.remove(records.size() - 1);
    if (last != gone) {
      records.set(gone.slot, last);
      left = left.with(gone.slot, last.member);
      last.slot = gone.slot;
    }
    gone.slot = -1;
    next(left.withoutLast(), gone.member, null);
  }

  private void next(MemberList members, @Nullable LiveMember out, @Nullable LiveMember in) {
    Snapshot known = snapshot();
    Tally tally = Sites.moved(known.tally(), out, in);
    Sites sites = known.sites().changed(out, in, known.tally(), tally);
    countPosture(out, -1);
    countPosture(in, 1);
    cluster.become(new Snapshot(known.service(), members, tally, sites, worstPosture));
  }

  private void countPosture(@Nullable LiveMember member, int change) {
    SecurityPosture posture = member == null ? null : member.postureThatCounts();
    if (posture != null) {
      postures.merge(posture, change, Integer::sum);
      worstPosture = worst();
    }
  }

  private SecurityPosture worst() {
    SecurityPosture worst = SecurityPosture.GREEN;
    for (Map.Entry<SecurityPosture, Integer> each : postures.entrySet()) {
      if (each.getValue() > 0) {
        worst = worst.worse(each.getKey());
      }
    }
    return worst;
  }
}
