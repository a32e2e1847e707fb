package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Liveness;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares the members of a service with the model: their leases, overrides and states. */
final class MemberChecker {
  private final Simulation simulation;
  private final Model model;
  private final Ledger ledger;
  private final EventChecker events;
  private final Endings endings;
  private final TallyChecker tallies;

  MemberChecker(Simulation simulation, EventChecker events, Endings endings, TallyChecker tallies) {
    this.simulation = simulation;
    this.model = simulation.model;
    this.ledger = simulation.ledger;
    this.events = events;
    this.endings = endings;
    this.tallies = tallies;
  }

  void observe(ServiceModel service, ClusterView view, long now) {
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
    tallies.check(view);
  }

  private void checkState(
      ServiceModel service, NodeId node, MemberModel member, @Nullable Member shown) {
    ElementState state = service.state(member);
    ledger.checkEqual(
        Invariant.STATE_HAS_THREE_SOURCES,
        state,
        Objects.requireNonNull(shown).state(),
        node::toString);
    if (!simulation.eventsPending()) {
      ledger.checkEqual(
          Invariant.STATE_HAS_THREE_SOURCES,
          state,
          events.state(service.id, node),
          () -> "the state in the events of " + node);
    }
  }

  private void left(ServiceModel service, MemberModel member, long now) {
    long end = member.retainedUntil(simulation.setup);
    ledger.check(
        Invariant.NO_LEASE_EXPIRES_EARLY,
        now >= end,
        () -> member.registration.node() + " is gone, silent since " + member.lastContact());
    service.leave(member.registration.node(), now);
  }

  private void observeLease(MemberModel member, Member shown, long now) {
    boolean expired = shown.liveness() == Liveness.EXPIRED;
    ledger.check(
        Invariant.NO_LEASE_EXPIRES_EARLY,
        expired ? member.expired() || member.deadlineReached(now) : !member.expired(),
        () -> shown + " with a lease until " + member.deadline() + " at " + now);
    ledger.check(
        Invariant.DEGRADED_MODES_END,
        expired || !member.deadlineReached(model.sweeps().lastSweep()),
        () -> shown + " whose lease expired at " + member.deadline() + ", now " + now);
    if (expired) {
      member.expire();
      long end = member.retainedUntil(simulation.setup);
      ledger.check(
          Invariant.DEGRADED_MODES_END,
          model.sweeps().lastSweep() < end,
          () -> shown + " must have been removed");
    }
  }

  private void observeMemberOverrides(ServiceModel service, Map<NodeId, Member> seen, long now) {
    for (NodeId node : List.copyOf(service.overrides.keySet())) {
      Timed<?> timed = Objects.requireNonNull(service.overrides.get(node));
      Member shown = seen.get(node);
      boolean gone = shown == null ? endings.isOver(timed) : shown.override().isEmpty();
      endings.check(timed, gone, now, () -> "override of " + node);
      if (gone) {
        service.overrides.remove(node);
      }
    }
  }
}
