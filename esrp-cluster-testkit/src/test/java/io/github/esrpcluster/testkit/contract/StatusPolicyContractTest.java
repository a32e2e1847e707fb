package io.github.esrpcluster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.testkit.ClusterViewBuilder;
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

/** Each wrong policy is caught, by the property that is meant for it. */
class StatusPolicyContractTest {

  /** A test of the contract. */
  interface StatusPolicyProperty {
    void test(StatusPolicyContract contract) throws Exception;
  }

  record FaultyStatusPolicyCase(
      String how, Supplier<StatusPolicy> policy, StatusPolicyProperty property, String told) {
    FaultyStatusPolicyCase(
        String how, StatusPolicy policy, StatusPolicyProperty property, String told) {
      this(how, () -> policy, property, told);
    }

    @Override
    public String toString() {
      return how;
    }
  }

  static Stream<FaultyStatusPolicyCase> faultyPolicies() {
    return Stream.of(
        new FaultyStatusPolicyCase(
            "divides by the number of members",
            FaultyStatusPolicies::dividesByTheNumberOfMembers,
            StatusPolicyContract::policy_evaluates_every_small_cluster,
            "a policy never throws, but this threw java.lang.ArithmeticException: / by zero at"
                + " [nobody]"),
        new FaultyStatusPolicyCase(
            "returns null where it has no rule",
            FaultyStatusPolicies::returnsNullWhereItHasNoRule,
            StatusPolicyContract::policy_evaluates_every_small_cluster,
            "a policy never returns null, but this did at [esrp0.example.org Overloaded weight 1"),
        new FaultyStatusPolicyCase(
            "says Unreachable of itself",
            FaultyStatusPolicies::saysUnreachableOfItself,
            StatusPolicyContract::policy_evaluates_every_small_cluster,
            "state Unreachable: an ESRP service never says that of itself"),
        new FaultyStatusPolicyCase(
            "expects a report of every member",
            FaultyStatusPolicies::expectsAReportOfEveryMember,
            StatusPolicyContract::policy_evaluates_every_small_cluster,
            "esrp0.example.org Unreachable AWAITING_STATUS"),
        new FaultyStatusPolicyCase(
            "is Normal when all of nobody are",
            FaultyStatusPolicies::isNormalWhenAllOfNobodyAre,
            StatusPolicyContract::empty_cluster_is_never_normal,
            "an empty cluster never tells upstream to send calls normally, but it was Normal at"
                + " [nobody], previously nothing"),
        new FaultyStatusPolicyCase(
            "is Normal wherever somebody is registered",
            FaultyStatusPolicies::isNormalWhereverSomebodyIsRegistered,
            StatusPolicyContract::cluster_that_takes_no_calls_is_never_normal,
            "a cluster of which nobody takes calls never tells upstream"),
        new FaultyStatusPolicyCase(
            "is in maintenance, but available, though nobody takes calls",
            FaultyStatusPolicies::isInMaintenanceThoughNobodyTakesCalls,
            StatusPolicyContract::cluster_that_takes_no_calls_is_never_normal,
            "it was ScheduledMaintenanceAvailable at"),
        new FaultyStatusPolicyCase(
            "lets the first member decide",
            FaultyStatusPolicies::letsTheFirstMemberDecide,
            StatusPolicyContract::verdict_ignores_the_order_of_members,
            "the order of the members does not matter, but"),
        new FaultyStatusPolicyCase(
            "lets the first site decide",
            FaultyStatusPolicies::letsTheFirstSiteDecide,
            StatusPolicyContract::verdict_ignores_the_order_of_members,
            "the order of the members does not matter, but"),
        new FaultyStatusPolicyCase(
            "throws dice",
            FaultyStatusPolicies::throwsDice,
            StatusPolicyContract::same_view_gets_the_same_verdict,
            "the same view is judged alike, but"),
        new FaultyStatusPolicyCase(
            "reads the clock",
            FaultyStatusPolicies::readsTheClock,
            StatusPolicyContract::same_view_gets_the_same_verdict,
            "the same view is judged alike, but"),
        new FaultyStatusPolicyCase(
            "remembers its last verdict",
            FaultyStatusPolicies::remembersItsLastVerdict,
            StatusPolicyContract::verdict_ignores_earlier_evaluations,
            "what was judged before does not matter, but"),
        new FaultyStatusPolicyCase(
            "caches by the size of the cluster",
            FaultyStatusPolicies::cachesByTheSizeOfTheCluster,
            StatusPolicyContract::verdict_ignores_earlier_evaluations,
            "what was judged before does not matter, but"),
        new FaultyStatusPolicyCase(
            "counts in a field",
            FaultyStatusPolicies::countsInAField,
            StatusPolicyContract::verdict_ignores_concurrent_evaluations,
            "two services may be judged by two threads at the same time"),
        new FaultyStatusPolicyCase(
            "serves one thread only",
            FaultyStatusPolicies::servesOneThreadOnly,
            StatusPolicyContract::verdict_ignores_concurrent_evaluations,
            "two services may be judged by two threads at the same time"),
        new FaultyStatusPolicyCase(
            "wants more for staying up than for coming up",
            FaultyStatusPolicies::wantsMoreForStayingUpThanForComingUp,
            StatusPolicyContract::verdict_stays_while_nothing_changes,
            "a verdict stands while nothing changes, but Normal became Partial (needed: a"
                + " majority), and then Partial"),
        new FaultyStatusPolicyCase(
            "climbs a step at a time",
            FaultyStatusPolicies::climbsAStepAtATime,
            StatusPolicyContract::verdict_stays_while_nothing_changes,
            "a verdict stands while nothing changes, but Partial (coming up) became Normal, and"
                + " then Partial (coming up)"),
        new FaultyStatusPolicyCase(
            "counts judgements in its reason",
            FaultyStatusPolicies::countsJudgementsInItsReason,
            StatusPolicyContract::verdict_stays_while_nothing_changes,
            "but Down (I) became Down (II), and then Down (III)"),
        new FaultyStatusPolicyCase(
            "takes one overloaded member for all",
            FaultyStatusPolicies::takesOneOverloadedMemberForAll,
            StatusPolicyContract::improving_member_never_worsens_the_service,
            "a member that improves never worsens the service, but Partial (needed: a majority)"
                + " became Overloaded when a member went from GoingDown to Overloaded at [esrp0"),
        new FaultyStatusPolicyCase(
            "compares each with each",
            FaultyStatusPolicies::comparesEachWithEach,
            StatusPolicyContract::policy_accesses_each_member_a_bounded_number_of_times,
            "each member is looked at a bounded number of times, but 100 members took 20100 looks,"
                + " and 2000 took 8002000"),
        new FaultyStatusPolicyCase(
            "walks over all for each site",
            FaultyStatusPolicies::walksOverAllForEachSite,
            StatusPolicyContract::policy_accesses_each_member_a_bounded_number_of_times,
            "each member is looked at a bounded number of times, but"),
        new FaultyStatusPolicyCase(
            "has room for a thousand",
            FaultyStatusPolicies::hasRoomForAThousand,
            StatusPolicyContract::policy_evaluates_clusters_of_1_2_and_10_000_members,
            "ArrayIndexOutOfBoundsException: Index 1000 out of bounds for length 1000 at"
                + " [esrp0.example.org Normal weight 1 site site0, "),
        new FaultyStatusPolicyCase(
            "counts in its reason",
            FaultyStatusPolicies::countsInItsReason,
            StatusPolicyContract::reason_stays_while_state_and_membership_stay,
            "a reason stands while neither state nor membership changes, but"),
        new FaultyStatusPolicyCase(
            "tells its threshold, which depends on what it found before",
            FaultyStatusPolicies::tellsItsThreshold,
            StatusPolicyContract::reason_stays_while_state_and_membership_stay,
            "Partial is for the reason \"needed: 3\" at"),
        new FaultyStatusPolicyCase(
            "names every lost node",
            FaultyStatusPolicies::namesEveryLostNode,
            StatusPolicyContract::reason_stays_short_for_large_clusters,
            "the reason for a cluster of 10,000"));
  }

