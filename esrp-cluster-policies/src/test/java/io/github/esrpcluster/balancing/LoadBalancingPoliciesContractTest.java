package io.github.esrpcluster.balancing;

import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.testkit.contract.LoadBalancingPolicyContract;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every built-in load-balancing policy keeps the contract. */
@ParameterizedClass
@MethodSource("balancers")
class LoadBalancingPoliciesContractTest extends LoadBalancingPolicyContract {
  @Parameter BalancerCase builtIn;

  record BalancerCase(
      LoadBalancingPolicy policy,
      Shares shares,
      Shares sharesOfKeys,
      Optional<String> mayLookAtAll) {
    BalancerCase(LoadBalancingPolicy policy, Shares shares) {
      this(policy, shares, shares, Optional.empty());
    }

    @Override
    public String toString() {
      return policy.toString();
    }
  }

  static Stream<BalancerCase> balancers() {
    Optional<String> hashed = Optional.of("a key's node is found by hashing it with each name");
    LoadBalancingPolicy weighted = LoadBalancingPolicies.weighted();
    return Stream.of(
        new BalancerCase(LoadBalancingPolicies.roundRobin(), Shares.EQUAL),
        new BalancerCase(weighted, Shares.BY_WEIGHT),
        new BalancerCase(LoadBalancingPolicies.leastLoaded(), Shares.EQUAL),
        new BalancerCase(LoadBalancingPolicies.preferenceTiers(weighted), Shares.BY_WEIGHT),
        new BalancerCase(
            LoadBalancingPolicies.preferenceTiers(LoadBalancingPolicies.leastLoaded(), 0.8),
            Shares.EQUAL),
        new BalancerCase(
            LoadBalancingPolicies.sticky(), Shares.BY_WEIGHT, Shares.BY_WEIGHT, hashed),
        new BalancerCase(
            LoadBalancingPolicies.sticky(LoadBalancingPolicies.roundRobin()),
            Shares.EQUAL,
            Shares.BY_WEIGHT,
            hashed));
  }

  @Override
  protected LoadBalancingPolicy policy() {
    return builtIn.policy();
  }

  @Override
  protected Shares shares() {
    return builtIn.shares();
  }

  @Override
  protected Shares sharesOfKeys() {
    return builtIn.sharesOfKeys();
  }

  @Override
  protected Optional<String> mayAccessAllAtEachPick() {
    return builtIn.mayLookAtAll();
  }
}
