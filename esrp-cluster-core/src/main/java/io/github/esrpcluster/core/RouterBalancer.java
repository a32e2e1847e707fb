package io.github.esrpcluster.core;

import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.RoutingRequest;
import io.github.esrpcluster.api.ServiceId;
import org.jspecify.annotations.Nullable;

/** Asks the load-balancing policy, and picks in turn where it gives no usable answer. */
final class RouterBalancer {
  private final LoadBalancingPolicy policy;
  private final ServiceCluster cluster;

  /** Written with this object's lock held, to be told once; read without. */
  private volatile boolean failing;

  RouterBalancer(LoadBalancingPolicy policy, ServiceCluster cluster) {
    this.policy = policy;
    this.cluster = cluster;
  }

  /** Never fails, and never returns a member that is not among the candidates. */
  Member pick(Candidates candidates, RoutingRequest request, ElementState state) {
    try {
      Member picked = policy.pick(candidates, request);
      if (!isCandidate(picked, candidates, request, state)) {
        return inTurn(candidates, request, "picked no candidate");
      }
      tellRecovery();
      return picked;
    } catch (Throwable e) { // a guest may throw anything, and the call must get its node
      return inTurn(candidates, request, UserCode.describe(e));
    }
  }

  /** Usually one look at the member; a search only where it changed since the table was made. */
  @SuppressWarnings("ReferenceEquality") // of this very cluster, not of one of that name
  private boolean isCandidate(
      @Nullable Member picked, Candidates candidates, RoutingRequest request, ElementState state) {
    if (picked instanceof MemberSnapshot member
        && member.record.cluster == cluster
        && member.isNewest()) {
      return member.state() == state && !member.administrativelyDown() && !isExcluded(member, request);
    }
    return picked != null && candidates.contains(picked);
  }

  /** Does not look for the node where nobody is excluded: it lies farther than all else here. */
  private static boolean isExcluded(MemberSnapshot member, RoutingRequest request) {
    return !request.excluded().isEmpty() && request.excluded().contains(member.node());
  }

  private Member roundRobin(Candidates candidates, RoutingRequest request, String why) {
    context().counters().balancingFailures.increment();
    if (becomes(true)) {
      context().events().warn(at -> new ClusterEvent.BalancingFailed(at, service(), why));
      context().events().dispatch();
    }
    return candidates.roundRobin(request.sequence());
  }

  private ServiceId service() {
    return cluster.service();
  }

  private ManagerContext context() {
    return cluster.context();
  }

  /** True if that is news. */
  private synchronized boolean becomes(boolean now) {
    boolean news = failing != now;
    failing = now;
    return news;
  }

  private void tellRecovery() {
    if (failing && becomes(false)) {
      context().events().tell(at -> new ClusterEvent.BalancingRecovered(at, service()));
      context().events().dispatch();
    }
  }
}
