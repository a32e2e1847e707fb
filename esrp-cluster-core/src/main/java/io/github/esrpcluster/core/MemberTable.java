package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterEvent.LeaseExpired;
import io.github.esrpcluster.api.ClusterEvent.LeaseRefused;
import io.github.esrpcluster.api.ClusterEvent.MemberJoined;
import io.github.esrpcluster.api.ClusterEvent.MemberLeft;
import io.github.esrpcluster.api.ClusterEvent.MemberOverridden;
import io.github.esrpcluster.api.ClusterEvent.MemberRecovered;
import io.github.esrpcluster.api.ClusterEvent.MemberStateChanged;
import io.github.esrpcluster.api.ClusterEvent.OverrideChange;
import io.github.esrpcluster.api.ClusterEvent.ReportRefused;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.LeaseOutcome;
import io.github.esrpcluster.api.Liveness;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ReportOutcome;
import io.github.esrpcluster.api.ServiceId;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The members of one cluster and what becomes of them: they join, are heard, report, are
 * overridden, fall silent and leave; each step changes the {@link ClusterSnapshotBuilder} and is told.
 *
 * <p>Not thread-safe: the cluster's lock guards it.
 */
final class MemberTable {
  private final ServiceCluster cluster;
  private final ManagerContext context;
  private final NextDeadline alarm;
  private final ClusterSnapshotBuilder members;
  private final MemberOverrides overrides = new MemberOverrides();
  private long emptySince;

  MemberTable(ServiceCluster cluster, ManagerContext context, NextDeadline alarm) {
    this.cluster = cluster;
    this.context = context;
    this.alarm = alarm;
    this.members = new ClusterSnapshotBuilder(cluster);
    this.emptySince = context.now();
    setAlarm(emptySince);
  }

  private EventDispatcher events() {
    return context.events();
  }

  private ServiceId service() {
    return cluster.service();
  }

  ClusterSnapshotBuilder members() {
    return members;
  }

  // ---- joining and leaving

  /** What is registered already, and heard, is renewed; all else makes a new epoch. */
  MemberEntry join(Registration facts, Optional<NodeStatus> first, long now) {
    MemberEntry known = find(facts.node());
    if (known != null && known.isHeard(now) && known.registration.equals(facts)) {
      known.renew(now);
      first.ifPresent(status -> take(known, status, now));
      return known;
    }
    if (known == null) {
      requireRoom("as a member", facts.node(), members.size());
    }
    long granted = ManagerLimits.grant(context.settings(), facts.lease()).toNanos();
    long epoch = context.epochs().incrementAndGet();
    MemberEntry record = new MemberEntry(cluster, facts, epoch, granted, now);
    first.ifPresent(status -> record.sequence = status.sequence().orElse(record.sequence));
    enter(record, known, first(record, first).under(overrides.of(record)));
    alarm.within(granted, now);
    return record;
  }

  private MemberSnapshot first(MemberEntry record, Optional<NodeStatus> report) {
    return report.map(status -> MemberSnapshot.reporting(record, status)).orElse(record.member);
  }

  private void requireRoom(String as, NodeId node, int taken) {
    int max = context.settings().maxMembersPerService();
    ManagerLimits.check(
        context,
        "maxMembersPerService",
        max,
        taken + 1L,
        () -> node + " " + as + " of " + service());
  }

  private void enter(MemberEntry record, @Nullable MemberEntry known, MemberSnapshot member) {
    if (known == null) {
      members.add(record, member);
      context.counters().members.incrementAndGet();
    } else {
      members.replace(known, record, member);
      known.end(); // who finds it so looks at the members again, and must find others there
    }
    context.index().put(record);
    tellJoined(record, Optional.ofNullable(known).map(old -> old.epoch));
    tellChange(known == null ? ElementState.UNREACHABLE : known.member.state(), member);
  }

  private void tellJoined(MemberEntry record, Optional<Long> replaced) {
    events()
        .tell(
            at -> {
              Duration granted = Duration.ofNanos(record.granted);
              return new MemberJoined(
                  at, service(), record.node(), record.epoch, granted, replaced);
            });
  }

  LeaseOutcome release(MemberEntry record, long now) {
    if (record.ended()) {
      return refuse(record);
    }
    leave(record, MemberLeft.Cause.RELEASED, now);
    return LeaseOutcome.RELEASED;
  }

  private void leave(MemberEntry record, MemberLeft.Cause cause, long now) {
    members.remove(record);
    record.end(); // who finds it so looks at the members again, and must find others there
    context.index().remove(record);
    context.counters().members.decrementAndGet();
    emptySince = now;
    alarm.within(context.settings().retention().toNanos(), now);
    events().tell(at -> new MemberLeft(at, service(), record.node(), record.epoch, cause));
  }

  // ---- signs of life and reports

  LeaseOutcome renew(MemberEntry record, long now) {
    if (record.ended()) {
      return refuse(record);
    }
    return reviveIfExpired(record, now) ? LeaseOutcome.RECOVERED : LeaseOutcome.RENEWED;
  }

  private boolean reviveIfExpired(MemberEntry record, long now) {
    if (!record.expired()) {
      record.renew(now);
      return false;
    }
    record.revive(now);
    alarm.within(record.granted, now);
    try {
      events().tell(at -> new MemberRecovered(at, service(), record.node(), record.epoch));
    } finally {
      see(record); // also if the clock failed
    }
    return true;
  }

