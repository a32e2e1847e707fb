package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.RoutingDecision;
import io.github.esrpcluster.api.RoutingDecision.Mode;
import io.github.esrpcluster.api.RoutingDecision.Refusal;
import io.github.esrpcluster.api.RoutingRequest;
import io.github.esrpcluster.api.ServiceId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Routes calls, and checks the decisions. */
final class Calls {
  /** The routing order; a member in none of these states takes no call. */
  private static final List<ElementState> ORDER =
      List.of(
          ElementState.NORMAL,
          ElementState.SERVICE_DISRUPTION,
          ElementState.OVERLOADED,
          ElementState.UNREACHABLE,
          ElementState.GOING_DOWN);

  private static final int NOT_LIVE = ORDER.indexOf(ElementState.UNREACHABLE);
  private static final int UNUSABLE = ORDER.size();

  private final Simulation simulation;
  private final Model model;

  Calls(Simulation simulation) {
    this.simulation = simulation;
    this.model = simulation.model;
  }

  /** Routes a call of a callback: counted, but not checked, because a change may be in progress. */
  void routeUnchecked(ServiceId service) {
    routeAndCount(service, RoutingRequest.any());
  }

  void route(ServiceId id, RoutingRequest request) {
    boolean sweepIsDue = model.sweeps().isDue(simulation.now());
    RoutingDecision decision = routeAndCount(id, request);
    if (sweepIsDue) {
      simulation.ledger.injected(Fault.CALL_BEFORE_FIRST_SWEEP);
    } else {
      simulation.settle();
    }
    ServiceModel service = model.find(id);
    if (service == null) {
      checkRefusal(Refusal.UNKNOWN_SERVICE, decision);
    } else if (decision instanceof RoutingDecision.Routed routed) {
      checkRouted(service, routed, request.excluded(), sweepIsDue);
    } else {
      checkRefused(service, decision, request.excluded(), sweepIsDue);
    }
    simulation.settle();
  }

  private RoutingDecision routeAndCount(ServiceId id, RoutingRequest request) {
    long stalls = simulation.cluster.statistics().stalls();
    RoutingDecision decision = simulation.cluster.route(id, request);
    if (simulation.cluster.statistics().stalls() > stalls) {
      model.checkForStall(simulation.now());
    }
    if (decision instanceof RoutingDecision.Routed routed) {
      countLastResorts(id, request, routed.mode() == Mode.LAST_RESORT);
      model.findOrCreate(id, simulation.now()).refusedCalls = 0;
    } else {
      model.refusedCalls++;
      if (!decision.equals(new RoutingDecision.Refused(Refusal.UNKNOWN_SERVICE))) {
        countRefusal(model.findOrCreate(id, simulation.now()), request);
      }
    }
    return decision;
  }

  /**
   * A policy that calls back may route before the registration that creates the service returns.
   */
  private void countLastResorts(ServiceId id, RoutingRequest request, boolean lastResort) {
    ServiceModel service = model.findOrCreate(id, simulation.now());
    model.lastResorts += lastResort ? 1 : 0;
    if (!lastResort) {
      service.lastResortCalls = 0;
    } else if (service.lastResortCalls > 0 || request.excluded().isEmpty()) {
      service.lastResortCalls++;
    }
  }

  private static void countRefusal(ServiceModel service, RoutingRequest request) {
    if (service.refusedCalls > 0 || request.excluded().isEmpty()) {
      service.refusedCalls++;
    }
  }

  // ---- a node was picked

  private void checkRouted(
      ServiceModel service,
      RoutingDecision.Routed routed,
      Set<NodeId> excluded,
      boolean sweepIsDue) {
    NodeId node = routed.picked().node();
    MemberModel picked = service.members.get(node);
    checkPick(picked != null, service, routed);
    MemberModel member = Objects.requireNonNull(picked);
    ElementState state = routed.picked().state();
    checkPick(
        !service.mustBeDown(node, simulation.now()) && !excluded.contains(node), service, routed);
    checkPick(routed.mode() == mode(state), service, routed);
    checkPick(
        routed.mode() == Mode.LAST_RESORT || !member.deadlineReached(simulation.now()),
        service,
        routed);
    checkPick(service.lastResort || routed.mode() != Mode.LAST_RESORT, service, routed);
    if (!sweepIsDue) {
      checkPick(state == service.state(member), service, routed);
      checkBest(service, routed, member, excluded);
    }
  }

