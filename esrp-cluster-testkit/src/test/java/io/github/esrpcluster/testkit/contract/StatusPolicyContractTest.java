package io.github.esrpcluster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.StatusPrecedence;
import io.github.esrpcluster.api.TimeSource;
import io.github.esrpcluster.testkit.ClusterViewBuilder;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/** Verifies that each faulty policy fails the property meant for it, and a correct one passes. */
class StatusPolicyContractTest {

  /** One test of the contract. */
  interface StatusPolicyProperty {
    void test(StatusPolicyContract contract) throws Exception;
  }

  record FaultyStatusPolicyCase(
      String fault, Supplier<StatusPolicy> policy, StatusPolicyProperty property, String failure) {
    FaultyStatusPolicyCase(
        String fault, StatusPolicy policy, StatusPolicyProperty property, String failure) {
      this(fault, () -> policy, property, failure);
    }

    @Override
    public String toString() {
      return fault;
    }
  }

  static Stream<FaultyStatusPolicyCase> faultyPolicies() {
    return Stream.of(
        new FaultyStatusPolicyCase(
            "divides by the number of members",
            FaultyStatusPolicies::dividesByMemberCount,
            StatusPolicyContract::policy_evaluates_every_small_cluster,
            "a policy never throws, but this threw java.lang.ArithmeticException: / by zero at"
                + " [no members]"),
        new FaultyStatusPolicyCase(
            "returns null without a rule",
            FaultyStatusPolicies::returnsNullWithoutARule,
            StatusPolicyContract::policy_evaluates_every_small_cluster,
            "a policy never returns null, but this did at [esrp0.example.org Overloaded weight 1"),
        new FaultyStatusPolicyCase(
            "returns Unreachable",
            FaultyStatusPolicies::returnsUnreachable,
            StatusPolicyContract::policy_evaluates_every_small_cluster,
            "state Unreachable"),
        new FaultyStatusPolicyCase(
            "requires a report of each member",
            FaultyStatusPolicies::requiresAReportOfEachMember,
            StatusPolicyContract::policy_evaluates_every_small_cluster,
            "esrp0.example.org Unreachable AWAITING_STATUS"),
        new FaultyStatusPolicyCase(
            "is Normal for no members",
            FaultyStatusPolicies::isNormalForNoMembers,
            StatusPolicyContract::empty_cluster_is_never_normal,
            "an empty cluster never makes upstream send calls normally, but it was Normal at"
                + " [no members], previously nothing"),
        new FaultyStatusPolicyCase(
            "is Normal if any node is registered",
            FaultyStatusPolicies::isNormalIfAnyIsRegistered,
            StatusPolicyContract::cluster_that_takes_no_calls_is_never_normal,
            "a cluster that takes no calls never makes upstream"),
        new FaultyStatusPolicyCase(
            "is available in maintenance, without a member that takes calls",
            FaultyStatusPolicies::isAvailableInMaintenance,
            StatusPolicyContract::cluster_that_takes_no_calls_is_never_normal,
            "it was ScheduledMaintenanceAvailable at"),
        new FaultyStatusPolicyCase(
            "depends on the first member",
            FaultyStatusPolicies::dependsOnTheFirstMember,
            StatusPolicyContract::verdict_ignores_the_order_of_members,
            "the order of the members does not matter, but"),
        new FaultyStatusPolicyCase(
            "depends on the first site",
            FaultyStatusPolicies::dependsOnTheFirstSite,
            StatusPolicyContract::verdict_ignores_the_order_of_members,
            "the order of the members does not matter, but"),
        new FaultyStatusPolicyCase(
            "picks at random",
            FaultyStatusPolicies::picksAtRandom,
            StatusPolicyContract::same_view_gets_the_same_verdict,
            "the same view gets the same verdict, but"),
        new FaultyStatusPolicyCase(
            "reads the clock",
            FaultyStatusPolicies::readsTheClock,
            StatusPolicyContract::same_view_gets_the_same_verdict,
            "the same view gets the same verdict, but"),
        new FaultyStatusPolicyCase(
            "keeps its last verdict",
            FaultyStatusPolicies::keepsItsLastVerdict,
            StatusPolicyContract::verdict_ignores_earlier_evaluations,
            "earlier evaluations do not matter, but"),
        new FaultyStatusPolicyCase(
            "caches by the size of the cluster",
            FaultyStatusPolicies::cachesByClusterSize,
            StatusPolicyContract::verdict_ignores_earlier_evaluations,
            "earlier evaluations do not matter, but"),
        new FaultyStatusPolicyCase(
            "counts in a field",
            FaultyStatusPolicies::countsInAField,
            StatusPolicyContract::verdict_ignores_concurrent_evaluations,
            "two threads may evaluate two services at the same time"),
        new FaultyStatusPolicyCase(
            "works on one thread only",
            FaultyStatusPolicies::worksOnOneThreadOnly,
            StatusPolicyContract::verdict_ignores_concurrent_evaluations,
            "two threads may evaluate two services at the same time"),
        new FaultyStatusPolicyCase(
            "needs more members to stay normal than to become normal",
            FaultyStatusPolicies::hasInvertedHysteresis,
            StatusPolicyContract::verdict_stays_while_nothing_changes,
            "a verdict stays while nothing changes, but Normal became Partial (needed: a"
                + " majority), and then Partial"),
        new FaultyStatusPolicyCase(
            "improves step by step",
            FaultyStatusPolicies::improvesStepByStep,
            StatusPolicyContract::verdict_stays_while_nothing_changes,
            "a verdict stays while nothing changes, but Partial (coming up) became Normal, and"
                + " then Partial (coming up)"),
        new FaultyStatusPolicyCase(
            "counts evaluations in its reason",
            FaultyStatusPolicies::countsEvaluationsInItsReason,
            StatusPolicyContract::verdict_stays_while_nothing_changes,
            "but Down (I) became Down (II), and then Down (III)"),
        new FaultyStatusPolicyCase(
            "is Overloaded if one member is",
            FaultyStatusPolicies::isOverloadedIfOneIs,
            StatusPolicyContract::improving_member_never_worsens_the_service,
            "a member that improves never worsens the service, but Partial (needed: a majority)"
                + " became Overloaded when a member went from GoingDown to Overloaded at [esrp0"),
        new FaultyStatusPolicyCase(
            "compares all pairs",
            FaultyStatusPolicies::comparesAllPairs,
            StatusPolicyContract::policy_accesses_each_member_a_bounded_number_of_times,
            "a policy accesses each member a bounded number of times, but 100 members took 20105 accesses,"
                + " and 2000 took 8002005"),
        new FaultyStatusPolicyCase(
            "reads all members for each site",
            FaultyStatusPolicies::readsAllMembersForEachSite,
            StatusPolicyContract::policy_accesses_each_member_a_bounded_number_of_times,
            "a policy accesses each member a bounded number of times, but"),
        new FaultyStatusPolicyCase(
            "compares all pairs of members that are all normal",
            FaultyStatusPolicies::comparesAllPairsOfAHealthyCluster,
            StatusPolicyContract::policy_accesses_each_member_a_bounded_number_of_times,
            "and 2000 took 8002"),
        new FaultyStatusPolicyCase(
            "compares all pairs while it is normal",
            FaultyStatusPolicies::comparesAllPairsWhileNormal,
            StatusPolicyContract::policy_accesses_each_member_a_bounded_number_of_times,
            "and 2000 took 8002"),
        new FaultyStatusPolicyCase(
            "compares all pairs of sites",
            FaultyStatusPolicies::comparesAllPairsOfSites,
            StatusPolicyContract::policy_accesses_each_member_a_bounded_number_of_times,
            "a policy accesses each member a bounded number of times, but"),
        new FaultyStatusPolicyCase(
            "stays in trouble for ever",
            FaultyStatusPolicies::staysInTroubleForEver,
            StatusPolicyContract::cluster_that_becomes_all_normal_becomes_normal,
            "a cluster whose members become all Normal becomes Normal, but was Down (no node is"
                + " registered) at [esrp0.example.org Normal weight 1 site east, esrp1.example.org"),
        new FaultyStatusPolicyCase(
            "locks itself in a field",
            FaultyStatusPolicies.locksItself(),
            StatusPolicyContract::cluster_that_becomes_all_normal_becomes_normal,
            "a cluster whose members become all Normal becomes Normal, but was Down (locked) at"),
        new FaultyStatusPolicyCase(
            "is never normal",
            FaultyStatusPolicies::isNeverNormal,
            StatusPolicyContract::cluster_that_becomes_all_normal_becomes_normal,
            "a cluster whose members are all Normal is Normal, but was Partial (needed: a licence)"
                + " at [esrp0.example.org Normal weight 1 site east,"),
        new FaultyStatusPolicyCase(
            "keeps the tally in a field",
            FaultyStatusPolicies::keepsTheTallyInAField,
            StatusPolicyContract::verdict_ignores_concurrent_evaluations,
            "two threads may evaluate two services at the same time, but"),
        new FaultyStatusPolicyCase(
            "counts lost sites in a field",
            FaultyStatusPolicies::countsLostSitesInAField,
            StatusPolicyContract::verdict_ignores_concurrent_evaluations,
            "two threads may evaluate two services at the same time, but"),
        new FaultyStatusPolicyCase(
            "keeps the previous verdict in a field",
            FaultyStatusPolicies::keepsThePreviousVerdictInAField,
            StatusPolicyContract::verdict_ignores_concurrent_evaluations,
            "two threads may evaluate two services at the same time, but"),
        new FaultyStatusPolicyCase(
            "keeps the view in a field",
            FaultyStatusPolicies::keepsTheViewInAField,
            StatusPolicyContract::verdict_ignores_concurrent_evaluations,
            "two threads may evaluate two services at the same time, but"),
        new FaultyStatusPolicyCase(
            "requires a domain",
            FaultyStatusPolicies::requiresADomain,
            StatusPolicyContract::policy_evaluates_services_of_every_kind,
            "a policy never throws, but this threw java.util.NoSuchElementException: No value"
                + " present at [no members] of sip:192.0.2.7"),
        new FaultyStatusPolicyCase(
            "uses the load without saying so",
            FaultyStatusPolicies::comparesTheLoadTheWrongWayRound,
            StatusPolicyContract::rising_load_never_improves_the_service,
            "a policy that does not declare usesLoad() ignores load, but"),
        new FaultyStatusPolicyCase(
            "adds weights as int",
            FaultyStatusPolicies::addsWeightsAsInt,
            StatusPolicyContract::improving_members_never_worsen_a_heavy_cluster,
            "members that improve, or are heavier, never worsen the service, but it is Normal with"
                + " 40000 members: 32000 Normal, 8000 Down, weight 2621400000, and Partial (needed:"
                + " a majority) with 40000 members: 34000 Normal, 6000 Down, weight 2621400000"),
        new FaultyStatusPolicyCase(
            "multiplies weights as int",
            FaultyStatusPolicies::multipliesWeightsAsInt,
            StatusPolicyContract::improving_members_never_worsen_a_heavy_cluster,
            "but it is Normal with 10000 members: 10000 Normal, weight 10000, and Partial (needed: a"
                + " majority) with 10000 members: 10000 Normal, weight 655350000"),
        new FaultyStatusPolicyCase(
            "compares with a sum of weights as int",
            FaultyStatusPolicies::comparesWithAnIntSum,
            StatusPolicyContract::same_share_of_a_heavier_cluster_gets_the_same_state,
            "the same share of normal members gets the same state, but it is Partial (needed: a"
                + " majority) with 10000 members: 500 Normal, 9500 Down, weight 655350000, and"
                + " Normal with 40000 members: 2000 Normal, 38000 Down, weight 2621400000"),
        new FaultyStatusPolicyCase(
            "reads weights as short",
            FaultyStatusPolicies::readsWeightsAsShort,
            StatusPolicyContract::improving_members_never_worsen_a_heavy_cluster,
            "members that improve, or are heavier, never worsen the service, but"),
        new FaultyStatusPolicyCase(
            "is limited to 1,000 members",
            FaultyStatusPolicies::isLimitedToAThousandMembers,
            StatusPolicyContract::policy_evaluates_clusters_of_1_2_and_10_000_members,
            "ArrayIndexOutOfBoundsException: Index 1000 out of bounds for length 1000 at"
                + " [esrp0.example.org Normal weight 1 site site0, "),
        new FaultyStatusPolicyCase(
            "counts members in its reason",
            FaultyStatusPolicies::countsMembersInItsReason,
            StatusPolicyContract::reason_stays_while_state_and_membership_stay,
            "a reason stays while state and membership stay, but"),
        new FaultyStatusPolicyCase(
            "names its threshold, which depends on the previous verdict",
            FaultyStatusPolicies::namesItsThreshold,
            StatusPolicyContract::reason_stays_while_state_and_membership_stay,
            "Partial has the reason \"needed: 3\" at"),
        new FaultyStatusPolicyCase(
            "names every lost node",
            FaultyStatusPolicies::namesEveryLostNode,
            StatusPolicyContract::reason_stays_short_for_large_clusters,
            "the reason for a cluster of 10,000"));
  }

