package io.github.esrpcluster.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.testkit.ClusterViewBuilder;
import org.junit.jupiter.api.Test;

/** One policy judges all services: what it said of one must not be said of another by mistake. */
class WordingTest {
  private static String reason(StatusPolicy policy, int normal, int down) {
    return policy
        .evaluate(ClusterViewBuilder.of("sip:esrp.example.org").normal(normal).down(down).build())
        .reason();
  }

  @Test
  void services_of_other_sizes_are_told_their_own_numbers() {
    for (int round = 0; round < 2; round++) {
      assertThat(reason(Quorum.majority(), 1, 2)).isEqualTo("needed: 2 of 3 nodes");
      assertThat(reason(Quorum.majority(), 1, 3)).isEqualTo("needed: 3 of 4 nodes");
      assertThat(reason(Quorum.majority(), 0, 3)).isEqualTo("needed: 2 of 3 nodes");
      assertThat(reason(AllUp.policy(), 1, 2)).isEqualTo("needed: 3 of 3 nodes");
      assertThat(reason(AllUp.policy(), 1, 3)).isEqualTo("needed: 4 of 4 nodes");
    }
  }

  @Test
  void a_size_that_rounds_to_the_same_need_is_told_apart() {
    StatusPolicy half = Weighted.share(0.5);
    assertThat(reason(half, 1, 4)).isEqualTo("needed: 3 of 5 units of weight");
    assertThat(reason(half, 1, 5)).isEqualTo("needed: 3 of 6 units of weight");
    assertThat(reason(half, 1, 4)).isEqualTo("needed: 3 of 5 units of weight");
  }

  @Test
  void nobody_is_told_that_nobody_is_there_whatever_was_said_before() {
    StatusPolicy two = Quorum.of(2);
    assertThat(reason(two, 0, 2)).isEqualTo("needed: 2 node(s)");
    assertThat(reason(two, 0, 0)).isEqualTo("no node is registered");
    assertThat(reason(two, 0, 2)).isEqualTo("needed: 2 node(s)");
  }

  @Test
  void what_is_said_again_is_the_same_verdict_and_no_copy() {
    StatusPolicy policy = Quorum.of(3);
    assertThat(policy.evaluate(ClusterViewBuilder.of("sip:a.example.org").normal(2).down(1).build()))
        .isSameAs(policy.evaluate(ClusterViewBuilder.of("sip:b.example.org").normal(1).down(1).build()));
  }
}
