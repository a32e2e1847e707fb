package io.github.esrpcluster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.TimeSource;
import io.github.esrpcluster.testkit.VirtualTime;
import io.github.esrpcluster.testkit.contract.LoadBalancingPolicyContract.Shares;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/** Verifies that each faulty policy fails the property meant for it, and a correct one passes. */
class LoadBalancingPolicyContractTest {

  /** One test of the contract. */
  interface BalancingProperty {
    void test(LoadBalancingPolicyContract contract) throws Exception;
  }

  record FaultyBalancingCase(
      String fault,
      Supplier<LoadBalancingPolicy> policy,
      BalancingProperty property,
      String failure) {
    FaultyBalancingCase(
        String fault, LoadBalancingPolicy policy, BalancingProperty property, String failure) {
      this(fault, () -> policy, property, failure);
    }

    @Override
    public String toString() {
      return fault;
    }
  }

  static Stream<FaultyBalancingCase> faultyPolicies() {
    return Stream.of(
        new FaultyBalancingCase(
            "returns null for the empty key",
            FaultyLoadBalancingPolicies::returnsNullForTheEmptyKey,
            LoadBalancingPolicyContract::policy_picks_a_candidate_for_every_call,
            "a pick is never null, but this was at RoutingRequest[key \"\", excluded [], sequence 0] among"
                + " [esrp0.example.org Normal weight 1]"),
        new FaultyBalancingCase(
            "truncates the sequence to an int",
            FaultyLoadBalancingPolicies::truncatesTheSequence,
            LoadBalancingPolicyContract::policy_picks_a_candidate_for_every_call,
            "a pick never throws, but this threw java.lang.ArrayIndexOutOfBoundsException"),
        new FaultyBalancingCase(
            "is limited to 1,000 members",
            FaultyLoadBalancingPolicies::isLimitedToAThousandMembers,
            LoadBalancingPolicyContract::policy_picks_a_candidate_for_every_call,
            "Index 1000 out of bounds for length 1000"),
        new FaultyBalancingCase(
            "caches by key",
            FaultyLoadBalancingPolicies.cachesByKey(),
            LoadBalancingPolicyContract::policy_never_picks_an_excluded_member,
            "a pick is one of the candidates (the same object), but"),
        new FaultyBalancingCase(
            "caches by key and checks the name of the node",
            FaultyLoadBalancingPolicies.cachesByKeyAndChecksTheName(),
            LoadBalancingPolicyContract::policy_picks_the_member_of_the_current_epoch,
            "a pick is one of the candidates (the same object), but esrp0.example.org Normal"
                + " weight 1, epoch 1, is none of"),
        new FaultyBalancingCase(
            "picks at random",
            FaultyLoadBalancingPolicies.picksAtRandom(),
            LoadBalancingPolicyContract::same_call_and_sequence_get_the_same_member,
            "the same call with the same sequence goes to the same candidate, but went to"),
        new FaultyBalancingCase(
            "uses its own counter",
            FaultyLoadBalancingPolicies.usesItsOwnCounter(),
            LoadBalancingPolicyContract::same_call_and_sequence_get_the_same_member,
            "the same call with the same sequence goes to the same candidate, but went to"),
        new FaultyBalancingCase(
            "keeps the best in a field",
            FaultyLoadBalancingPolicies.keepsTheBestInAField(),
            LoadBalancingPolicyContract::pick_survives_concurrent_picks,
            "a pick is one of the candidates"),
        new FaultyBalancingCase(
            "compares all pairs",
            FaultyLoadBalancingPolicies::comparesAllPairs,
            LoadBalancingPolicyContract::policy_accesses_each_candidate_a_bounded_number_of_times,
            "a policy accesses each member a bounded number of times, but 100 members took"),
        new FaultyBalancingCase(
            "measures with a new lambda each time",
            FaultyLoadBalancingPolicies::measuresWithANewLambda,
            LoadBalancingPolicyContract::later_picks_access_a_bounded_number_of_candidates,
            "but 100 picks took 10000 accesses among 100 and 200000 among 2000, for RoutingRequest"),
        new FaultyBalancingCase(
            "picks the first",
            FaultyLoadBalancingPolicies::picksTheFirst,
            LoadBalancingPolicyContract::each_candidate_gets_its_claimed_share,
            "the share of esrp0.example.org Normal weight 1, EQUAL"),
        new FaultyBalancingCase(
            "adds weights as int",
            FaultyLoadBalancingPolicies::addsWeightsAsInt,
            LoadBalancingPolicyContract::policy_picks_a_candidate_for_every_call,
            "a pick never throws, but this threw java.lang.IllegalArgumentException: bound must be"),
        new FaultyBalancingCase(
            "requires a domain",
            FaultyLoadBalancingPolicies::requiresADomain,
            LoadBalancingPolicyContract::policy_picks_a_candidate_for_every_call,
            "a pick is never null, but this was at"),
        new FaultyBalancingCase(
            "takes the absolute value of the hash",
            FaultyLoadBalancingPolicies::takesTheAbsoluteHash,
            LoadBalancingPolicyContract::policy_picks_a_candidate_for_every_call,
            "a pick never throws, but this threw java.lang.ArrayIndexOutOfBoundsException"),
        new FaultyBalancingCase(
            "takes the absolute value of the hash of an array",
            FaultyLoadBalancingPolicies::takesTheAbsoluteHashOfObjects,
            LoadBalancingPolicyContract::policy_picks_a_candidate_for_every_call,
            "a pick never throws, but this threw java.lang.ArrayIndexOutOfBoundsException"),
        new FaultyBalancingCase(
            "hashes the length of the key",
            FaultyLoadBalancingPolicies::hashesTheLength,
            LoadBalancingPolicyContract::keys_spread_by_their_claimed_shares,
            "EQUAL, in 10,000 calls whose keys are call ids, from urn:emergency:uid:callid:0:bcf"),
        new FaultyBalancingCase(
            "hashes the first character of the key",
            FaultyLoadBalancingPolicies::hashesTheFirstCharacter,
            LoadBalancingPolicyContract::keys_spread_by_their_claimed_shares,
            "EQUAL, in 10,000 calls whose keys are call ids, from urn:emergency:uid:callid:0:bcf"),
        new FaultyBalancingCase(
            "hashes the low byte of each character",
            FaultyLoadBalancingPolicies::hashesTheLowByteOfEachCharacter,
            LoadBalancingPolicyContract::keys_spread_by_their_claimed_shares,
            "EQUAL, in 10,000 calls whose keys are keys of other alphabets"),
        new FaultyBalancingCase(
            "remembers the node of a key",
            FaultyLoadBalancingPolicies.remembersTheNodeOfAKey(),
            LoadBalancingPolicyContract::pick_ignores_earlier_picks,
            "earlier picks do not matter, but esrp"),
        new FaultyBalancingCase(
            "remembers the first node of a key",
            FaultyLoadBalancingPolicies::remembersTheFirstNodeOfAKey,
            LoadBalancingPolicyContract::pick_ignores_earlier_picks,
            "earlier picks do not matter, but esrp"),
        new FaultyBalancingCase(
            "keeps a list for each set of candidates",
            FaultyLoadBalancingPolicies.cachesByCandidates(),
            LoadBalancingPolicyContract::policy_keeps_nothing_of_earlier_calls,
            "a policy keeps nothing of earlier calls, but after 1000 picks among new candidates it"
                + " keeps 1000 of their candidates"),
        new FaultyBalancingCase(
            "keeps the hash of each node",
            FaultyLoadBalancingPolicies.cachesEachNode(),
            LoadBalancingPolicyContract::policy_keeps_nothing_of_earlier_calls,
            "it keeps 1000 of their node ids"),
        new FaultyBalancingCase(
            "keeps the hash of each key",
            FaultyLoadBalancingPolicies.cachesEachKey(),
            LoadBalancingPolicyContract::policy_keeps_nothing_of_earlier_calls,
            "it keeps 1000 of their keys"),
        new FaultyBalancingCase(
            "publishes its list before it is filled",
            FaultyLoadBalancingPolicies.publishesItsListTooEarly(),
            LoadBalancingPolicyContract::pick_survives_concurrent_picks,
            "it threw in another thread"),
        new FaultyBalancingCase(
            "publishes its list before it is filled, without reading a member",
            FaultyLoadBalancingPolicies.publishesItsListTooEarlyWithoutReadingMembers(),
            LoadBalancingPolicyContract::pick_survives_concurrent_picks,
            "RoutingRequest[key"),
        new FaultyBalancingCase(
            "uses one counter for all calls",
            FaultyLoadBalancingPolicies.countsAllCalls(),
            LoadBalancingPolicyContract::each_kind_of_call_reaches_every_candidate,
            "each kind of call reaches every candidate, but of 200 calls without a key, alternating"
                + " with calls with a key, esrp0.example.org got none: {esrp1.example.org=200}"),
        new FaultyBalancingCase(
            "uses the even turns only",
            FaultyLoadBalancingPolicies::usesTheEvenTurnsOnly,
            LoadBalancingPolicyContract::each_kind_of_call_reaches_every_candidate,
            "each kind of call reaches every candidate, but of 200"));
  }