  @ParameterizedTest
  @MethodSource("faultyPolicies")
  void faulty_policy_fails_the_property_meant_for_it(FaultyStatusPolicyCase faulty) {
    assertThatThrownBy(
            () -> faulty.property().test(new StatusPolicyContractUnderTest(faulty.policy())))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(faulty.failure());
  }

  @Test
  void load_compared_the_wrong_way_round_fails() {
    StatusPolicyContractUnderTest contract =
        new StatusPolicyContractUnderTest(FaultyStatusPolicies::comparesTheLoadTheWrongWayRound) {
          @Override
          protected boolean usesLoad() {
            return true;
          }
        };

    assertThatThrownBy(contract::rising_load_never_improves_the_service)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(
            "a load that rises never improves the service, but Overloaded (needed: a majority) at"
                + " [esrp0.example.org Normal weight 1 site east load 0.85, esrp1")
        .hasMessageContaining(
            "became Normal at [esrp0.example.org Normal weight 1 site east load 1");
  }

  @Nested
  class SlowPolicies {
    private final VirtualTime time = new VirtualTime();

    @Test
    void slow_policy_fails_with_the_time_it_took() {
      assertThatThrownBy(allowing(250)::policy_evaluates_every_small_cluster)
          .isInstanceOf(AssertionError.class)
          .hasMessage(
              "evaluating took about 5.728 s for 2,864 calls, 0.002 s for each: a policy returns at once;"
                  + " if it cannot be faster, override maxEvaluationTime()");
    }

