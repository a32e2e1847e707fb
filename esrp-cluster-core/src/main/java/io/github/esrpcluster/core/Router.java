package io.github.esrpcluster.core;

import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.RoutingDecision;
import io.github.esrpcluster.api.RoutingDecision.Mode;
import io.github.esrpcluster.api.RoutingDecision.Refusal;
import io.github.esrpcluster.api.RoutingRequest;
import io.github.esrpcluster.api.ServiceId;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Finds the node for a call, without a lock: the best step of the routing order that has
 * candidates, and in it whom the load-balancing policy picks.
 */
final class Router {
  /**
   * A further look is necessary where the members changed since the last one. However fast they
   * come and go, no call waits until they have stopped.
   */
  private static final int LOOKS = 100;

  /** The routing order while somebody takes calls. */
  private static final List<ElementState> USUAL_STEPS =
      List.of(ElementState.NORMAL, ElementState.SERVICE_DISRUPTION);

  /** The whole routing order: the last three are the last resort. */
  private static final List<ElementState> ALL_STEPS =
      List.of(
          ElementState.NORMAL,
          ElementState.SERVICE_DISRUPTION,
          ElementState.OVERLOADED,
          ElementState.UNREACHABLE,
          ElementState.GOING_DOWN);

  private static final AtomicLongFieldUpdater<Router> TURNS =
      AtomicLongFieldUpdater.newUpdater(Router.class, "turns");
  private static final AtomicLongFieldUpdater<Router> TURNS_OF_RETRIES =
      AtomicLongFieldUpdater.newUpdater(Router.class, "turnsOfRetries");

  private final ServiceCluster cluster;

  @SuppressWarnings("UnusedVariable") // by its updater
  private volatile long turns;

  @SuppressWarnings("UnusedVariable")
  private volatile long turnsOfRetries;

  private volatile RouterBalancer balancer;
  private volatile boolean lastResort = true;

  Router(ServiceCluster cluster, LoadBalancingPolicy policy) {
    this.cluster = cluster;
    this.balancer = new RouterBalancer(policy, cluster);
  }

  private ServiceId service() {
    return cluster.service();
  }

  private ManagerContext context() {
    return cluster.context();
  }

  void policy(LoadBalancingPolicy policy) {
    balancer = new RouterBalancer(policy, cluster);
  }

  void lastResort(boolean allowed) {
    lastResort = allowed;
  }

  RoutingDecision route(RoutingRequest request) {
    RoutingRequest counted = request.withSequence(turnsOf(request).getAndIncrement(this));
    for (int look = 1; ; look++) {
      ClusterSnapshotCandidates table = cluster.routingTable();
      Member picked = pickFrom(table, counted);
      if (picked == null) {
        return refused(table);
      }
      if (isStillThere(picked)) {
        return routed(picked);
      }
      if (look == LOOKS) {
        return routedAsLastResort(picked); // a doubtful node is better than none
      }
      Thread.onSpinWait();
    }
  }

  /** Second attempts are counted apart: else each would skip a node in the turn of the first. */
  private static AtomicLongFieldUpdater<Router> turnsOf(RoutingRequest request) {
    return request.excluded().isEmpty() ? TURNS : TURNS_OF_RETRIES;
  }

  /** The first step of the routing order that has somebody who is not excluded. */
  private @Nullable Member pickFrom(ClusterSnapshotCandidates table, RoutingRequest request) {
    for (ElementState step : steps()) {
      Member member =
          step == ElementState.UNREACHABLE
              ? heardLast(table, request)
              : balanced(table, step, request);
      if (member != null) {
        return member;
      }
    }
    return null;
  }

  private List<ElementState> steps() {
    return lastResort ? ALL_STEPS : USUAL_STEPS;
  }

  private @Nullable Member balanced(
      ClusterSnapshotCandidates table, ElementState state, RoutingRequest request) {
    Candidates all = table.in(state);
    Candidates left =
        all == null || request.excluded().isEmpty() ? all : without(request.excluded(), all);
    return left == null ? null : balancer.pick(left, request, state);
  }

  /** Of those not heard, the one heard last may be nearest to life. */
  private @Nullable Member heardLast(ClusterSnapshotCandidates table, RoutingRequest request) {
    Candidates silent = table.in(ElementState.UNREACHABLE);
    if (silent == null) {
      return null;
    }
    long now = context().now();
    return stream(silent)
        .filter(member -> !request.excluded().contains(member.node()))
        .min(Comparator.comparingLong(member -> record(member).silence(now)))
        .orElse(null);
  }

  private static @Nullable Candidates without(Set<?> excluded, Candidates all) {
    List<Member> left = stream(all).filter(member -> !excluded.contains(member.node())).toList();
    return left.isEmpty() ? null : Candidates.of(left);
  }

  private static Stream<Member> stream(Candidates candidates) {
    return StreamSupport.stream(candidates.spliterator(), false);
  }

  /** The candidates come from a snapshot, whose members all know their record. */
  private static MemberEntry record(Member candidate) {
    return ((MemberSnapshot) candidate).record;
  }

  /** A lease is looked at again at the pick: the status may not show yet that it ran out. */
  private boolean isStillThere(Member picked) {
    MemberEntry record = record(picked);
    if (record.ended()) {
      return false;
    }
    if (picked.state() != ElementState.UNREACHABLE && record.ranOut(context().now())) {
      cluster.noticeExpiry();
      return false;
    }
    return true;
  }

  private RoutingDecision routed(Member picked) {
    return switch (picked.state()) {
      case NORMAL -> new RoutingDecision.Routed(picked, Mode.NORMAL);
      case SERVICE_DISRUPTION -> new RoutingDecision.Routed(picked, Mode.DEGRADED);
      default -> routedAsLastResort(picked);
    };
  }

  private RoutingDecision routedAsLastResort(Member picked) {
    context().counters().lastResorts.increment();
    context()
        .events()
        .warn(at -> new ClusterEvent.LastResortUsed(at, service(), picked.node(), picked.state()));
    context().events().dispatch();
    return new RoutingDecision.Routed(picked, Mode.LAST_RESORT);
  }

  private RoutingDecision refused(ClusterSnapshotCandidates table) {
    boolean somebodyButForExclusions = steps().stream().anyMatch(step -> table.in(step) != null);
    Refusal reason = somebodyButForExclusions ? Refusal.ALL_EXCLUDED : table.refusal();
    context().counters().refusals.increment();
    context().events().warn(at -> new ClusterEvent.RouteRefused(at, service(), reason));
    context().events().dispatch();
    return new RoutingDecision.Refused(reason);
  }
}
