package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterStatistics;
import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Liveness;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.StatusExplanation;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the manager after every instant and compares it with the model. Where the manager was
 * free to notice something between its time and the next pulse, the model takes over what the
 * manager did, if it was in that window; outside of it that is a violation.
 */
final class Watch {
  private final World world;
  private final Model model;
  private final Ledger ledger;
  private final Story story;
  private final PolicyDesk desk;
  private @Nullable ClusterStatistics before;

  Watch(World world, Story story, PolicyDesk desk) {
    this.world = world;
    this.model = world.model;
    this.ledger = world.ledger;
    this.story = story;
    this.desk = desk;
  }

  void observe() {
    long now = world.now();
    model.letPulseBeat(now);
    for (ServiceModel service : model.services()) {
      Optional<ClusterView> view = world.cluster.view(service.id);
      if (view.isEmpty()) {
        forgotten(service, now);
      } else {
        observe(service, view.get(), now);
      }
    }
    checkCounters();
  }

  private void observe(ServiceModel service, ClusterView view, long now) {
    checkRemembered(service, now);
    observeMembers(service, view, now);
    world
        .cluster
        .explain(service.id)
        .ifPresentOrElse(
            why -> observeStatus(service, why, now), () -> checkMayBeUnjudged(service));
  }

  // ---- what a policy is shown

  void judged(PolicyGuest guest, ClusterView view, @Nullable Verdict verdict) {
    if (world.cluster.view(view.service()).isEmpty()) {
      return; // forgotten while the policy hung
    }
    ServiceModel service = model.findOrMake(view.service(), world.now());
    if (guest != service.policy()) {
      return; // replaced while it was at it
    }
    checkCounts(view);
    if (!service.late) {
      ledger.checkEqual(
          Invariant.STATUS_IS_WHAT_THE_POLICY_FINDS,
          service.previous(),
          view.previous(),
          () -> "the previous verdict of " + service.id);
    }
    if (service.hold.holds() && service.hold.isOver(world.now())) { // the pulse may have come first
      world.cluster.explain(service.id).ifPresent(why -> observeRelease(service, why, world.now()));
    }
    service.heard(view.members(), verdict, world.now());
  }

  /** The tallies, counted once more by hand. */
  private void checkCounts(ClusterView view) {
    Map<ElementState, Integer> counts = new HashMap<>();
    Map<ElementState, Long> weights = new HashMap<>();
    Map<String, Integer> sites = new HashMap<>();
    for (Member member : view.members()) {
      counts.merge(member.state(), 1, Integer::sum);
      weights.merge(member.state(), (long) member.weight(), Long::sum);
      sites.merge(member.site().orElse(""), 1, Integer::sum);
    }
    Tally tally = view.tally();
    for (ElementState state : ElementState.values()) {
      ledger.check(
          Invariant.COUNTS_ARE_TRUE,
          tally.count(state) == counts.getOrDefault(state, 0)
              && tally.weight(state) == weights.getOrDefault(state, 0L),
          () -> tally + " of " + view.members());
    }
    Map<String, Integer> counted = new HashMap<>();
    view.sites().forEach((site, its) -> counted.put(site, its.members()));
    ledger.checkEqual(Invariant.COUNTS_ARE_TRUE, sites, counted, () -> "members by site");
  }

  // ---- services that come and go

  /**
   * Somebody calls while the manager's pulse is under way: what it has forgotten by then is made
   * anew by that call.
   */
  void noticeForgotten(ServiceId id) {
    ServiceModel service = model.find(id);
    if (service != null && world.cluster.view(id).isEmpty()) {
      long now = world.now();
      model.letPulseBeat(now);
      forgotten(service, now);
    }
  }

  /** A message was taken over: until then the service had that to be remembered for. */
  void transmitted(ClusterEvent.Transmitted done) {
    ServiceModel service = model.find(done.service());
    if (service != null) {
      service.busyAt = world.now();
    }
    world.publishers.stream()
        .filter(each -> each.options().name().equals(done.publisher()))
        .forEach(each -> each.transmitted(done.service(), done.version()));
  }