  @ParameterizedTest
  @MethodSource("faultyPolicies")
  void faulty_balancing_fails_the_property_meant_for_it(FaultyBalancingCase faulty) {
    assertThatThrownBy(
            () -> faulty.property().test(new BalancingContractUnderTest(faulty.policy())))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(faulty.failure());
  }

  @Test
  void equal_shares_fail_the_claim_of_shares_by_weight() {
    BalancingContractUnderTest contract =
        new BalancingContractUnderTest(FaultyLoadBalancingPolicies::correct) {
          @Override
          protected Shares shares() {
            return Shares.BY_WEIGHT;
          }
        };

    assertThatThrownBy(contract::each_candidate_gets_its_claimed_share)
        .hasMessageContaining("weight 1, BY_WEIGHT");
  }

  /** The correct policy passes all tests. */
  @Nested
  class CorrectBalancing extends LoadBalancingPolicyContract {
    @Override
    protected LoadBalancingPolicy policy() {
      return FaultyLoadBalancingPolicies::correct;
    }

    @Override
    protected Shares shares() {
      return Shares.EQUAL;
    }
  }

  /** A correct policy for calls with and without a key passes all tests. */
  @Nested
  class CorrectStickyBalancing extends LoadBalancingPolicyContract {
    @Override
    protected LoadBalancingPolicy policy() {
      return FaultyLoadBalancingPolicies::correctSticky;
    }