    @Test
    void slow_policy_fails_while_two_threads_evaluate() {
      assertThatThrownBy(allowing(250)::verdict_ignores_concurrent_evaluations)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("evaluating took");
    }

    @Test
    void declared_time_is_allowed() {
      assertThatCode(allowing(2_000)::policy_evaluates_every_small_cluster)
          .doesNotThrowAnyException();
    }

    private StatusPolicyContract allowing(long micros) {
      return new StatusPolicyContractUnderTest(FaultyStatusPolicies.takesTwoMilliseconds(time)) {
        @Override
        protected Duration maxEvaluationTime() {
          return Duration.ofNanos(1_000 * micros);
        }

        @Override
        TimeSource timeSource() {
          return time;
        }
      };
    }
  }

  @Test
  void synchronized_policy_passes() {
    StatusPolicy counts = FaultyStatusPolicies.countsInAField();
    StatusPolicy locked =
        view -> {
          synchronized (counts) {
            return counts.evaluate(view);
          }
        };

    assertThatCode(
            new StatusPolicyContractUnderTest(locked)::verdict_ignores_concurrent_evaluations)
        .doesNotThrowAnyException();
  }

  /** The correct policy passes all tests. */
  @Nested
  class CorrectStatusPolicy extends StatusPolicyContract {
    @Override
    protected StatusPolicy policy() {
      return FaultyStatusPolicies::correct;
    }
  }

