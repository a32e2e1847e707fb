package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.balancing.LoadBalancingPolicies;
import io.github.esrpcluster.policies.DisruptionWeight;
import io.github.esrpcluster.policies.StatusPolicies;
import java.util.Random;

/** The library's own policies with random parameters, many of them with a hysteresis. */
final class RandomPolicies {
  private RandomPolicies() {}

  static StatusPolicy status(Random random) {
    return switch (random.nextInt(11)) {
      case 0 -> StatusPolicies.anyUp();
      case 1 -> StatusPolicies.allUp().countingDisrupted(disruption(random));
      case 2 -> StatusPolicies.majority();
      case 3 ->
          StatusPolicies.majority().excludingPlannedOutages().countingDisrupted(disruption(random));
      case 4 -> StatusPolicies.quorum(2 + random.nextInt(3), 1 + random.nextInt(2));
      case 5 ->
          StatusPolicies.quorumShare(1 + random.nextInt(6), 0.75, 0.25 + random.nextInt(2) * 0.25);
      case 6 -> StatusPolicies.weighted(0.6, 0.2 + random.nextInt(3) * 0.2);
      case 7 -> StatusPolicies.perSite(StatusPolicies.quorum(1), 1 + random.nextInt(2));
      case 8, 9 -> new NobodyIsPartial(StatusPolicies.anyUp());
      default -> StatusPolicies.worstOf(StatusPolicies.quorum(2, 1), StatusPolicies.weighted(0.5));
    };
  }

  /** Of a vendor who has others to take the calls: better than Down, so that it may be held. */
  private record NobodyIsPartial(StatusPolicy policy) implements StatusPolicy {
    @Override
    public Verdict evaluate(ClusterView view) {
      return view.members().isEmpty()
          ? Verdict.of(ServiceState.PARTIAL, "others take the calls")
          : policy.evaluate(view);
    }
  }

  private static DisruptionWeight disruption(Random random) {
    DisruptionWeight[] all = DisruptionWeight.values();
    return all[random.nextInt(all.length)];
  }

  static LoadBalancingPolicy balancing(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> LoadBalancingPolicies.weighted();
      case 1 -> LoadBalancingPolicies.leastLoaded();
      case 2 -> LoadBalancingPolicies.preferenceTiers(LoadBalancingPolicies.roundRobin());
      case 3 -> LoadBalancingPolicies.sticky();
      default -> LoadBalancingPolicies.roundRobin();
    };
  }
}
