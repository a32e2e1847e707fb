package io.github.esrpcluster.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.testkit.ClusterViewBuilder;
import org.junit.jupiter.api.Test;

/** One policy evaluates all services: a verdict must not be that of another service. */
class VerdictCacheTest {
  private static String reason(StatusPolicy policy, int normal, int down) {
    return policy
        .evaluate(ClusterViewBuilder.of("sip:esrp.example.org").normal(normal).down(down).build())
        .reason();
  }

  @Test
  void reason_names_the_numbers_of_each_service() {
    for (int round = 0; round < 2; round++) {
      assertThat(reason(StatusPolicies.majority(), 1, 2)).isEqualTo("needed: 2 of 3 nodes");
      assertThat(reason(StatusPolicies.majority(), 1, 3)).isEqualTo("needed: 3 of 4 nodes");
      assertThat(reason(StatusPolicies.majority(), 0, 3)).isEqualTo("no node takes calls");
      assertThat(reason(StatusPolicies.allUp(), 1, 2)).isEqualTo("needed: 3 of 3 nodes");
      assertThat(reason(StatusPolicies.allUp(), 1, 3)).isEqualTo("needed: 4 of 4 nodes");
    }
  }

  @Test
  void reason_tells_sizes_with_equal_needs_apart() {
    StatusPolicy half = StatusPolicies.weighted(0.5);
    assertThat(reason(half, 1, 4)).isEqualTo("needed: 3 of 5 units of weight");
    assertThat(reason(half, 1, 5)).isEqualTo("needed: 3 of 6 units of weight");
    assertThat(reason(half, 1, 4)).isEqualTo("needed: 3 of 5 units of weight");
  }

  @Test
  void empty_cluster_has_its_own_reason() {
    StatusPolicy two = StatusPolicies.quorum(2);
    assertThat(reason(two, 0, 2)).isEqualTo("no node takes calls");
    assertThat(reason(two, 0, 0)).isEqualTo("no node is registered");
    assertThat(reason(two, 0, 2)).isEqualTo("no node takes calls");
  }

  @Test
  void equal_numbers_give_the_same_verdict_instance() {
    StatusPolicy policy = StatusPolicies.quorum(3);
    assertThat(
            policy.evaluate(ClusterViewBuilder.of("sip:a.example.org").normal(2).down(1).build()))
        .isSameAs(
            policy.evaluate(ClusterViewBuilder.of("sip:b.example.org").normal(1).down(1).build()));
  }
}
