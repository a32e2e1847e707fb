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
  interface Property {
    void test(LoadBalancingPolicyContract contract) throws Exception;
  }

  record Wrong(String how, LoadBalancingPolicy policy, Property property, String told) {
    @Override
    public String toString() {
      return how;
    }
  }

  static Stream<Wrong> wrong() {
    return Stream.of(
        new Wrong(
            "returns null for the empty key",
            WrongBalancers::returnsNullForTheEmptyKey,
            LoadBalancingPolicyContract::picks_a_candidate_for_every_call,
            "a pick is never null, but this was at RoutingRequest[key , excluded [], turn 0] among"
                + " [esrp0.example.org Normal weight 1]"),
        new Wrong(
            "cuts the turn to an int",
            WrongBalancers::cutsTheTurnToAnInt,
            LoadBalancingPolicyContract::picks_a_candidate_for_every_call,
            "a pick never throws, but this threw java.lang.ArrayIndexOutOfBoundsException"),
        new Wrong(
            "has room for a thousand",
            WrongBalancers::hasRoomForAThousand,
            LoadBalancingPolicyContract::picks_a_candidate_for_every_call,
            "Index 1000 out of bounds for length 1000"),
        new Wrong(
            "remembers where a key went",
            WrongBalancers.remembersWhereAKeyWent(),
            LoadBalancingPolicyContract::never_picks_one_that_was_excluded,
            "a pick is one of the candidates (the same object), but"),
        new Wrong(
            "remembers where a key went by the name of the node",
            WrongBalancers.remembersWhereAKeyWentByName(),
            LoadBalancingPolicyContract::picks_the_member_of_today_and_not_that_of_yesterday,
            "a pick is one of the candidates (the same object), but esrp0.example.org Normal"
                + " weight 1, epoch 1, is none of"),
        new Wrong(
            "throws dice",
            WrongBalancers.throwsDice(),
            LoadBalancingPolicyContract::picks_the_same_for_the_same_call_and_turn,
            "the same call at the same turn goes to the same candidate, but went to"),
        new Wrong(
            "counts for itself",
            WrongBalancers.countsForItself(),
            LoadBalancingPolicyContract::picks_the_same_for_the_same_call_and_turn,
            "the same call at the same turn goes to the same candidate, but went to"),
        new Wrong(
            "keeps the best in a field",
            WrongBalancers.keepsTheBestInAField(),
            LoadBalancingPolicyContract::picks_alike_while_another_thread_picks,
            "a pick is one of the candidates"),
        new Wrong(
            "compares each with each",
            WrongBalancers::comparesEachWithEach,
            LoadBalancingPolicyContract::looks_at_each_candidate_a_bounded_number_of_times,
            "each member is looked at a bounded number of times, but 100 members took"),
        new Wrong(
            "measures by a new lambda each time",
            WrongBalancers::measuresByANewLambdaEachTime,
            LoadBalancingPolicyContract
                ::looks_at_no_more_members_for_more_candidates_once_it_knows_them,
            "but 100 picks took 10000 looks among 100 and 200000 among 2000, for RoutingRequest"),
        new Wrong(
            "takes the first",
            WrongBalancers::takesTheFirst,
            LoadBalancingPolicyContract::gives_each_candidate_the_share_that_it_claims_to,
            "the share of esrp0.example.org Normal weight 1, EQUAL"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void a_wrong_balancer_is_caught_by_the_property_meant_for_it(Wrong wrong) {
    assertThatThrownBy(() -> wrong.property().test(new Contract(wrong.policy())))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(wrong.told());
  }

  @Test
  void shares_in_turn_are_none_by_weight() {
    Contract contract =
        new Contract(WrongBalancers::right) {
          @Override
          protected Shares shares() {
            return Shares.BY_WEIGHT;
          }
        };

    assertThatThrownBy(contract::gives_each_candidate_the_share_that_it_claims_to)
        .hasMessageContaining("weight 1, BY_WEIGHT");
  }

  /** The right one passes all. */
  @Nested
  class Right extends LoadBalancingPolicyContract {
    @Override
    protected LoadBalancingPolicy policy() {
      return WrongBalancers::right;
    }

    @Override
    protected Shares shares() {
      return Shares.EQUAL;
    }
  }

  @Test
  void drawing_lots_is_reported_with_its_reason() {
    Contract contract =
        new Contract(WrongBalancers.throwsDice()) {
          @Override
          protected Optional<String> mayDraw() {
            return Optional.of("lots need no counter");
          }
        };

    assertThatThrownBy(contract::picks_the_same_for_the_same_call_and_turn)
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("relaxed: lots need no counter: the same call at the same turn");
    assertThatCode(contract::gives_each_candidate_the_share_that_it_claims_to)
        .doesNotThrowAnyException();
  }

  @Test
  void looking_at_all_is_reported_with_its_reason() {
    Contract contract =
        new Contract(WrongBalancers::measuresByANewLambdaEachTime) {
          @Override
          protected Optional<String> mayLookAtAllEachTime() {
            return Optional.of("there are never more than ten");
          }
        };

    assertThatThrownBy(contract::looks_at_no_more_members_for_more_candidates_once_it_knows_them)
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("relaxed: there are never more than ten: once it knows");
  }

  @Test
  void what_claims_nothing_of_shares_is_reported_so() {
    Contract contract =
        new Contract(WrongBalancers::right) {
          @Override
          protected Shares shares() {
            return Shares.UNCLAIMED;
          }
        };

    assertThatThrownBy(contract::gives_each_candidate_the_share_that_it_claims_to)
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("it claims nothing of shares");
  }

  @Test
  void a_vendors_own_candidates_are_picked_among_too() {
    List<Member> six = CandidateSets.various(6).subList(5, 6);
    Contract contract =
        new Contract((among, request) -> among.get(0) == six.get(0) ? null : among.get(0)) {
          @Override
          protected Stream<List<Member>> moreCandidates() {
            return Stream.of(six);
          }
        };

    assertThatThrownBy(contract::picks_a_candidate_for_every_call)
        .hasMessageContaining("among [esrp5.example.org");
  }

  private static class Contract extends LoadBalancingPolicyContract {
    private final LoadBalancingPolicy policy;

    Contract(LoadBalancingPolicy policy) {
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
