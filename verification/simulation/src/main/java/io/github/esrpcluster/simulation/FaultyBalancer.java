package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.RoutingRequest;
import org.jspecify.annotations.Nullable;

/** Load-balancing policy that may misbehave. */
final class FaultyBalancer implements LoadBalancingPolicy {
  private final Ledger ledger;
  private final LoadBalancingPolicy policy;
  private final @Nullable Fault fault;

  /**
   * @param fault how it misbehaves; null if it behaves
   */
  FaultyBalancer(Ledger ledger, LoadBalancingPolicy policy, @Nullable Fault fault) {
    this.ledger = ledger;
    this.policy = policy;
    this.fault = fault;
  }

  @Override
  @SuppressWarnings("NullAway") // null is one of its faults
  public Member pick(Candidates candidates, RoutingRequest request) {
    if (fault == null) {
      return policy.pick(candidates, request);
    }
    ledger.injected(fault);
    return switch (fault) {
      case BALANCING_RETURNED_NULL -> null;
      case BALANCING_PICKED_NO_CANDIDATE -> nonCandidate(candidates.get(0));
      default -> throw new IllegalStateException("the balancing of the simulation throws");
    };
  }

  private static Member nonCandidate(Member candidate) {
    Registration ownExecutor =
        Registration.builder(candidate.registration().service(), Setup.nodeId("no-candidate"))
            .build();
    return Member.builder(ownExecutor).report(ElementState.NORMAL).build();
  }
}
