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

class PoliciesTest {
  private static final TallyView EAST_UP_WEST_DOWN =
      TallyView.empty().with(NORMAL, 1, "east").with(NORMAL, 1, "east").with(DOWN, 1, "west");

  @Test
  void worstOfSaysWhatItsWorstPartSays() {
    Verdict overloaded = Verdict.of(ServiceState.OVERLOADED, "too much");
    StatusPolicy policy = Policies.worstOf(AnyUp.policy(), view -> overloaded, AllUp.policy());

    assertThat(policy.evaluate(EAST_UP_WEST_DOWN)).isSameAs(overloaded);
  }

  @Test
  void bestOfSaysWhatItsBestPartSays() {
    StatusPolicy policy = Policies.bestOf(AllUp.policy(), AnyUp.policy());

    assertThat(policy.evaluate(EAST_UP_WEST_DOWN)).isEqualTo(Verdict.normal());
  }

  @Test
  void amongEqualsTheFirstGivesTheReason() {
    StatusPolicy first = view -> Verdict.of(ServiceState.PARTIAL, "first");
    StatusPolicy second = view -> Verdict.of(ServiceState.PARTIAL, "second");

    assertThat(Policies.worstOf(first, second).evaluate(EAST_UP_WEST_DOWN).reason())
        .isEqualTo("first");
    assertThat(Policies.bestOf(second, first).evaluate(EAST_UP_WEST_DOWN).reason())
        .isEqualTo("second");
  }

  @Test
  void onePolicyIsReturnedAsItself() {
    assertThat(Policies.worstOf(AllUp.policy())).isSameAs(AllUp.policy());
    assertThat(Policies.bestOf(AllUp.policy())).isSameAs(AllUp.policy());
  }

  @Test
  void noPolicyIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(Policies::worstOf);
    assertThatIllegalArgumentException().isThrownBy(() -> Policies.bestOf(List.of()));
  }

  @Test
  void aMissingPolicyIsNamed() {
    assertThatNullPointerException()
        .isThrownBy(() -> Policies.bestOf(AnyUp.policy(), null))
        .withMessage("best-of policy 1");
  }

  @Test
  void laterChangesOfTheListDoNotCount() {
    List<StatusPolicy> parts = Arrays.asList(AnyUp.policy(), AllUp.policy());
    StatusPolicy policy = Policies.worstOf(parts);
    parts.set(1, AnyUp.policy());

    assertThat(policy).isEqualTo(Policies.worstOf(AnyUp.policy(), AllUp.policy()));
  }

  @Test
  void enoughSitesAreNormal() {
    assertThat(Policies.perSite(AnyUp.policy(), 1).evaluate(EAST_UP_WEST_DOWN))
        .isEqualTo(Verdict.normal());
  }

  @Test
  void lostDiversityIsPartialAndNamesTheLostSites() {
    assertThat(Policies.perSite(AnyUp.policy(), 2).evaluate(EAST_UP_WEST_DOWN))
        .isEqualTo(Verdict.of(ServiceState.PARTIAL, "needed: 2 sites; lost: west"));
  }

  @Test
  void aDeclaredSiteThatVanishedIsLost() {
    StatusPolicy policy = Policies.perSite(AnyUp.policy(), 2, List.of("west", "east"));

    assertThat(policy.evaluate(TallyView.empty().with(NORMAL, 1, "east")))
        .isEqualTo(Verdict.of(ServiceState.PARTIAL, "needed: 2 sites; lost: west"));
  }

  @Test
  void aSiteThatWasNotDeclaredIsOfNoAccount() {
    StatusPolicy policy = Policies.perSite(AnyUp.policy(), 1, List.of("east", "west"));

    assertThat(policy.evaluate(TallyView.empty().with(NORMAL, 1, "north")).state())
        .isEqualTo(ServiceState.PARTIAL);
  }

  @Test
  void membersWithoutASiteFormOne() {
    TallyView view = TallyView.of(NORMAL, NORMAL);

    assertThat(Policies.perSite(AllUp.policy(), 1).evaluate(view)).isEqualTo(Verdict.normal());
    assertThat(Policies.perSite(AllUp.policy(), 2).evaluate(view.with(DOWN, 1, "")).reason())
        .isEqualTo("needed: 2 sites; lost: (without a site)");
  }

  @Test
  void whereNobodyTakesCallsThePrecedenceDecides() {
    TallyView view = TallyView.empty().with(OVERLOADED, 1, "east").with(DOWN, 1, "west");

    assertThat(Policies.perSite(AnyUp.policy(), 1).evaluate(view).state())
        .isEqualTo(ServiceState.OVERLOADED);
  }

  @Test
  void theReasonStaysShortHoweverManySitesAreLostAndHoweverTheyAreCalled() {
    TallyView view = TallyView.empty();
    for (int i = 0; i < 10_000; i++) {
      view = view.with(DOWN, 1, "a" + (char) 10 + "b".repeat(1_000) + i);
    }

    String reason = Policies.perSite(AnyUp.policy(), 1).evaluate(view).reason();

    assertThat(reason).hasSizeLessThan(400).contains("a?bbb").endsWith("and 9995 more");
  }

  @Test
  void fiveLostSitesAreNamedInFullAndOfMoreTheNumber() {
    TallyView view = TallyView.empty();
    for (String site : List.of("a", "b", "c", "d", "e")) {
      view = view.with(DOWN, 1, site);
    }
    StatusPolicy policy = Policies.perSite(AnyUp.policy(), 1);

    assertThat(policy.evaluate(view).reason()).endsWith("lost: a, b, c, d, e");
    assertThat(policy.evaluate(view.with(DOWN, 1, "f")).reason()).endsWith("d, e and 1 more");
  }

  @Test
  void aSiteOfFortyCharactersIsNamedInFullAndOfALongerOneTheBeginning() {
    String forty = "s".repeat(40);
    StatusPolicy policy = Policies.perSite(AnyUp.policy(), 1);

    assertThat(policy.evaluate(TallyView.empty().with(DOWN, 1, forty)).reason()).endsWith(forty);
    assertThat(policy.evaluate(TallyView.empty().with(DOWN, 1, forty + "x")).reason())
        .endsWith(forty + "...");
  }

  @Test
  void lostSitesAreNamedInTheSameOrderWhateverThatOfTheMembers() {
    TallyView view = TallyView.empty().with(DOWN, 1, "c").with(DOWN, 1, "a").with(DOWN, 1, "b");

    assertThat(Policies.perSite(AnyUp.policy(), 1).evaluate(view).reason())
        .endsWith("lost: a, b, c");
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policies.perSite(AnyUp.policy(), 0))
        .withMessage("needed 0 is less than 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policies.perSite(AnyUp.policy(), 3, List.of("east", "west")))
        .withMessage("needed 3 is more than the declared sites: 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policies.perSite(AnyUp.policy(), 1, List.of("east", "east")))
        .withMessage("site \"east\" stands twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policies.perSite(AnyUp.policy(), 1, List.of(" ")))
        .withMessage("site \" \" is blank");
  }
}
