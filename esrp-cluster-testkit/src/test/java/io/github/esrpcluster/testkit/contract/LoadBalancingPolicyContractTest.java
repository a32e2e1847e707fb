package io.github.esrpcluster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.testkit.contract.LoadBalancingPolicyContract.Shares;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/** Each wrong balancer is caught, by the property that is meant for it. */
class LoadBalancingPolicyContractTest {

  /** A test of the contract. */
  interface BalancingProperty {
    void test(LoadBalancingPolicyContract contract) throws Exception;
  }

  record FaultyBalancingCase(
      String how, LoadBalancingPolicy policy, BalancingProperty property, String told) {
    @Override
    public String toString() {
      return how;
    }
  }

  static Stream<FaultyBalancingCase> faultyPolicies() {
    return Stream.of(
        new FaultyBalancingCase(
            "returns null for the empty key",
            FaultyLoadBalancingPolicies::returnsNullForTheEmptyKey,
            LoadBalancingPolicyContract::policy_picks_a_candidate_for_every_call,
            "a pick is never null, but this was at RoutingRequest[key , excluded [], turn 0] among"
                + " [esrp0.example.org Normal weight 1]"),
        new FaultyBalancingCase(
            "cuts the turn to an int",
            FaultyLoadBalancingPolicies::cutsTheTurnToAnInt,
            LoadBalancingPolicyContract::policy_picks_a_candidate_for_every_call,
            "a pick never throws, but this threw java.lang.ArrayIndexOutOfBoundsException"),
        new FaultyBalancingCase(
            "has room for a thousand",
            FaultyLoadBalancingPolicies::hasRoomForAThousand,
            LoadBalancingPolicyContract::policy_picks_a_candidate_for_every_call,
            "Index 1000 out of bounds for length 1000"),
        new FaultyBalancingCase(
            "remembers where a key went",
            FaultyLoadBalancingPolicies.remembersWhereAKeyWent(),
            LoadBalancingPolicyContract::policy_never_picks_an_excluded_member,
            "a pick is one of the candidates (the same object), but"),
        new FaultyBalancingCase(
            "remembers where a key went by the name of the node",
            FaultyLoadBalancingPolicies.remembersWhereAKeyWentByName(),
            LoadBalancingPolicyContract::policy_picks_the_member_of_the_current_epoch,
            "a pick is one of the candidates (the same object), but esrp0.example.org Normal"
                + " weight 1, epoch 1, is none of"),
        new FaultyBalancingCase(
            "throws dice",
            FaultyLoadBalancingPolicies.throwsDice(),
            LoadBalancingPolicyContract::same_call_and_sequence_get_the_same_member,
            "the same call at the same turn goes to the same candidate, but went to"),
        new FaultyBalancingCase(
            "counts for itself",
            FaultyLoadBalancingPolicies.countsForItself(),
            LoadBalancingPolicyContract::same_call_and_sequence_get_the_same_member,
            "the same call at the same turn goes to the same candidate, but went to"),
        new FaultyBalancingCase(
            "keeps the best in a field",
            FaultyLoadBalancingPolicies.keepsTheBestInAField(),
            LoadBalancingPolicyContract::pick_survives_concurrent_picks,
            "a pick is one of the candidates"),
        new FaultyBalancingCase(
            "compares each with each",
            FaultyLoadBalancingPolicies::comparesEachWithEach,
            LoadBalancingPolicyContract::policy_accesses_each_candidate_a_bounded_number_of_times,
            "each member is looked at a bounded number of times, but 100 members took"),
        new FaultyBalancingCase(
            "measures by a new lambda each time",
            FaultyLoadBalancingPolicies::measuresByANewLambdaEachTime,
            LoadBalancingPolicyContract::later_picks_access_a_bounded_number_of_candidates,
            "but 100 picks took 10000 looks among 100 and 200000 among 2000, for RoutingRequest"),
        new FaultyBalancingCase(
            "takes the first",
            FaultyLoadBalancingPolicies::takesTheFirst,
            LoadBalancingPolicyContract::each_candidate_gets_its_claimed_share,
            "the share of esrp0.example.org Normal weight 1, EQUAL"));
  }

