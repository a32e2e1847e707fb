package io.github.esrpcluster.balancing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.esrpcluster.api.Candidates;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.RoutingRequest;
import io.github.esrpcluster.testkit.contract.AccessCounter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadBalancingPoliciesTest {

  private static Member pick(LoadBalancingPolicy policy, long turn, Member... members) {
    return policy.pick(Candidates.of(List.of(members)), RoutingRequest.any().withSequence(turn));
  }

  @Test
  void round_robin_ignores_weights() {
    List<Member> members = Members.weighing(List.of(1, 100, 7));

    assertThat(Members.picks(LoadBalancingPolicies.roundRobin(), members, 5, 300).values())
        .containsExactly(100, 100, 100);
  }

  @Test
  void least_loaded_member_is_picked() {
    Member busy = Members.loaded(1, 1, 0.9);
    Member idle = Members.loaded(2, 1, 0.1);

    assertThat(pick(LoadBalancingPolicies.leastLoaded(), 0, busy, idle)).isSameAs(idle);
    assertThat(pick(LoadBalancingPolicies.leastLoaded(), 1, idle, busy)).isSameAs(idle);
  }

  @Test
  void equally_loaded_members_take_turns() {
    Member busy = Members.loaded(1, 1, 0.9);
    Member idle = Members.loaded(2, 1, 0.1);
    Member asIdle = Members.loaded(3, 1, 0.1);

    assertThat(
            Members.picks(LoadBalancingPolicies.leastLoaded(), List.of(idle, busy, asIdle), 0, 10)
                .values())
        .containsExactly(5, 0, 5);
  }

  @Test
  void member_without_a_load_counts_as_full() {
    Member silent = Members.preferred(1, 1);
    Member nearlyFull = Members.loaded(2, 1, 0.99);
    Member full = Members.loaded(3, 1, 1);
    Member overFull = Members.loaded(4, 1, 1.5);

    assertThat(pick(LoadBalancingPolicies.leastLoaded(), 0, silent, nearlyFull))
        .isSameAs(nearlyFull);
    assertThat(pick(LoadBalancingPolicies.leastLoaded(), 0, overFull, silent)).isSameAs(silent);
    assertThat(
            Members.picks(LoadBalancingPolicies.leastLoaded(), List.of(silent, full), 0, 10)
                .values())
        .containsExactly(5, 5);
  }

  @Test
  void most_preferred_tier_takes_all_calls() {
    LoadBalancingPolicy tiers =
        LoadBalancingPolicies.preferenceTiers(LoadBalancingPolicies.roundRobin());
    Member first = Members.preferred(1, 5);
    Member alsoFirst = Members.preferred(2, 5);
    Member second = Members.preferred(3, 4);
    Member last = Members.preferred(4, 1);

    assertThat(Members.picks(tiers, List.of(last, first, second, alsoFirst), 0, 10).values())
        .containsExactly(0, 5, 0, 5);
    assertThat(Members.picks(tiers, List.of(last, second), 0, 10).values()).containsExactly(0, 10);
  }

  @Test
  void weighted_shares_are_exact_within_a_tier() {
    LoadBalancingPolicy tiers =
        LoadBalancingPolicies.preferenceTiers(LoadBalancingPolicies.weighted());
    Member light = Member.builder(Members.registration(1).preference(5).weight(3).build()).build();
    Member heavy = Member.builder(Members.registration(2).preference(5).weight(7).build()).build();
    Member last = Members.preferred(3, 1);

    assertThat(Members.picks(tiers, List.of(light, last, heavy), 123, 10).values())
        .containsExactly(3, 0, 7);
  }

  @Test
  void full_tier_spills_over_to_the_next() {
    LoadBalancingPolicy tiers =
        LoadBalancingPolicies.preferenceTiers(LoadBalancingPolicies.roundRobin(), 0.8);
    Member full = Members.loaded(1, 5, 0.8);
    Member roomy = Members.loaded(2, 5, 0.79);
    Member next = Members.loaded(3, 4, 0.1);

    assertThat(pick(tiers, 0, full, roomy, next)).isSameAs(roomy);
    assertThat(pick(tiers, 1, full, roomy, next)).isSameAs(roomy);
    assertThat(pick(tiers, 0, full, next)).isSameAs(next);
  }

  @Test
  void most_preferred_tier_takes_calls_if_all_tiers_are_full() {
    LoadBalancingPolicy tiers =
        LoadBalancingPolicies.preferenceTiers(LoadBalancingPolicies.roundRobin(), 0.8);
    Member full = Members.loaded(1, 5, 0.95);
    Member lessFull = Members.loaded(2, 4, 0.85);

    assertThat(pick(tiers, 0, lessFull, full)).isSameAs(full);
  }

  @Test
  void member_without_a_load_does_not_spill_over() {
    LoadBalancingPolicy tiers =
        LoadBalancingPolicies.preferenceTiers(LoadBalancingPolicies.roundRobin(), 0.8);
    Member silent = Members.preferred(1, 5);
    Member idle = Members.loaded(2, 4, 0);

    assertThat(pick(tiers, 0, silent, idle)).isSameAs(silent);
  }

  @Test
  void tiers_without_a_threshold_never_spill_over() {
    LoadBalancingPolicy tiers =
        LoadBalancingPolicies.preferenceTiers(LoadBalancingPolicies.roundRobin());
    Member overFull = Members.loaded(1, 5, 99);
    Member idle = Members.loaded(2, 4, 0);

    assertThat(pick(tiers, 0, overFull, idle)).isSameAs(overFull);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void invalid_spill_over_threshold_is_refused(double load) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> LoadBalancingPolicies.preferenceTiers(LoadBalancingPolicies.roundRobin(), load))
        .withMessage("spillOverAtLoad " + load + " is not a finite number above 0");
  }

  @Test
  void calls_without_a_key_use_the_other_policy() {
    List<Member> members = Members.weighing(List.of(1, 3));

    assertThat(Members.picks(LoadBalancingPolicies.sticky(), members, 0, 4).values())
        .containsExactly(1, 3);
    assertThat(
            Members.picks(
                    LoadBalancingPolicies.sticky(LoadBalancingPolicies.roundRobin()), members, 0, 4)
                .values())
        .containsExactly(2, 2);
  }

  @Test
  void policies_are_equal_by_value_and_print_their_name() {
    LoadBalancingPolicy tiers =
        LoadBalancingPolicies.preferenceTiers(LoadBalancingPolicies.leastLoaded(), 0.8);

    assertThat(tiers)
        .isEqualTo(LoadBalancingPolicies.preferenceTiers(LoadBalancingPolicies.leastLoaded(), 0.8))
        .isNotEqualTo(LoadBalancingPolicies.preferenceTiers(LoadBalancingPolicies.leastLoaded()))
        .hasToString("preference-tiers(least-loaded, spill over at load 0.8)");
    assertThat(LoadBalancingPolicies.preferenceTiers(LoadBalancingPolicies.weighted()))
        .hasToString("preference-tiers(weighted)");
    assertThat(LoadBalancingPolicies.sticky())
        .isEqualTo(LoadBalancingPolicies.sticky(LoadBalancingPolicies.weighted()));
    assertThat(LoadBalancingPolicies.sticky(LoadBalancingPolicies.roundRobin()))
        .hasToString("sticky(without a key: round robin)");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10_000})
  void later_picks_do_not_look_at_every_member(int size) {
    AccessCounter looks = new AccessCounter();
    Candidates candidates =
        Candidates.of(
            IntStream.range(0, size).mapToObj(i -> looks.wrap(Members.loaded(i, 1, 0.5))).toList());
    List<LoadBalancingPolicy> policies =
        List.of(
            LoadBalancingPolicies.roundRobin(),
            LoadBalancingPolicies.weighted(),
            LoadBalancingPolicies.leastLoaded(),
            LoadBalancingPolicies.preferenceTiers(LoadBalancingPolicies.leastLoaded(), 0.8));
    for (LoadBalancingPolicy policy : policies) {
      policy.pick(candidates, RoutingRequest.any());
      looks.reset();
      for (int turn = 0; turn < 100; turn++) {
        assertThat(policy.pick(candidates, RoutingRequest.any().withSequence(turn))).isNotNull();
      }
      assertThat(looks.count()).as("looks of %s", policy).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10_000})
  void first_pick_looks_at_each_member_once_per_layer(int size) {
    AccessCounter looks = new AccessCounter();
    List<Member> members =
        IntStream.range(0, size).mapToObj(i -> looks.wrap(Members.loaded(i, 1, 0.5))).toList();

    Candidates forLoad = Candidates.of(members);
    looks.reset();
    assertThat(LoadBalancingPolicies.leastLoaded().pick(forLoad, RoutingRequest.any())).isNotNull();
    assertThat(looks.count()).isEqualTo(size);

    Candidates forKey = Candidates.of(members);
    looks.reset();
    assertThat(LoadBalancingPolicies.sticky().pick(forKey, RoutingRequest.ofKey("a"))).isNotNull();
    assertThat(looks.count()).isEqualTo(2L * size); // at its name and its weight
  }
}