  /**
   * Previous verdicts once had the reason "", which this policy never returns, so that it failed at
   * reading its own reason.
   */
  @Nested
  class PolicyThatReadsItsOwnReason extends StatusPolicyContract {
    @Override
    protected StatusPolicy policy() {
      return FaultyStatusPolicies::readsItsOwnReason;
    }

    @Override
    protected Object reasonMayDependOn(ClusterView view) {
      return view.previous();
    }
  }

  /** A policy for more than five nodes names a cluster that is large enough. */
  @Nested
  class PolicyForSevenNodes extends StatusPolicyContract {
    @Override
    protected StatusPolicy policy() {
      return view ->
          StatusPrecedence.verdict(
              view.tally(), view.tally().count(ElementState.NORMAL) >= 7, "7 nodes");
    }

    @Override
    protected ClusterView healthyCluster() {
      return ClusterViewBuilder.of("sip:esrp.example.org").normal(7).build();
    }
  }

  @Nested
  class RelaxedProperties {
    private static final String REASON = "an overloaded site is bypassed as a whole";

    @Test
    void relaxed_worsening_is_reported_with_its_reason() {
      StatusPolicyContractUnderTest relaxed =
          new StatusPolicyContractUnderTest(FaultyStatusPolicies::isOverloadedIfOneIs) {
            @Override
            protected Optional<String> mayWorsen(ElementState from, ElementState to) {
              return to == ElementState.OVERLOADED ? Optional.of(REASON) : Optional.empty();
            }
          };

      assertAborted(relaxed::improving_member_never_worsens_the_service, REASON);
    }