  /** A service is forgotten: its last state must have come to everybody. */
  void checkArrivedEverywhere(ServiceId id) {
    story
        .standing(id)
        .ifPresent(
            last ->
                ledger.check(
                    Invariant.LAST_STATE_ARRIVES,
                    !isOwed(last),
                    () -> "forgotten before it arrived: " + last));
  }

  private boolean isOwed(ServiceStatus last) {
    return world.publishers.stream().anyMatch(each -> each.isOwed(last));
  }

  private void forgotten(ServiceModel service, long now) {
    ledger.check(
        Invariant.STATE_HAS_THREE_SOURCES,
        service.isIdle(now) && now >= service.idleSince + world.setup.retention().toNanos(),
        () -> service.id + " was forgotten too early: " + Model.describe(service));
    model.forget(service);
  }

  private void checkRemembered(ServiceModel service, long now) {
    boolean idle = service.isIdle(model.pulse().last());
    if (!idle || story.standing(service.id).filter(this::isOwed).isPresent()) {
      service.busyAt = now;
    }
    long end = Math.max(service.idleSince + world.setup.retention().toNanos(), service.busyAt);
    ledger.check(
        Invariant.DEGRADED_MODES_END,
        !idle || model.pulse().last() <= end + world.sweep(),
        () -> service.id + " is idle and must have been forgotten");
  }

  // ---- members

  private void observeMembers(ServiceModel service, ClusterView view, long now) {
    Map<NodeId, Member> seen = new HashMap<>();
    view.members().forEach(member -> seen.put(member.node(), member));
    for (MemberModel member : List.copyOf(service.members.values())) {
      Member shown = seen.get(member.registration.node());
      if (shown == null) {
        left(service, member, now);
      } else {
        observeLease(member, shown, now);
      }
    }
    observeMemberOverrides(service, seen, now);
    Set<Member> wanted = service.seen();
    ledger.checkEqual(
        Invariant.STATE_HAS_THREE_SOURCES,
        wanted,
        new HashSet<>(view.members()),
        service.id::toString);
    service.members.forEach((node, member) -> checkState(service, node, member, seen.get(node)));
    checkCounts(view);
  }

  private void checkState(
      ServiceModel service, NodeId node, MemberModel member, @Nullable Member shown) {
    ElementState state = service.state(member);
    ledger.checkEqual(
        Invariant.STATE_HAS_THREE_SOURCES,
        state,
        Objects.requireNonNull(shown).state(),
        node::toString);
    ledger.checkEqual(
        Invariant.STATE_HAS_THREE_SOURCES,
        state,
        story.state(service.id, node),
        () -> "what was told of " + node);
  }

  private void left(ServiceModel service, MemberModel member, long now) {
    long end = member.deadline() + world.setup.retention().toNanos();
    ledger.check(
        Invariant.NO_LEASE_ENDS_EARLY,
        now >= end,
        () -> member.registration.node() + " is gone, silent since " + member.heardAt());
    service.members.remove(member.registration.node());
    service.idleSince = now;
  }

  private void observeLease(MemberModel member, Member shown, long now) {
    boolean expired = shown.liveness() == Liveness.EXPIRED;
    ledger.check(
        Invariant.NO_LEASE_ENDS_EARLY,
        expired ? member.ranOut(now) : !member.expired(),
        () -> shown + " with a lease until " + member.deadline() + " at " + now);
    ledger.check(
        Invariant.DEGRADED_MODES_END,
        expired || !member.ranOut(model.pulse().last()),
        () -> shown + " whose lease ran out at " + member.deadline() + ", now " + now);
    if (expired) {
      member.expire();
      long end = member.deadline() + world.setup.retention().toNanos();
      ledger.check(
          Invariant.DEGRADED_MODES_END,
          model.pulse().last() < end,
          () -> shown + " must have been forgotten");
    }
  }

  private void observeMemberOverrides(ServiceModel service, Map<NodeId, Member> seen, long now) {
    for (NodeId node : List.copyOf(service.overrides.keySet())) {
      Timed<?> timed = Objects.requireNonNull(service.overrides.get(node));
      Member shown = seen.get(node);
      boolean gone = shown == null ? isOver(timed) : shown.override().isEmpty();
      checkEnd(timed, gone, now, () -> "override of " + node);
      if (gone) {
        service.overrides.remove(node);
      }
    }
  }

