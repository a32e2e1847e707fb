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
  interface Property {
    void test(StatusPolicyContract contract) throws Exception;
  }

  record Wrong(String how, Supplier<StatusPolicy> policy, Property property, String told) {
    Wrong(String how, StatusPolicy policy, Property property, String told) {
      this(how, () -> policy, property, told);
    }

    @Override
    public String toString() {
      return how;
    }
  }

  static Stream<Wrong> wrong() {
    return Stream.of(
        new Wrong(
            "divides by the number of members",
            WrongStatusPolicies::dividesByTheNumberOfMembers,
            StatusPolicyContract::judges_every_small_cluster_whatever_it_found_before,
            "a policy never throws, but this threw java.lang.ArithmeticException: / by zero at"
                + " [nobody]"),
        new Wrong(
            "returns null where it has no rule",
            WrongStatusPolicies::returnsNullWhereItHasNoRule,
            StatusPolicyContract::judges_every_small_cluster_whatever_it_found_before,
            "a policy never returns null, but this did at [esrp0.example.org Overloaded weight 1"),
        new Wrong(
            "says Unreachable of itself",
            WrongStatusPolicies::saysUnreachableOfItself,
            StatusPolicyContract::judges_every_small_cluster_whatever_it_found_before,
            "state Unreachable: an ESRP service never says that of itself"),
        new Wrong(
            "expects a report of every member",
            WrongStatusPolicies::expectsAReportOfEveryMember,
            StatusPolicyContract::judges_every_small_cluster_whatever_it_found_before,
            "esrp0.example.org Unreachable AWAITING_STATUS"),
        new Wrong(
            "is Normal when all of nobody are",
            WrongStatusPolicies::isNormalWhenAllOfNobodyAre,
            StatusPolicyContract::an_empty_cluster_is_never_normal,
            "an empty cluster never tells upstream to send calls normally, but it was Normal at"
                + " [nobody], previously nothing"),
        new Wrong(
            "is Normal wherever somebody is registered",
            WrongStatusPolicies::isNormalWhereverSomebodyIsRegistered,
            StatusPolicyContract::a_cluster_of_which_nobody_takes_calls_is_never_normal,
            "a cluster of which nobody takes calls never tells upstream"),
        new Wrong(
            "is in maintenance, but available, though nobody takes calls",
            WrongStatusPolicies::isInMaintenanceThoughNobodyTakesCalls,
            StatusPolicyContract::a_cluster_of_which_nobody_takes_calls_is_never_normal,
            "it was ScheduledMaintenanceAvailable at"),
        new Wrong(
            "lets the first member decide",
            WrongStatusPolicies::letsTheFirstMemberDecide,
            StatusPolicyContract::does_not_depend_on_the_order_of_the_members,
            "the order of the members does not matter, but"),
        new Wrong(
            "lets the first site decide",
            WrongStatusPolicies::letsTheFirstSiteDecide,
            StatusPolicyContract::does_not_depend_on_the_order_of_the_members,
            "the order of the members does not matter, but"),
        new Wrong(
            "throws dice",
            WrongStatusPolicies::throwsDice,
            StatusPolicyContract::finds_the_same_when_it_looks_again,
            "the same view is judged alike, but"),
        new Wrong(
            "reads the clock",
            WrongStatusPolicies::readsTheClock,
            StatusPolicyContract::finds_the_same_when_it_looks_again,
            "the same view is judged alike, but"),
        new Wrong(
            "remembers its last verdict",
            WrongStatusPolicies::remembersItsLastVerdict,
            StatusPolicyContract::keeps_no_memory_of_what_it_judged_before,
            "what was judged before does not matter, but"),
        new Wrong(
            "caches by the size of the cluster",
            WrongStatusPolicies::cachesByTheSizeOfTheCluster,
            StatusPolicyContract::keeps_no_memory_of_what_it_judged_before,
            "what was judged before does not matter, but"),
        new Wrong(
            "counts in a field",
            WrongStatusPolicies::countsInAField,
            StatusPolicyContract::judges_alike_while_another_thread_judges_another_service,
            "two services may be judged by two threads at the same time"),
        new Wrong(
            "serves one thread only",
            WrongStatusPolicies::servesOneThreadOnly,
            StatusPolicyContract::judges_alike_while_another_thread_judges_another_service,
            "two services may be judged by two threads at the same time"),
        new Wrong(
            "wants more for staying up than for coming up",
            WrongStatusPolicies::wantsMoreForStayingUpThanForComingUp,
            StatusPolicyContract::its_verdict_stands_while_nothing_changes,
            "a verdict stands while nothing changes, but Normal became Partial (needed: a"
                + " majority), and then Partial"),
        new Wrong(
            "climbs a step at a time",
            WrongStatusPolicies::climbsAStepAtATime,
            StatusPolicyContract::its_verdict_stands_while_nothing_changes,
            "a verdict stands while nothing changes, but Partial (coming up) became Normal, and"
                + " then Partial (coming up)"),
        new Wrong(
            "counts judgements in its reason",
            WrongStatusPolicies::countsJudgementsInItsReason,
            StatusPolicyContract::its_verdict_stands_while_nothing_changes,
            "but Down (I) became Down (II), and then Down (III)"),
        new Wrong(
            "takes one overloaded member for all",
            WrongStatusPolicies::takesOneOverloadedMemberForAll,
            StatusPolicyContract::a_member_that_improves_never_worsens_the_service,
            "a member that improves never worsens the service, but Partial (needed: a majority)"
                + " became Overloaded when a member went from GoingDown to Overloaded at [esrp0"),
        new Wrong(
            "compares each with each",
            WrongStatusPolicies::comparesEachWithEach,
            StatusPolicyContract::looks_at_each_member_a_bounded_number_of_times,
            "each member is looked at a bounded number of times, but 100 members took 20100 looks,"
                + " and 2000 took 8002000"),
        new Wrong(
            "walks over all for each site",
            WrongStatusPolicies::walksOverAllForEachSite,
            StatusPolicyContract::looks_at_each_member_a_bounded_number_of_times,
            "each member is looked at a bounded number of times, but"),
        new Wrong(
            "has room for a thousand",
            WrongStatusPolicies::hasRoomForAThousand,
            StatusPolicyContract::judges_clusters_of_1_and_2_and_10_000_members,
            "ArrayIndexOutOfBoundsException: Index 1000 out of bounds for length 1000 at"
                + " [esrp0.example.org Normal weight 1 site site0, "),
        new Wrong(
            "counts in its reason",
            WrongStatusPolicies::countsInItsReason,
            StatusPolicyContract::its_reason_stands_while_neither_state_nor_membership_changes,
            "a reason stands while neither state nor membership changes, but"),
        new Wrong(
            "tells its threshold, which depends on what it found before",
            WrongStatusPolicies::tellsItsThreshold,
            StatusPolicyContract::its_reason_stands_while_neither_state_nor_membership_changes,
            "Partial is for the reason \"needed: 3\" at"),
        new Wrong(
            "names every lost node",
            WrongStatusPolicies::namesEveryLostNode,
            StatusPolicyContract::its_reason_stays_short_however_large_the_cluster,
            "the reason for a cluster of 10,000"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void a_wrong_policy_is_caught_by_the_property_meant_for_it(Wrong wrong) {
    assertThatThrownBy(() -> wrong.property().test(new Contract(wrong.policy())))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(wrong.told());
  }

  @Test
  void a_policy_that_lets_one_thread_in_at_a_time_is_fine() {
    StatusPolicy counts = WrongStatusPolicies.countsInAField();
    StatusPolicy locked =
        view -> {
          synchronized (counts) {
            return counts.evaluate(view);
          }
        };

    assertThatCode(new Contract(locked)::judges_alike_while_another_thread_judges_another_service)
        .doesNotThrowAnyException();
  }

  /** The right one passes all. */
  @Nested
  class Right extends StatusPolicyContract {
    @Override
    protected StatusPolicy policy() {
      return WrongStatusPolicies::right;
    }
  }

  @Nested
  class Relaxing {
    private static final String REASON = "an overloaded site is bypassed as a whole";

    @Test
    void a_step_that_may_worsen_the_service_is_reported_with_its_reason() {
      Contract relaxed =
          new Contract(WrongStatusPolicies::takesOneOverloadedMemberForAll) {
            @Override
            protected Optional<String> mayWorsen(ElementState from, ElementState to) {
              return to == ElementState.OVERLOADED ? Optional.of(REASON) : Optional.empty();
            }
          };

      assertAborted(relaxed::a_member_that_improves_never_worsens_the_service, REASON);
    }

    @Test
    void a_step_that_no_reason_was_given_for_fails_all_the_same() {
      Contract relaxed =
          new Contract(WrongStatusPolicies::takesOneOverloadedMemberForAll) {
            @Override
            protected Optional<String> mayWorsen(ElementState from, ElementState to) {
              return from == ElementState.GOING_DOWN ? Optional.of(REASON) : Optional.empty();
            }
          };

      assertThatThrownBy(relaxed::a_member_that_improves_never_worsens_the_service)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("from ScheduledMaintenance to Overloaded");
    }

    @Test
    void what_may_be_broken_and_is_not_passes() {
      Contract relaxed =
          new Contract(WrongStatusPolicies::right) {
            @Override
            protected Optional<String> mayWorsen(ElementState from, ElementState to) {
              return Optional.of(REASON);
            }

            @Override
            protected Optional<String> reasonMayFlicker() {
              return Optional.of(REASON);
            }
          };

      assertThatCode(relaxed::a_member_that_improves_never_worsens_the_service)
          .doesNotThrowAnyException();
      assertThatCode(relaxed::its_reason_stands_while_neither_state_nor_membership_changes)
          .doesNotThrowAnyException();
    }

    @Test
    void a_reason_that_may_flicker_is_reported_with_the_reason_for_that() {
      Contract relaxed =
          new Contract(WrongStatusPolicies::countsInItsReason) {
            @Override
            protected Optional<String> reasonMayFlicker() {
              return Optional.of("upstream is a test bench");
            }
          };

      assertAborted(
          relaxed::its_reason_stands_while_neither_state_nor_membership_changes,
          "upstream is a test bench");
    }

    @Test
    void a_reason_may_depend_on_what_it_may_tell() {
      Contract relaxed =
          new Contract(WrongStatusPolicies::countsInItsReason) {
            @Override
            protected Object reasonMayTell(ClusterView view) {
              return view.tally();
            }
          };

      assertThatCode(relaxed::its_reason_stands_while_neither_state_nor_membership_changes)
          .doesNotThrowAnyException();
    }

    @Test
    void a_reason_that_may_tell_all_is_no_reason_to_pass() {
      Contract relaxed =
          new Contract(WrongStatusPolicies::countsInItsReason) {
            @Override
            protected Object reasonMayTell(ClusterView view) {
              return new Object();
            }
          };

      assertThatThrownBy(relaxed::its_reason_stands_while_neither_state_nor_membership_changes)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("reasonMayTell tells all");
    }

    private void assertAborted(ThrowingCallable property, String reason) {
      assertThatThrownBy(property)
          .isInstanceOf(TestAbortedException.class)
          .hasMessageContaining("relaxed: " + reason);
    }
  }

  @Test
  void a_vendors_own_views_are_judged_too() {
    Contract contract =
        new Contract(
            view -> view.sites().containsKey("moon") ? null : WrongStatusPolicies.right(view)) {
          @Override
          protected Stream<ClusterView> moreViews() {
            return Stream.of(
                ClusterViewBuilder.of("sip:esrp.example.org").site("moon").normal(1).build());
          }
        };

    assertThatThrownBy(contract::judges_every_small_cluster_whatever_it_found_before)
        .hasMessageContaining("normal1.example.org Normal weight 1 site moon");
  }

  @Test
  void a_vendors_own_sites_are_lived_in() {
    Contract contract =
        new Contract(
            view -> view.sites().containsKey("moon") ? null : WrongStatusPolicies.right(view)) {
          @Override
          protected List<String> sites() {
            return List.of("earth", "moon");
          }
        };

    assertThatThrownBy(contract::judges_every_small_cluster_whatever_it_found_before)
        .hasMessageContaining("site moon");
  }

  private static class Contract extends StatusPolicyContract {
    private final Supplier<StatusPolicy> policy;

    Contract(StatusPolicy policy) {
      this(() -> policy);
    }

    Contract(Supplier<StatusPolicy> policy) {
      this.policy = policy;
    }

    @Override
    protected StatusPolicy policy() {
      return policy.get();
    }
  }
}