  private LeaseOutcome refuse(MemberEntry ended) {
    return find(ended.node()) == null ? refuseStranger() : refuseEpoch(ended.node(), ended.epoch);
  }

  private LeaseOutcome refuseStranger() {
    context.counters().leasesRefused.increment();
    return LeaseOutcome.UNKNOWN;
  }

  /** Refuses what comes under an epoch that the member does not have. */
  LeaseOutcome refuseEpoch(NodeId node, long epoch) {
    context.counters().leasesRefused.increment();
    events().tell(at -> new LeaseRefused(at, service(), node, epoch));
    return LeaseOutcome.SUPERSEDED;
  }

  ReportOutcome take(MemberEntry record, NodeStatus status, long now) {
    MemberEntry newer = record.ended() ? find(record.node()) : null;
    if (newer != null && status.epoch().isEmpty()) {
      return take(
          newer, status, now); // it registered anew while it reported: this is about the new one
    }
    Optional<String> stale = record.refuses(status);
    if (stale.isPresent()) {
      return refuse(record, stale.get());
    }
    record.sequence = status.sequence().orElse(record.sequence);
    MemberSnapshot known = record.member;
    boolean same = known.saidAsMuchAs(status);
    boolean revived = reviveIfExpired(record, now);
    if (!same) {
      see(record, MemberSnapshot.reporting(record, known.completing(status)));
    }
    if (same && !revived) {
      return ReportOutcome.UNCHANGED;
    }
    context.counters().reportsApplied.increment();
    return ReportOutcome.APPLIED;
  }

  private ReportOutcome refuse(MemberEntry record, String why) {
    context.counters().reportsStale.increment();
    events().tell(at -> new ReportRefused(at, service(), record.node(), why));
    return ReportOutcome.STALE;
  }

  // ---- how a member counts

  /** Lets the member count as its lease and its override say. */
  private void see(MemberEntry record) {
    see(record, record.member.now());
  }

  private void see(MemberEntry record, MemberSnapshot heard) {
    ElementState before = record.member.state();
    MemberSnapshot now = heard.under(overrides.of(record));
    members.update(record, now);
    tellChange(before, now);
  }

  private void tellChange(ElementState before, Member now) {
    if (before != now.state()) {
      events()
          .tell(
              at ->
                  new MemberStateChanged(
                      at, service(), now.node(), before, now.state(), StatusExplainer.reason(now)));
    }
  }

  // ---- what time brings

  /** Notices leases that ran out, members silent for too long, overrides that ended. */
  void age(long now) {
    members.records().forEach(record -> age(record, now));
    for (NodeId node : overrides.over(now)) {
      overrides.clear(node);
      overridden(node, OverrideChange.EXPIRED);
    }
    setAlarm(now);
  }

  private void age(MemberEntry record, long now) {
    record.expire(now);
    if (record.expired() && record.member.liveness() != Liveness.EXPIRED) { // not seen to yet
      events().tell(at -> new LeaseExpired(at, service(), record.node(), record.epoch));
      context.counters().leasesExpired.increment();
      see(record);
    }
    long left = record.left(now);
    if (record.expired()) {
      left += context.settings().retention().toNanos();
    }
    if (record.expired() && left <= 0) {
      leave(record, MemberLeft.Cause.RETENTION_EXPIRED, now);
    } else {
      alarm.within(left, now);
    }
  }

  private void setAlarm(long now) {
    alarm.within(overrides.nextEnd(now), now);
    if (members.size() == 0) {
      alarm.within(context.settings().retention().toNanos() - (now - emptySince), now);
    }
  }

  /**
   * Extends the leases, and what is remembered, by the time in which the manager did not run;
   * returns how many members there are.
   */
  int forgive(long stallBegan, long now) {
    members.records().forEach(record -> record.forgive(stallBegan, now));
    emptySince += Math.max(0, now - (emptySince - stallBegan > 0 ? emptySince : stallBegan));
    return members.size();
  }

  /** True if there has been nobody, and nothing set for anybody, for the retention time. */
  boolean isForgettable(long now) {
    return members.size() == 0
        && overrides.size() == 0
        && now - emptySince >= context.settings().retention().toNanos();
  }

  // ---- overrides

  void override(NodeId node, OperatorOverride<ElementState> override, long now) {
    if (!overrides.has(node)) {
      requireRoom("as an overridden node", node, overrides.size());
    }
    overrides.set(node, override, now);
    overridden(node, OverrideChange.SET);
    setAlarm(now);
  }

  boolean clearOverride(NodeId node) {
    boolean cleared = overrides.clear(node);
    if (cleared) {
      overridden(node, OverrideChange.CLEARED);
    }
    return cleared;
  }

  private void overridden(NodeId node, OverrideChange change) {
    Optional<OperatorOverride<ElementState>> now = Optional.ofNullable(overrides.of(node));
    MemberEntry record = find(node);
    try {
      events().tell(at -> new MemberOverridden(at, service(), node, now, change));
    } finally {
      if (record != null) {
        see(record); // also if the clock failed
      }
    }
  }

  private @Nullable MemberEntry find(NodeId node) {
    return context.index().find(service(), node);
  }
}