  /** What ends by itself must be gone once the pulse has come after its end, and not before it. */
  private void checkEnd(Timed<?> timed, boolean gone, long now, Supplier<String> what) {
    ledger.check(
        Invariant.STATE_HAS_THREE_SOURCES,
        !gone || timed.isOver(now),
        () -> what.get() + " ended too early");
    ledger.check(
        Invariant.DEGRADED_MODES_END, gone || !isOver(timed), () -> what.get() + " did not end");
  }

  private boolean isOver(Timed<?> timed) {
    return timed.isOver(model.pulse().last());
  }

  // ---- the status

  private void checkMayBeUnjudged(ServiceModel service) {
    ledger.check(
        Invariant.DEGRADED_MODES_END, desk.holding(), () -> service.id + " was never judged");
    Timed<?> posture = service.postureOverride;
    if (posture != null && isOver(posture)) {
      service.postureOverride = null; // of what was never judged nothing shows, not even this
    }
  }

  private void observeStatus(ServiceModel service, StatusExplanation why, long now) {
    ServiceStatus status = why.published();
    observeServiceOverrides(service, why, now);
    observeJudgement(service, why, now);
    observeHold(service, why, now);
    ledger.check(
        Invariant.STATUS_IS_WHAT_THE_POLICY_FINDS,
        service.isSilent() // then what an operator cleared stands until the policy is back
            || (service.says(status.verdict()) && status.posture() == service.posture()),
        () -> status + ", wanted " + service.hold.shown() + " with " + service.posture());
    checkNobody(service, status);
    ledger.checkEqual(
        Invariant.LAST_STATE_ARRIVES,
        Optional.of(status),
        story.standing(service.id),
        () -> "what was told of " + service.id);
    world.publishers.forEach(publisher -> publisher.checkArrived(status));
  }

  private void observeServiceOverrides(ServiceModel service, StatusExplanation why, long now) {
    Timed<?> set = service.override;
    if (set != null) {
      checkEnd(set, why.override().isEmpty(), now, () -> "override of " + service.id);
      service.override = why.override().isEmpty() ? null : service.override;
    }
    Timed<?> posture = service.postureOverride;
    if (posture != null) {
      checkEnd(posture, why.postureOverride().isEmpty(), now, () -> "posture of " + service.id);
      service.postureOverride = why.postureOverride().isEmpty() ? null : service.postureOverride;
    }
  }

  /** The newest members were judged, unless the policy hangs; then by the stand-in, in time. */
  private void observeJudgement(ServiceModel service, StatusExplanation why, long now) {
    if (service.isJudged(now) && !service.late) {
      ledger.checkEqual(
          Invariant.STATUS_IS_WHAT_THE_POLICY_FINDS,
          service.wanted(),
          Objects.requireNonNull(service.last()),
          () -> Model.describe(service));
      checkRecovery(service);
      return;
    }
    ledger.check(
        Invariant.STATUS_IS_WHAT_THE_POLICY_FINDS,
        desk.holding(),
        () -> service.id + " was not judged: " + Model.describe(service));
    observeLateness(service, why, now);
  }

  private void observeLateness(ServiceModel service, StatusExplanation why, long now) {
    long patience = world.setup.policyDeadline().toNanos();
    long latest = Math.max(service.owedSince, service.excusedAt) + patience + world.sweep();
    boolean standsIn = why.fallback().isPresent();
    ledger.check(
        Invariant.DEGRADED_MODES_END,
        standsIn
            ? service.late || now > service.owedSince + patience
            : model.pulse().last() <= latest,
        () -> "policy of " + service.id + " hangs since " + service.owedSince);
    if (standsIn && !(service.late && service.isJudged(now))) {
      service.late = true;
      service.standIn(now);
    }
  }