    @Override
    protected Shares shares() {
      return Shares.EQUAL;
    }
  }

  @Test
  void synchronized_picks_pass() {
    LoadBalancingPolicy early = FaultyLoadBalancingPolicies.publishesItsListTooEarly();
    BalancingContractUnderTest contract =
        new BalancingContractUnderTest(
            (candidates, request) -> {
              synchronized (early) {
                return early.pick(candidates, request);
              }
            });

    assertThatCode(contract::pick_survives_concurrent_picks).doesNotThrowAnyException();
  }

  @Test
  void slow_pick_fails_with_the_time_it_took() {
    VirtualTime time = new VirtualTime();
    BalancingContractUnderTest contract =
        new BalancingContractUnderTest(FaultyLoadBalancingPolicies.takesTwoMilliseconds(time)) {
          @Override
          TimeSource timeSource() {
            return time;
          }
        };

    assertThatThrownBy(contract::each_candidate_gets_its_claimed_share)
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "picking took about 5.728 s for 2,864 calls, 0.002 s for each: a policy picks at once; if it"
                + " cannot be faster, override maxPickTime()");
  }

  @Test
  void unclaimed_shares_of_keys_are_reported() {
    BalancingContractUnderTest contract =
        new BalancingContractUnderTest(FaultyLoadBalancingPolicies::correct) {
          @Override
          protected Shares sharesOfKeys() {
            return Shares.UNCLAIMED;
          }
        };

    assertThatThrownBy(contract::keys_spread_by_their_claimed_shares)
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("the policy claims no shares of keys");
  }

  @Test
  void relaxed_randomness_is_reported_with_its_reason() {
    BalancingContractUnderTest contract =
        new BalancingContractUnderTest(FaultyLoadBalancingPolicies.picksAtRandom()) {
          @Override
          protected Optional<String> mayPickRandomly() {
            return Optional.of("random picks need no counter");
          }
        };

    assertThatThrownBy(contract::same_call_and_sequence_get_the_same_member)
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining(
            "relaxed: random picks need no counter: the same call with the same sequence");
    assertThatThrownBy(contract::pick_ignores_earlier_picks)
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("relaxed: random picks need no counter");
    assertThatCode(contract::each_candidate_gets_its_claimed_share).doesNotThrowAnyException();
    assertThatCode(contract::pick_survives_concurrent_picks).doesNotThrowAnyException();
  }

  @Test
  void relaxed_access_is_reported_with_its_reason() {
    BalancingContractUnderTest contract =
        new BalancingContractUnderTest(FaultyLoadBalancingPolicies::measuresWithANewLambda) {
          @Override
          protected Optional<String> mayAccessAllAtEachPick() {
            return Optional.of("there are never more than ten");
          }
        };

    assertThatThrownBy(contract::later_picks_access_a_bounded_number_of_candidates)
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("relaxed: there are never more than ten: after the first pick");
  }

  @Test
  void unclaimed_shares_are_reported() {
    BalancingContractUnderTest contract =
        new BalancingContractUnderTest(FaultyLoadBalancingPolicies::correct) {
          @Override
          protected Shares shares() {
            return Shares.UNCLAIMED;
          }
        };

    assertThatThrownBy(contract::each_candidate_gets_its_claimed_share)
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("the policy claims no shares");
    assertThatThrownBy(contract::each_kind_of_call_reaches_every_candidate)
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("the policy claims no shares");
  }

  @Test
  void more_candidates_are_used() {
    List<Member> six = CandidateSets.mixed(6).subList(5, 6);
    BalancingContractUnderTest contract =
        new BalancingContractUnderTest(
            (candidates, request) ->
                candidates.get(0).equals(six.get(0)) ? null : candidates.get(0)) {
          @Override
          protected Stream<List<Member>> moreCandidates() {
            return Stream.of(six);
          }
        };

    assertThatThrownBy(contract::policy_picks_a_candidate_for_every_call)
        .hasMessageContaining("among [esrp5.example.org");
  }

  private static class BalancingContractUnderTest extends LoadBalancingPolicyContract {
    private final Supplier<LoadBalancingPolicy> policy;

    BalancingContractUnderTest(LoadBalancingPolicy policy) {
      this(() -> policy);
    }

    BalancingContractUnderTest(Supplier<LoadBalancingPolicy> policy) {
      this.policy = policy;
    }

    @Override
    protected LoadBalancingPolicy policy() {
      return policy.get();
    }

    @Override
    protected Shares shares() {
      return Shares.EQUAL;
    }
  }
}
