package io.github.esrpcluster.core;

import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.RoutingDecision;
import io.github.esrpcluster.api.RoutingDecision.Mode;
import io.github.esrpcluster.api.RoutingDecision.Refusal;
import io.github.esrpcluster.api.RoutingRequest;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.core.EventRecords.LastResortEndedEvent;
import io.github.esrpcluster.core.EventRecords.LastResortStartedEvent;
import io.github.esrpcluster.core.EventRecords.LastResortUsedEvent;
import io.github.esrpcluster.core.EventRecords.RefusalsEndedEvent;
import io.github.esrpcluster.core.EventRecords.RefusalsStartedEvent;
import io.github.esrpcluster.core.EventRecords.RouteRefusedEvent;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Picks the node for a call, without a lock: takes the first step of the routing order that has
 * candidates, and lets the load-balancing policy pick among them.
 */
final class Router {
  /**
   * The most attempts of one call: another one is needed if the members changed since the last. A
   * call never waits until nodes stop to come and go.
   */
  private static final int MAX_ATTEMPTS = 100;

  /** The routing order without the last resort. */
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

  /** The cluster, as its router knows it. */
  interface Cluster extends MemberOwner {
    /** Returns the newest snapshot, without a lock. */
    ClusterSnapshot snapshot();

    /** Records an expiry that the sweep has not found yet. */
    void expireNow();
  }

  private final Cluster cluster;
  private final ServiceId service;
  private final ManagerContext context;
  private final RouterTurns turns = new RouterTurns();
  private final RouterEpisode lastResorts;
  private final RouterEpisode refusals;

  private volatile RouterBalancer balancer;
  private volatile boolean lastResortAllowed = true;

  Router(Cluster cluster, ManagerContext context) {
    this.cluster = cluster;
    this.service = cluster.snapshot().service;
    this.context = context;
    this.lastResorts =
        new RouterEpisode(
            context.events, (at, calls) -> new LastResortEndedEvent(at, service, calls));
    this.refusals =
        new RouterEpisode(
            context.events, (at, calls) -> new RefusalsEndedEvent(at, service, calls));
    this.balancer = balancer(context.settings.loadBalancing());
  }

  private RouterBalancer balancer(LoadBalancingPolicy policy) {
    return new RouterBalancer(policy, service, cluster, context, turns);
  }

  void setPolicy(LoadBalancingPolicy policy) {
    balancer = balancer(policy);
  }

  LoadBalancingPolicy policy() {
    return balancer.policy();
  }

  void setLastResort(boolean allowed) {
    lastResortAllowed = allowed;
  }

  boolean lastResort() {
    return lastResortAllowed;
  }

  RoutingDecision route(RoutingRequest request) {
    RoutingRequest numbered = request.withSequence(turns.next(request));
    for (int attempt = 1; ; attempt++) {
      ClusterSnapshotCandidates candidates = cluster.snapshot().candidates();
      Member picked = pick(candidates, numbered);
      if (picked == null) {
        return refused(candidates, request);
      }
      if (isStillValid(picked)) {
        return routed(picked, request);
      }
      if (attempt == MAX_ATTEMPTS) {
        return lastResortAllowed
            ? routedAsLastResort(picked, request) // a doubtful node is better than none
            : refused(candidates, request);
      }
      Thread.onSpinWait();
    }
  }

  /** Picks in the first step of the routing order that has a member which is not excluded. */
  private @Nullable Member pick(ClusterSnapshotCandidates candidates, RoutingRequest request) {
    for (ElementState step : steps()) {
      Member member =
          step == ElementState.UNREACHABLE
              ? mostRecentContact(candidates, request)
              : balanced(candidates, step, request);
      if (member != null) {
        return member;
      }
    }
    return null;
  }

  private List<ElementState> steps() {
    return lastResortAllowed ? ALL_STEPS : USUAL_STEPS;
  }

  private @Nullable Member balanced(
      ClusterSnapshotCandidates candidates, ElementState state, RoutingRequest request) {
    Candidates all = candidates.in(state);
    Candidates left =
        all == null || request.excluded().isEmpty() ? all : without(request.excluded(), all);
    return left == null ? null : balancer.pick(left, request, state);
  }

  /** Of the members that are not live, the one with the most recent contact is likeliest alive. */
  private @Nullable Member mostRecentContact(
      ClusterSnapshotCandidates candidates, RoutingRequest request) {
    Candidates unreachable = candidates.in(ElementState.UNREACHABLE);
    if (unreachable == null) {
      return null;
    }
    long now = context.time.nanoTime();
    return stream(unreachable)
        .filter(member -> !request.excluded().contains(member.node()))
        .min(Comparator.comparingLong(member -> entry(member).timeSinceLastContact(now)))
        .orElse(null);
  }

  private static @Nullable Candidates without(Set<?> excluded, Candidates all) {
    List<Member> left = stream(all).filter(member -> !excluded.contains(member.node())).toList();
    return left.isEmpty() ? null : Candidates.of(left);
  }

  private static Stream<Member> stream(Candidates candidates) {
    return StreamSupport.stream(candidates.spliterator(), false);
  }

  /** The candidates are members of a snapshot. */
  private static MemberEntry entry(Member candidate) {
    return ((MemberSnapshot) candidate).entry;
  }

  /** Checks the lease again: the snapshot may not show an expiry yet. */
  private boolean isStillValid(Member picked) {
    MemberEntry entry = entry(picked);
    if (entry.ended()) {
      return false;
    }
    if (picked.state() != ElementState.UNREACHABLE
        && entry.deadlineReached(context.time.nanoTime())) {
      cluster.expireNow();
      return false;
    }
    return true;
  }

  private RoutingDecision routed(Member picked, RoutingRequest request) {
    Mode mode =
        switch (picked.state()) {
          case NORMAL -> Mode.NORMAL;
          case SERVICE_DISRUPTION -> Mode.DEGRADED;
          default -> Mode.LAST_RESORT;
        };
    if (mode == Mode.LAST_RESORT) {
      return routedAsLastResort(picked, request);
    }
    lastResorts.end();
    refusals.end();
    return new RoutingDecision.Routed(picked, mode);
  }

  /** A call that excludes nodes starts no episode: the others may take calls. */
  private RoutingDecision routedAsLastResort(Member picked, RoutingRequest request) {
    context.counters.lastResorts.increment();
    refusals.end();
    lastResorts.count(request.excluded().isEmpty(), at -> new LastResortStartedEvent(at, service));
    context.events.fire(at -> new LastResortUsedEvent(at, service, picked.node(), picked.state()));
    context.events.dispatch();
    return new RoutingDecision.Routed(picked, Mode.LAST_RESORT);
  }

  /** A call that excludes nodes starts no episode: the others may take calls. */
  private RoutingDecision refused(ClusterSnapshotCandidates candidates, RoutingRequest request) {
    boolean onlyExcluded = steps().stream().anyMatch(step -> candidates.in(step) != null);
    Refusal reason = onlyExcluded ? Refusal.ALL_EXCLUDED : candidates.refusal();
    context.counters.refusals.increment();
    refusals.count(
        request.excluded().isEmpty(), at -> new RefusalsStartedEvent(at, service, reason));
    context.events.inform(at -> new RouteRefusedEvent(at, service, reason));
    context.events.dispatch();
    return new RoutingDecision.Refused(reason);
  }
}
