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

/** Calls that come in, and who may take them. */
final class Calls {
  /** The routing order; who is in none of these states takes no call. */
  private static final List<ElementState> ORDER =
      List.of(
          ElementState.NORMAL,
          ElementState.SERVICE_DISRUPTION,
          ElementState.OVERLOADED,
          ElementState.UNREACHABLE,
          ElementState.GOING_DOWN);

  private static final int SILENT = ORDER.indexOf(ElementState.UNREACHABLE);
  private static final int NOBODY = ORDER.size();

  private final Simulation world;
  private final Model model;

  Calls(Simulation world) {
    this.world = world;
    this.model = world.model;
  }

  /** A call by a guest, in the middle of something: counted, not judged. */
  void routeUnchecked(ServiceId service) {
    ask(service, RoutingRequest.any());
  }

  void route(ServiceId id, RoutingRequest request) {
    boolean pulseIsDue = model.pulse().isDue(world.now());
    RoutingDecision decision = ask(id, request);
    if (pulseIsDue) {
      world.ledger.injected(Fault.CALL_BEFORE_THE_FIRST_PULSE);
    } else {
      world.settle();
    }
    ServiceModel service = model.find(id);
    if (service == null) {
      checkRefusal(Refusal.UNKNOWN_SERVICE, decision);
    } else if (decision instanceof RoutingDecision.Routed routed) {
      checkRouted(service, routed, request.excluded(), pulseIsDue);
    } else {
      checkRefused(service, decision, request.excluded(), pulseIsDue);
    }
    world.settle();
  }

  private RoutingDecision ask(ServiceId id, RoutingRequest request) {
    long stalls = world.cluster.statistics().stalls();
    RoutingDecision decision = world.cluster.route(id, request);
    if (world.cluster.statistics().stalls() > stalls) {
      model.look(world.now());
    }
    if (decision instanceof RoutingDecision.Routed routed) {
      countLastResorts(id, routed.mode() == Mode.LAST_RESORT);
    } else {
      model.refusedCalls++;
    }
    return decision;
  }

  /** A policy that calls back may route before the registration that creates the service returns. */
  private void countLastResorts(ServiceId id, boolean lastResort) {
    ServiceModel service = model.findOrMake(id, world.now());
    model.lastResorts += lastResort ? 1 : 0;
    service.lastResortCalls = lastResort ? service.lastResortCalls + 1 : 0;
  }

  // ---- a node was picked

  private void checkRouted(
      ServiceModel service,
      RoutingDecision.Routed routed,
      Set<NodeId> excluded,
      boolean pulseIsDue) {
    NodeId node = routed.picked().node();
    MemberModel picked = service.members.get(node);
    fit(picked != null, service, routed);
    MemberModel member = Objects.requireNonNull(picked);
    ElementState state = routed.picked().state();
    fit(!service.mustBeOut(node, world.now()) && !excluded.contains(node), service, routed);
    fit(routed.mode() == mode(state), service, routed);
    fit(routed.mode() == Mode.LAST_RESORT || !member.ranOut(world.now()), service, routed);
    fit(service.lastResort || routed.mode() != Mode.LAST_RESORT, service, routed);
    if (!pulseIsDue) {
      fit(state == service.state(member), service, routed);
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

  /** Nobody better was there; of the silent nobody was heard later. */
  private void checkBest(
      ServiceModel service,
      RoutingDecision.Routed routed,
      MemberModel picked,
      Set<NodeId> excluded) {
    int rank = rank(service, picked);
    for (MemberModel other : candidates(service, excluded)) {
      boolean laterHeard =
          rank == SILENT
              && service.state(picked) == ElementState.UNREACHABLE
              && service.state(other) == ElementState.UNREACHABLE
              && other.heardAt() > picked.heardAt();
      world.ledger.check(
          Invariant.USABLE_NODES_ARE_USED,
          rank(service, other) >= rank && !laterHeard,
          () -> routed + " although there is " + other.registration.node() + describe(service));
    }
  }

  private void fit(boolean holds, ServiceModel service, RoutingDecision.Routed routed) {
    world.ledger.check(
        Invariant.NOBODY_UNFIT_IS_PICKED, holds, () -> routed + " of" + describe(service));
  }

  private static String describe(ServiceModel service) {
    return " in " + Model.describe(service);
  }

  // ---- nobody was picked

  private void checkRefused(
      ServiceModel service, RoutingDecision decision, Set<NodeId> excluded, boolean pulseIsDue) {
    world.ledger.check(
        Invariant.USABLE_NODES_ARE_USED,
        candidates(service, excluded).stream()
            .filter(each -> stands(service, each))
            .noneMatch(each -> mayBePicked(service, each)),
        () -> decision + describe(service));
    if (!pulseIsDue) {
      checkRefusal(refusal(service), decision);
    }
  }

  /** Neither it nor what was set for it may be over by now. */
  private boolean stands(ServiceModel service, MemberModel member) {
    long now = world.now();
    Timed<ElementState> set = service.overrides.get(member.registration.node());
    return now < member.deadline() + world.setup.retention().toNanos()
        && (set == null || !set.isOver(now));
  }

  private void checkRefusal(Refusal wanted, RoutingDecision decision) {
    world.ledger.checkEqual(
        Invariant.USABLE_NODES_ARE_USED,
        new RoutingDecision.Refused(wanted),
        decision,
        () -> "why nobody takes the call");
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
        .filter(each -> !service.takenOut(each.registration.node()))
        .filter(each -> !excluded.contains(each.registration.node()))
        .toList();
  }

  private boolean mayBePicked(ServiceModel service, MemberModel member) {
    int rank = rank(service, member);
    return rank < NOBODY && (service.lastResort || rank < 2);
  }

  /** The place in the routing order; whose lease ran out takes no calls, noticed or not. */
  private int rank(ServiceModel service, MemberModel member) {
    int place = ORDER.indexOf(service.state(member));
    int rank = place < 0 ? NOBODY : place;
    return member.ranOut(world.now()) ? Math.max(rank, SILENT) : rank;
  }
}