  @ParameterizedTest
  @MethodSource("faultyPolicies")
  void a_wrong_policy_is_caught_by_the_property_meant_for_it(FaultyStatusPolicyCase faulty) {
    assertThatThrownBy(
            () -> faulty.property().test(new StatusPolicyContractUnderTest(faulty.policy())))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(faulty.told());
  }

  @Test
  void a_policy_that_lets_one_thread_in_at_a_time_is_fine() {
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

  /** The right one passes all. */
  @Nested
  class CorrectStatusPolicy extends StatusPolicyContract {
    @Override
    protected StatusPolicy policy() {
      return FaultyStatusPolicies::right;
    }
  }

  @Nested
  class RelaxedProperties {
    private static final String REASON = "an overloaded site is bypassed as a whole";

    @Test
    void a_step_that_may_worsen_the_service_is_reported_with_its_reason() {
      StatusPolicyContractUnderTest relaxed =
          new StatusPolicyContractUnderTest(FaultyStatusPolicies::takesOneOverloadedMemberForAll) {
            @Override
            protected Optional<String> mayWorsen(ElementState from, ElementState to) {
              return to == ElementState.OVERLOADED ? Optional.of(REASON) : Optional.empty();
            }
          };

      assertAborted(relaxed::improving_member_never_worsens_the_service, REASON);
    }

    @Test
    void a_step_that_no_reason_was_given_for_fails_all_the_same() {
      StatusPolicyContractUnderTest relaxed =
          new StatusPolicyContractUnderTest(FaultyStatusPolicies::takesOneOverloadedMemberForAll) {
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
    void what_may_be_broken_and_is_not_passes() {
      StatusPolicyContractUnderTest relaxed =
          new StatusPolicyContractUnderTest(FaultyStatusPolicies::right) {
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
    void a_reason_that_may_flicker_is_reported_with_the_reason_for_that() {
      StatusPolicyContractUnderTest relaxed =
          new StatusPolicyContractUnderTest(FaultyStatusPolicies::countsInItsReason) {
            @Override
            protected Optional<String> reasonMayChange() {
              return Optional.of("upstream is a test bench");
            }
          };

      assertAborted(
          relaxed::reason_stays_while_state_and_membership_stay, "upstream is a test bench");
    }

    @Test
    void a_reason_may_depend_on_what_it_may_tell() {
      StatusPolicyContractUnderTest relaxed =
          new StatusPolicyContractUnderTest(FaultyStatusPolicies::countsInItsReason) {
            @Override
            protected Object reasonMayDependOn(ClusterView view) {
              return view.tally();
            }
          };

      assertThatCode(relaxed::reason_stays_while_state_and_membership_stay)
          .doesNotThrowAnyException();
    }

    @Test
    void a_reason_that_may_tell_all_is_no_reason_to_pass() {
      StatusPolicyContractUnderTest relaxed =
          new StatusPolicyContractUnderTest(FaultyStatusPolicies::countsInItsReason) {
            @Override
            protected Object reasonMayDependOn(ClusterView view) {
              return new Object();
            }
          };

      assertThatThrownBy(relaxed::reason_stays_while_state_and_membership_stay)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("reasonMayDependOn tells all");
    }

    private void assertAborted(ThrowingCallable property, String reason) {
      assertThatThrownBy(property)
          .isInstanceOf(TestAbortedException.class)
          .hasMessageContaining("relaxed: " + reason);
    }
  }

  @Test
  void a_vendors_own_views_are_judged_too() {
    StatusPolicyContractUnderTest contract =
        new StatusPolicyContractUnderTest(
            view -> view.sites().containsKey("moon") ? null : FaultyStatusPolicies.right(view)) {
          @Override
          protected Stream<ClusterView> moreViews() {
            return Stream.of(
                ClusterViewBuilder.of("sip:esrp.example.org").site("moon").normal(1).build());
          }
        };

    assertThatThrownBy(contract::policy_evaluates_every_small_cluster)
        .hasMessageContaining("normal1.example.org Normal weight 1 site moon");
  }

  @Test
  void a_vendors_own_sites_are_lived_in() {
    StatusPolicyContractUnderTest contract =
        new StatusPolicyContractUnderTest(
            view -> view.sites().containsKey("moon") ? null : FaultyStatusPolicies.right(view)) {
          @Override
          protected List<String> sites() {
            return List.of("earth", "moon");
          }
        };

    assertThatThrownBy(contract::policy_evaluates_every_small_cluster)
        .hasMessageContaining("site moon");
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