  private static @Nullable Mode mode(ElementState state) {
    return switch (state) {
      case NORMAL -> Mode.NORMAL;
      case SERVICE_DISRUPTION -> Mode.DEGRADED;
      case OVERLOADED, UNREACHABLE, GOING_DOWN -> Mode.LAST_RESORT;
      case DOWN, SCHEDULED_MAINTENANCE -> null;
    };
  }

  /** Checks that no candidate was better, and of those not live none had a later contact. */
  private void checkBest(
      ServiceModel service,
      RoutingDecision.Routed routed,
      MemberModel picked,
      Set<NodeId> excluded) {
    int rank = rank(service, picked);
    for (MemberModel other : candidates(service, excluded)) {
      boolean laterContact =
          rank == NOT_LIVE
              && service.state(picked) == ElementState.UNREACHABLE
              && service.state(other) == ElementState.UNREACHABLE
              && other.lastContact() > picked.lastContact();
      simulation.ledger.check(
          Invariant.USABLE_NODES_ARE_USED,
          rank(service, other) >= rank && !laterContact,
          () -> routed + " although there is " + other.registration.node() + describe(service));
    }
  }

  private void checkPick(boolean holds, ServiceModel service, RoutingDecision.Routed routed) {
    simulation.ledger.check(
        Invariant.UNFIT_NODES_ARE_NOT_PICKED, holds, () -> routed + " of" + describe(service));
  }

  private static String describe(ServiceModel service) {
    return " in " + Model.describe(service);
  }

  // ---- no node was picked

  private void checkRefused(
      ServiceModel service, RoutingDecision decision, Set<NodeId> excluded, boolean sweepIsDue) {
    simulation.ledger.check(
        Invariant.USABLE_NODES_ARE_USED,
        candidates(service, excluded).stream()
            .filter(each -> stands(service, each))
            .noneMatch(each -> mayBePicked(service, each)),
        () -> decision + describe(service));
    if (!sweepIsDue) {
      checkRefusal(refusal(service), decision);
    }
  }

  /** Returns whether neither its retention nor its override may have ended by now. */
  private boolean stands(ServiceModel service, MemberModel member) {
    long now = simulation.now();
    Timed<ElementState> set = service.overrides.get(member.registration.node());
    return now < member.retainedUntil(simulation.setup) && (set == null || !set.isOver(now));
  }

  private void checkRefusal(Refusal wanted, RoutingDecision decision) {
    simulation.ledger.checkEqual(
        Invariant.USABLE_NODES_ARE_USED,
        new RoutingDecision.Refused(wanted),
        decision,
        () -> "reason of the refusal");
  }

  private Refusal refusal(ServiceModel service) {
    Collection<MemberModel> members = service.members.values();
    if (members.isEmpty()) {
      return Refusal.NO_NODES;
    }
    List<MemberModel> left = candidates(service, Set.of());
    if (left.stream().anyMatch(each -> mayBePicked(service, each))) {
      return Refusal.ALL_EXCLUDED;
    }
    Set<ElementState> states = new HashSet<>();
    members.forEach(each -> states.add(service.state(each)));
    return states.size() > 1 || left.isEmpty()
        ? Refusal.NONE_USABLE
        : all(states.iterator().next());
  }

  private static Refusal all(ElementState state) {
    return switch (state) {
      case OVERLOADED -> Refusal.ALL_OVERLOADED;
      case GOING_DOWN -> Refusal.ALL_DRAINING;
      case SCHEDULED_MAINTENANCE -> Refusal.ALL_IN_MAINTENANCE;
      case UNREACHABLE -> Refusal.ALL_UNREACHABLE;
      case DOWN -> Refusal.ALL_DOWN;
      case NORMAL, SERVICE_DISRUPTION -> Refusal.NONE_USABLE;
    };
  }

  // ---- the order

  private List<MemberModel> candidates(ServiceModel service, Set<NodeId> excluded) {
    return service.members.values().stream()
        .filter(each -> !service.administrativelyDown(each.registration.node()))
        .filter(each -> !excluded.contains(each.registration.node()))
        .toList();
  }

  private boolean mayBePicked(ServiceModel service, MemberModel member) {
    int rank = rank(service, member);
    return rank < UNUSABLE && (service.lastResort || rank < 2);
  }

  /**
   * Returns the place in the routing order; an expired member does not count as live, recorded or
   * not.
   */
  private int rank(ServiceModel service, MemberModel member) {
    int place = ORDER.indexOf(service.state(member));
    int rank = place < 0 ? UNUSABLE : place;
    return member.deadlineReached(simulation.now()) ? Math.max(rank, NOT_LIVE) : rank;
  }
}
