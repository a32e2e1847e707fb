package io.github.esrpcluster.core;

import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.RoutingRequest;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.internal.InterruptFlag;
import io.github.esrpcluster.api.internal.Texts;
import io.github.esrpcluster.core.EventRecords.BalancingFailedEvent;
import io.github.esrpcluster.core.EventRecords.BalancingRecoveredEvent;
import org.jspecify.annotations.Nullable;

/** Calls the load-balancing policy, and picks by round robin if it gives no usable answer. */
final class RouterBalancer {
  private final LoadBalancingPolicy policy;
  private final ServiceId service;
  private final MemberOwner owner;
  private final ManagerContext context;
  private final RouterTurns turns;

  /** The picks that failed in a row, in the order of their calls. */
  private final RouterEpisode failures;

  RouterBalancer(
      LoadBalancingPolicy policy,
      ServiceId service,
      MemberOwner owner,
      ManagerContext context,
      RouterTurns turns) {
    this.policy = policy;
    this.service = service;
    this.owner = owner;
    this.context = context;
    this.turns = turns;
    this.failures =
        new RouterEpisode(
            context.events, (at, picks) -> new BalancingRecoveredEvent(at, service, picks));
  }

  LoadBalancingPolicy policy() {
    return policy;
  }

  /** Picks a member. Never fails, and never returns a member that is not a candidate. */
  Member pick(Candidates candidates, RoutingRequest request, ElementState state) {
    boolean interrupted = InterruptFlag.get();
    try {
      Member picked = policy.pick(candidates, request);
      if (!isCandidate(picked, candidates, request, state)) {
        return roundRobin(candidates, request, "picked a member that is not a candidate");
      }
      failures.end();
      return picked;
    } catch (Throwable e) { // a callback may throw anything; the call must get a node
      return roundRobin(candidates, request, Texts.describe(e));
    } finally {
      InterruptFlag.set(interrupted);
    }
  }

  /** Searches the candidates only if the member has changed since they were gathered. */
  @SuppressWarnings("ReferenceEquality") // of this very cluster
  private boolean isCandidate(
      @Nullable Member picked, Candidates candidates, RoutingRequest request, ElementState state) {
    if (picked instanceof MemberSnapshot member
        && member.entry.owner == owner
        && member.isCurrent()) {
      return member.state() == state
          && !member.administrativelyDown()
          && !isExcluded(member, request);
    }
    return picked != null && candidates.contains(picked);
  }

  /** Reads the node only if some are excluded: it lies in memory that is read for nothing else. */
  private static boolean isExcluded(MemberSnapshot member, RoutingRequest request) {
    return !request.excluded().isEmpty() && request.excluded().contains(member.node());
  }

  private Member roundRobin(Candidates candidates, RoutingRequest request, String detail) {
    context.counters.balancingFailures.increment();
    failures.count(true, at -> new BalancingFailedEvent(at, service, detail));
    context.events.dispatch();
    return candidates.roundRobin(turns.nextFallback(request));
  }
}