  /** A policy that behaves again judges again, by itself. */
  private void checkRecovery(ServiceModel service) {
    PolicyGuest policy = service.policy();
    long wellSince = Math.max(policy.wellSince(), service.excusedAt);
    ledger.check(
        Invariant.DEGRADED_MODES_END,
        !service.standsIn()
            || !policy.isWell()
            || model.pulse().last() <= wellSince + world.sweep(),
        () -> "the policy of " + service.id + " is well and not asked");
  }

  private void observeHold(ServiceModel service, StatusExplanation why, long now) {
    Hold hold = service.hold;
    if (!hold.holds()) {
      return;
    }
    boolean over = hold.isOver(now);
    long end = hold.end();
    boolean stillHeld = observeRelease(service, why, now);
    ledger.check(
        Invariant.STATUS_IS_WHAT_THE_POLICY_FINDS,
        stillHeld || over,
        () -> "an improvement shows before the hold-down is over");
    ledger.check(
        Invariant.DEGRADED_MODES_END,
        !stillHeld || model.pulse().last() < end,
        () -> "an improvement was held too long");
  }

  /** Whether what was held is held still; if not, the manager has let it go. */
  private static boolean observeRelease(ServiceModel service, StatusExplanation why, long now) {
    boolean over = service.hold.isOver(now);
    boolean stillHeld = why.held().filter(held -> !over || held.left().isZero()).isPresent();
    if (!stillHeld && over) {
      service.hold.release(now);
    }
    return stillHeld;
  }

  private void checkNobody(ServiceModel service, ServiceStatus status) {
    boolean byHand = service.override != null;
    ledger.check(
        Invariant.NOBODY_IS_NEVER_NORMAL,
        !service.members.isEmpty()
            || byHand
            || desk.holding()
            || status.state() != ServiceState.NORMAL,
        () -> "nobody is there: " + status);
  }

  // ---- counters

  private void checkCounters() {
    ClusterStatistics now = world.cluster.statistics();
    List<Long> wanted =
        List.of(
            (long) model.services().size(),
            model.countMembers(),
            model.appliedReports,
            model.staleReports,
            model.unknownReports,
            model.refusedLeases,
            story.expiries(),
            model.stalls,
            model.lastResorts,
            model.refusedCalls,
            story.transmissions());
    List<Long> found =
        List.of(
            now.services(),
            now.members(),
            now.reportsApplied(),
            now.reportsStale(),
            now.reportsUnknown(),
            now.leasesRefused(),
            now.leasesExpired(),
            now.stalls(),
            now.lastResorts(),
            now.refusals(),
            now.transmissions());
    ledger.checkEqual(Invariant.COUNTS_ARE_TRUE, wanted, found, () -> "statistics");
    ClusterStatistics last = before;
    ledger.check(
        Invariant.COUNTS_ARE_TRUE,
        last == null || noneWentDown(last, now),
        () -> last + " became " + now);
    before = now;
  }

  private static boolean noneWentDown(ClusterStatistics last, ClusterStatistics now) {
    return now.policyFailures() >= last.policyFailures()
        && now.balancingFailures() >= last.balancingFailures()
        && now.transmissionFailures() >= last.transmissionFailures()
        && now.listenerFailures() >= last.listenerFailures()
        && now.eventsDropped() == 0
        && now.limitsReached() == 0;
  }

  // ---- the end

  /** Every service said that it goes down; who did not hear it is told of; nothing is left. */
  void checkClosed(int pending) {
    for (ServiceModel service : new ArrayList<>(model.services())) {
      ServiceStatus last = world.cluster.status(service.id).orElseThrow();
      ledger.checkEqual(
          Invariant.LAST_STATE_ARRIVES,
          ServiceState.GOING_DOWN,
          last.state(),
          service.id::toString);
      for (PublisherGuest publisher : world.publishers) {
        ledger.check(
            Invariant.DEGRADED_MODES_END,
            publisher.accepted(last) || story.wasAbandoned(publisher.toString(), service.id),
            () -> publisher + " neither took " + last + " over nor was given up");
      }
    }
    ledger.checkEqual(Invariant.DEGRADED_MODES_END, 0, pending, () -> "tasks left behind");
  }
}
