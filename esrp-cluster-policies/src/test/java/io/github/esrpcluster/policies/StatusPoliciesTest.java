package io.github.esrpcluster.policies;

import static io.github.esrpcluster.api.ElementState.DOWN;
import static io.github.esrpcluster.api.ElementState.NORMAL;
import static io.github.esrpcluster.api.ElementState.OVERLOADED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Verdict;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusPoliciesTest {
  private static final TallyView EAST_UP_WEST_DOWN =
      TallyView.empty().with(NORMAL, 1, "east").with(NORMAL, 1, "east").with(DOWN, 1, "west");

  private static final TallyView ONE_SITE_UP = TallyView.empty().with(NORMAL, 1, "up");

  @Test
  void worst_of_gives_the_verdict_of_its_worst_part() {
    Verdict overloaded = Verdict.of(ServiceState.OVERLOADED, "too much");
    StatusPolicy policy =
        StatusPolicies.worstOf(StatusPolicies.anyUp(), view -> overloaded, StatusPolicies.allUp());

    assertThat(policy.evaluate(EAST_UP_WEST_DOWN)).isSameAs(overloaded);
  }

  @Test
  void best_of_gives_the_verdict_of_its_best_part() {
    StatusPolicy policy = StatusPolicies.bestOf(StatusPolicies.allUp(), StatusPolicies.anyUp());

    assertThat(policy.evaluate(EAST_UP_WEST_DOWN)).isEqualTo(Verdict.normal());
  }

  @Test
  void first_of_equal_verdicts_gives_the_reason() {
    StatusPolicy first = view -> Verdict.of(ServiceState.PARTIAL, "first");
    StatusPolicy second = view -> Verdict.of(ServiceState.PARTIAL, "second");

    assertThat(StatusPolicies.worstOf(first, second).evaluate(EAST_UP_WEST_DOWN).reason())
        .isEqualTo("first");
    assertThat(StatusPolicies.bestOf(second, first).evaluate(EAST_UP_WEST_DOWN).reason())
        .isEqualTo("second");
  }

  @Test
  void combination_of_one_policy_is_that_policy() {
    assertThat(StatusPolicies.worstOf(StatusPolicies.allUp())).isSameAs(StatusPolicies.allUp());
    assertThat(StatusPolicies.bestOf(StatusPolicies.allUp())).isSameAs(StatusPolicies.allUp());
  }

  @Test
  void combination_of_no_policy_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(StatusPolicies::worstOf);
    assertThatIllegalArgumentException().isThrownBy(() -> StatusPolicies.bestOf(List.of()));
  }

  @Test
  void null_policy_is_named() {
    assertThatNullPointerException()
        .isThrownBy(() -> StatusPolicies.bestOf(StatusPolicies.anyUp(), null))
        .withMessage("best-of policy 1");
  }

  @Test
  void combination_copies_its_list() {
    List<StatusPolicy> parts = Arrays.asList(StatusPolicies.anyUp(), StatusPolicies.allUp());
    StatusPolicy policy = StatusPolicies.worstOf(parts);
    parts.set(1, StatusPolicies.anyUp());

    assertThat(policy)
        .isEqualTo(StatusPolicies.worstOf(StatusPolicies.anyUp(), StatusPolicies.allUp()));
  }

  @Test
  void enough_satisfied_sites_are_normal() {
    assertThat(StatusPolicies.perSite(StatusPolicies.anyUp(), 1).evaluate(EAST_UP_WEST_DOWN))
        .isEqualTo(Verdict.normal());
  }

  @Test
  void too_few_sites_are_partial_and_the_lost_are_named() {
    assertThat(StatusPolicies.perSite(StatusPolicies.anyUp(), 2).evaluate(EAST_UP_WEST_DOWN))
        .isEqualTo(Verdict.of(ServiceState.PARTIAL, "needed: 2 sites; lost: west"));
  }

  @Test
  void declared_site_without_members_is_lost() {
    StatusPolicy policy =
        StatusPolicies.perSite(StatusPolicies.anyUp(), 2, List.of("west", "east"));

    assertThat(policy.evaluate(TallyView.empty().with(NORMAL, 1, "east")))
        .isEqualTo(Verdict.of(ServiceState.PARTIAL, "needed: 2 sites; lost: west"));
  }

  @Test
  void undeclared_site_is_ignored() {
    StatusPolicy policy =
        StatusPolicies.perSite(StatusPolicies.anyUp(), 1, List.of("east", "west"));

    assertThat(policy.evaluate(TallyView.empty().with(NORMAL, 1, "north")).state())
        .isEqualTo(ServiceState.PARTIAL);
  }

  @Test
  void members_without_a_site_form_one_site() {
    TallyView view = TallyView.of(NORMAL, NORMAL);

    assertThat(StatusPolicies.perSite(StatusPolicies.allUp(), 1).evaluate(view))
        .isEqualTo(Verdict.normal());
    assertThat(
            StatusPolicies.perSite(StatusPolicies.allUp(), 2).evaluate(view.with(DOWN, 1)).reason())
        .isEqualTo("needed: 2 sites; lost: (without a site)");
  }

  @Test
  void cluster_without_calls_follows_the_precedence() {
    TallyView view = TallyView.empty().with(OVERLOADED, 1, "east").with(DOWN, 1, "west");

    assertThat(StatusPolicies.perSite(StatusPolicies.anyUp(), 1).evaluate(view).state())
        .isEqualTo(ServiceState.OVERLOADED);
  }

  @Test
  void reason_stays_short_for_many_and_hostile_sites() {
    TallyView view = ONE_SITE_UP;
    for (int i = 0; i < 10_000; i++) {
      view = view.with(DOWN, 1, "a" + (char) 10 + "b".repeat(1_000) + i);
    }

    String reason = StatusPolicies.perSite(StatusPolicies.anyUp(), 2).evaluate(view).reason();

    assertThat(reason).hasSizeLessThan(400).contains("a\\u000abbb").endsWith("and 9995 more");
  }

  @Test
  void reason_names_five_lost_sites_and_counts_the_others() {
    TallyView view = ONE_SITE_UP;
    for (String site : List.of("a", "b", "c", "d", "e")) {
      view = view.with(DOWN, 1, site);
    }
    StatusPolicy policy = StatusPolicies.perSite(StatusPolicies.anyUp(), 2);

    assertThat(policy.evaluate(view).reason()).endsWith("lost: a, b, c, d, e");
    assertThat(policy.evaluate(view.with(DOWN, 1, "f")).reason()).endsWith("d, e and 1 more");
  }

  @Test
  void reason_cuts_site_names_after_forty_characters() {
    String forty = "s".repeat(40);
    StatusPolicy policy = StatusPolicies.perSite(StatusPolicies.anyUp(), 2);

    assertThat(policy.evaluate(ONE_SITE_UP.with(DOWN, 1, forty)).reason()).endsWith(forty);
    assertThat(policy.evaluate(ONE_SITE_UP.with(DOWN, 1, forty + "x")).reason())
        .endsWith(forty + "... (41 characters)");
  }

  @Test
  void lost_sites_are_named_in_alphabetical_order() {
    TallyView view = ONE_SITE_UP.with(DOWN, 1, "c").with(DOWN, 1, "a").with(DOWN, 1, "b");

    assertThat(StatusPolicies.perSite(StatusPolicies.anyUp(), 2).evaluate(view).reason())
        .endsWith("lost: a, b, c");
  }

  @Test
  void invalid_site_arguments_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StatusPolicies.perSite(StatusPolicies.anyUp(), 0))
        .withMessage("needed 0 is less than 1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> StatusPolicies.perSite(StatusPolicies.anyUp(), 3, List.of("east", "west")))
        .withMessage("needed 3 is above the number of declared sites, 2");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> StatusPolicies.perSite(StatusPolicies.anyUp(), 1, List.of("east", "east")))
        .withMessage("site \"east\" occurs twice: name each site once");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StatusPolicies.perSite(StatusPolicies.anyUp(), 1, List.of(" ")))
        .withMessage("site \" \" is blank: use at least one visible character");
  }
}
