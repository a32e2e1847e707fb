package io.github.esrpcluster.core;

import com.google.common.collect.ImmutableMap;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Liveness;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.Tally;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is in a cluster, and the counts kept along with each change, whose cost does not depend on
 * the number of members. Not thread-safe: the cluster's lock guards it.
 */
final class Membership {
  private final ServiceId service;
  private final List<MemberRecord> records = new ArrayList<>();
  private final Map<SecurityPosture, Integer> postures = new EnumMap<>(SecurityPosture.class);
  private MemberList members = MemberList.empty();
  private Tally tally = Tally.empty();
  private ImmutableMap<String, Tally> sites = ImmutableMap.of();
  private long revision;

  Membership(ServiceId service) {
    this.service = service;
  }

  int size() {
    return records.size();
  }

  long revision() {
    return revision;
  }

  /** The records, to look at while nothing changes. */
  List<MemberRecord> records() {
    return Collections.unmodifiableList(records);
  }

  Snapshot snapshot() {
    return new Snapshot(service, revision, members, tally, sites, worstPosture());
  }

  void add(MemberRecord record, Member member) {
    record.slot = records.size();
    records.add(record);
    members = members.plus(member);
    record.member = member;
    count(null, member);
  }

  /** Another record in the place of the first: a new epoch of the same node. */
  void replace(MemberRecord old, MemberRecord record, Member member) {
    record.slot = old.slot;
    records.set(old.slot, record);
    members = members.with(old.slot, member);
    record.member = member;
    count(old.member, member);
  }

  /** The same record counts as another member now. */
  void update(MemberRecord record, Member member) {
    Member old = record.member;
    members = members.with(record.slot, member);
    record.member = member;
    count(old, member);
  }

  /** The last member takes the place of the one that leaves. */
  void remove(MemberRecord gone) {
    MemberRecord last = records.remove(records.size() - 1);
    if (last != gone) {
      records.set(gone.slot, last);
      members = members.with(gone.slot, last.member);
      last.slot = gone.slot;
    }
    members = members.withoutLast();
    gone.slot = -1;
    count(gone.member, null);
  }

  private void count(@Nullable Member out, @Nullable Member in) {
    revision++;
    tally = moved(tally, out, in);
    countSites(out, in);
    countPosture(out, -1);
    countPosture(in, 1);
  }

  private void countSites(@Nullable Member out, @Nullable Member in) {
    String from = out == null ? null : site(out);
    String to = in == null ? null : site(in);
    if (from != null && from.equals(to)) {
      changeSite(from, out, in);
      return;
    }
    if (from != null) {
      changeSite(from, out, null);
    }
    if (to != null) {
      changeSite(to, null, in);
    }
  }

  private void changeSite(String site, @Nullable Member out, @Nullable Member in) {
    Tally changed = moved(sites.getOrDefault(site, Tally.empty()), out, in);
    ImmutableMap.Builder<String, Tally> copy = ImmutableMap.builder();
    sites.forEach(
        (name, known) -> {
          if (!name.equals(site)) {
            copy.put(name, known);
          }
        });
    if (!changed.isEmpty()) {
      copy.put(site, changed);
    }
    sites = copy.buildOrThrow();
  }

  private void countPosture(@Nullable Member member, int change) {
    if (member != null && member.liveness() != Liveness.EXPIRED) {
      member.posture().ifPresent(posture -> postures.merge(posture, change, Integer::sum));
    }
  }

  private SecurityPosture worstPosture() {
    SecurityPosture worst = SecurityPosture.GREEN;
    for (Map.Entry<SecurityPosture, Integer> each : postures.entrySet()) {
      if (each.getValue() > 0) {
        worst = worst.worse(each.getKey());
      }
    }
    return worst;
  }

  private static Tally moved(Tally tally, @Nullable Member out, @Nullable Member in) {
    if (out == null || in == null) {
      return out != null
          ? tally.minus(out.state(), out.weight())
          : in != null ? tally.plus(in.state(), in.weight()) : tally;
    }
    ElementState from = out.state();
    return tally.moved(from, out.weight(), in.state(), in.weight());
  }

  private static String site(Member member) {
    return member.site().orElse("");
  }
}