  @ParameterizedTest
  @MethodSource("faultyPolicies")
  void a_wrong_balancer_is_caught_by_the_property_meant_for_it(FaultyBalancingCase faulty) {
    assertThatThrownBy(
            () -> faulty.property().test(new BalancingContractUnderTest(faulty.policy())))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(faulty.told());
  }

  @Test
  void shares_in_turn_are_none_by_weight() {
    BalancingContractUnderTest contract =
        new BalancingContractUnderTest(FaultyLoadBalancingPolicies::right) {
          @Override
          protected Shares shares() {
            return Shares.BY_WEIGHT;
          }
        };

    assertThatThrownBy(contract::each_candidate_gets_its_claimed_share)
        .hasMessageContaining("weight 1, BY_WEIGHT");
  }

  /** The right one passes all. */
  @Nested
  class CorrectBalancing extends LoadBalancingPolicyContract {
    @Override
    protected LoadBalancingPolicy policy() {
      return FaultyLoadBalancingPolicies::right;
    }

    @Override
    protected Shares shares() {
      return Shares.EQUAL;
    }
  }

  @Test
  void drawing_lots_is_reported_with_its_reason() {
    BalancingContractUnderTest contract =
        new BalancingContractUnderTest(FaultyLoadBalancingPolicies.throwsDice()) {
          @Override
          protected Optional<String> mayPickRandomly() {
            return Optional.of("lots need no counter");
          }
        };

    assertThatThrownBy(contract::same_call_and_sequence_get_the_same_member)
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("relaxed: lots need no counter: the same call at the same turn");
    assertThatCode(contract::each_candidate_gets_its_claimed_share).doesNotThrowAnyException();
  }

  @Test
  void looking_at_all_is_reported_with_its_reason() {
    BalancingContractUnderTest contract =
        new BalancingContractUnderTest(FaultyLoadBalancingPolicies::measuresByANewLambdaEachTime) {
          @Override
          protected Optional<String> mayAccessAllAtEachPick() {
            return Optional.of("there are never more than ten");
          }
        };

    assertThatThrownBy(contract::later_picks_access_a_bounded_number_of_candidates)
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("relaxed: there are never more than ten: once it knows");
  }

  @Test
  void what_claims_nothing_of_shares_is_reported_so() {
    BalancingContractUnderTest contract =
        new BalancingContractUnderTest(FaultyLoadBalancingPolicies::right) {
          @Override
          protected Shares shares() {
            return Shares.UNCLAIMED;
          }
        };

    assertThatThrownBy(contract::each_candidate_gets_its_claimed_share)
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("it claims nothing of shares");
  }

  @Test
  void a_vendors_own_candidates_are_picked_among_too() {
    List<Member> six = CandidateSets.various(6).subList(5, 6);
    BalancingContractUnderTest contract =
        new BalancingContractUnderTest(
            (among, request) -> among.get(0) == six.get(0) ? null : among.get(0)) {
          @Override
          protected Stream<List<Member>> moreCandidates() {
            return Stream.of(six);
          }
        };

    assertThatThrownBy(contract::policy_picks_a_candidate_for_every_call)
        .hasMessageContaining("among [esrp5.example.org");
  }

  private static class BalancingContractUnderTest extends LoadBalancingPolicyContract {
    private final LoadBalancingPolicy policy;

    BalancingContractUnderTest(LoadBalancingPolicy policy) {
      this.policy = policy;
    }

    @Override
    protected LoadBalancingPolicy policy() {
      return policy;
    }

    @Override
    protected Shares shares() {
      return Shares.EQUAL;
    }
  }
}