    @Test
    void worsening_without_a_reason_fails() {
      StatusPolicyContractUnderTest relaxed =
          new StatusPolicyContractUnderTest(FaultyStatusPolicies::isOverloadedIfOneIs) {
            @Override
            protected Optional<String> mayWorsen(ElementState from, ElementState to) {
              return from == ElementState.GOING_DOWN ? Optional.of(REASON) : Optional.empty();
            }
          };

      assertThatThrownBy(relaxed::improving_member_never_worsens_the_service)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("from ScheduledMaintenance to Overloaded");
    }

    @Test
    void relaxed_property_passes_if_it_holds() {
      StatusPolicyContractUnderTest relaxed =
          new StatusPolicyContractUnderTest(FaultyStatusPolicies::correct) {
            @Override
            protected Optional<String> mayWorsen(ElementState from, ElementState to) {
              return Optional.of(REASON);
            }

            @Override
            protected Optional<String> reasonMayChange() {
              return Optional.of(REASON);
            }
          };

      assertThatCode(relaxed::improving_member_never_worsens_the_service)
          .doesNotThrowAnyException();
      assertThatCode(relaxed::reason_stays_while_state_and_membership_stay)
          .doesNotThrowAnyException();
    }

    @Test
    void relaxed_reason_change_is_reported_with_its_reason() {
      StatusPolicyContractUnderTest relaxed =
          new StatusPolicyContractUnderTest(FaultyStatusPolicies::countsMembersInItsReason) {
            @Override
            protected Optional<String> reasonMayChange() {
              return Optional.of("the receiver is a test bench");
            }
          };

      assertAborted(
          relaxed::reason_stays_while_state_and_membership_stay, "the receiver is a test bench");
    }

    @Test
    void reason_may_depend_on_declared_values() {
      StatusPolicyContractUnderTest relaxed =
          new StatusPolicyContractUnderTest(FaultyStatusPolicies::countsMembersInItsReason) {
            @Override
            protected Object reasonMayDependOn(ClusterView view) {
              return view.tally();
            }
          };

      assertThatCode(relaxed::reason_stays_while_state_and_membership_stay)
          .doesNotThrowAnyException();
    }

    @Test
    void reason_that_may_depend_on_everything_fails() {
      StatusPolicyContractUnderTest relaxed =
          new StatusPolicyContractUnderTest(FaultyStatusPolicies::countsMembersInItsReason) {
            @Override
            protected Object reasonMayDependOn(ClusterView view) {
              return new Object();
            }
          };

      assertThatThrownBy(relaxed::reason_stays_while_state_and_membership_stay)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("reasonMayDependOn returns a new value");
    }

    private void assertAborted(ThrowingCallable property, String reason) {
      assertThatThrownBy(property)
          .isInstanceOf(TestAbortedException.class)
          .hasMessageContaining("relaxed: " + reason);
    }
  }

  @Test
  void more_views_are_evaluated() {
    StatusPolicyContractUnderTest contract =
        new StatusPolicyContractUnderTest(
            view ->
                view.sites().containsKey(Optional.of("north"))
                    ? null
                    : FaultyStatusPolicies.correct(view)) {
          @Override
          protected Stream<ClusterView> moreViews() {
            return Stream.of(
                ClusterViewBuilder.of("sip:esrp.example.org").site("north").normal(1).build());
          }
        };

    assertThatThrownBy(contract::policy_evaluates_every_small_cluster)
        .hasMessageContaining("normal1.example.org Normal weight 1 site north");
  }

  @Test
  void sites_of_the_vendor_are_used() {
    StatusPolicyContractUnderTest contract =
        new StatusPolicyContractUnderTest(
            view ->
                view.sites().containsKey(Optional.of("north"))
                    ? null
                    : FaultyStatusPolicies.correct(view)) {
          @Override
          protected List<String> sites() {
            return List.of("south", "north");
          }
        };

    assertThatThrownBy(contract::policy_evaluates_every_small_cluster)
        .hasMessageContaining("site north");
  }

  private static class StatusPolicyContractUnderTest extends StatusPolicyContract {
    private final Supplier<StatusPolicy> policy;

    StatusPolicyContractUnderTest(StatusPolicy policy) {
      this(() -> policy);
    }

    StatusPolicyContractUnderTest(Supplier<StatusPolicy> policy) {
      this.policy = policy;
    }

    @Override
    protected StatusPolicy policy() {
      return policy.get();
    }
  }
}
