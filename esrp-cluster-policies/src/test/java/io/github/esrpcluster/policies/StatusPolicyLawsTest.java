package io.github.esrpcluster.policies;

import static io.github.esrpcluster.api.ElementState.NORMAL;
import static io.github.esrpcluster.policies.SmallClusters.PLACES;
import static io.github.esrpcluster.policies.SmallClusters.STATES;
import static io.github.esrpcluster.policies.SmallClusters.VIEWS;
import static io.github.esrpcluster.policies.SmallClusters.digit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every built-in policy keeps, checked on every one of the {@link SmallClusters}. */
class StatusPolicyLawsTest {
  static Stream<StatusPolicy> policies() {
    return Stream.concat(steadyPolicies(), policiesThatLetPlannedOutLeave());
  }

  static Stream<StatusPolicy> steadyPolicies() {
    StatusPolicy quorum = Quorum.of(3, 2);
    return Stream.of(
        AnyUp.policy(),
        AllUp.policy(),
        AllUp.policy().disruptionCounts(DisruptionWeight.FULL),
        Quorum.majority(),
        Quorum.majority().disruptionCounts(DisruptionWeight.HALF),
        Quorum.majority().disruptionCounts(DisruptionWeight.FULL),
        Quorum.of(1),
        quorum,
        Quorum.of(2).disruptionCounts(DisruptionWeight.HALF),
        Quorum.shareOf(4, 0.75, 0.5),
        Quorum.shareOf(4, 0.6).disruptionCounts(DisruptionWeight.HALF),
        Weighted.share(0.5),
        Weighted.share(0.6, 0.3).disruptionCounts(DisruptionWeight.HALF),
        Policies.worstOf(quorum, Weighted.share(0.5, 0.2)),
        Policies.bestOf(quorum, AllUp.policy()),
        Policies.perSite(AnyUp.policy(), 1),
        Policies.perSite(Quorum.majority(), 2),
        Policies.perSite(AllUp.policy(), 1, List.of("east", "west")),
        Policies.worstOf(quorum, Policies.bestOf(Policies.perSite(AnyUp.policy(), 2), quorum)));
  }

  static Stream<StatusPolicy> policiesThatLetPlannedOutLeave() {
    return Stream.of(
        AllUp.policy().plannedOutLeave(),
        AllUp.policy().plannedOutLeave().disruptionCounts(DisruptionWeight.FULL),
        Quorum.majority().plannedOutLeave(),
        Quorum.shareOf(4, 0.75, 0.5).plannedOutLeave(),
        Quorum.shareOf(2, 1).plannedOutLeave(),
        Weighted.share(0.6, 0.3).plannedOutLeave(),
        Weighted.share(1).plannedOutLeave().disruptionCounts(DisruptionWeight.HALF),
        Policies.perSite(Quorum.majority().plannedOutLeave(), 2));
  }

  @ParameterizedTest
  @MethodSource("policies")
  void anEmptyClusterIsDown(StatusPolicy policy) {
    assertThat(policy.evaluate(TallyView.empty()).state()).isEqualTo(ServiceState.DOWN);
    assertThat(policy.evaluate(TallyView.empty().afterNormal()).state())
        .isEqualTo(ServiceState.DOWN);
  }

  @ParameterizedTest
  @MethodSource("policies")
  void allNormalIsNormal(StatusPolicy policy) {
    assertThat(policy.evaluate(VIEWS.get(0_11111))).isEqualTo(Verdict.normal());
  }

  @ParameterizedTest
  @MethodSource("policies")
  void onEveryClusterTheVerdictIsSound(StatusPolicy policy) {
    List<Verdict> first = judged(policy, Optional.empty());
    List<Verdict> afterNormal = judged(policy, Optional.of(Verdict.normal()));

    for (int cluster = 0; cluster < VIEWS.size(); cluster++) {
      TallyView view = VIEWS.get(cluster);
      requireSound(view, first.get(cluster));
      requireSound(view, afterNormal.get(cluster));
      requireStanding(policy, view, first.get(cluster));
      requireStanding(policy, view, afterNormal.get(cluster));
      assertTrue(
          afterNormal.get(cluster).state().compareTo(first.get(cluster).state()) <= 0,
          () -> "having been Normal harmed " + view);
    }
  }

  private static void requireSound(TallyView view, Verdict verdict) {
    boolean normal = verdict.state() == ServiceState.NORMAL;
    assertTrue(normal == verdict.reason().isEmpty(), () -> verdict + " for " + view);
    assertTrue(!normal || view.tally().count(NORMAL) > 0, () -> verdict + " for " + view);
  }

  /** On a cluster in which nothing changes, the verdict does not oscillate. */
  private static void requireStanding(StatusPolicy policy, TallyView view, Verdict first) {
    Verdict second = policy.evaluate(view.after(first));
    Verdict third = policy.evaluate(view.after(second));
    assertEquals(first.state(), second.state(), view::toString);
    assertEquals(second, third, view::toString);
  }

  @ParameterizedTest
  @MethodSource("steadyPolicies")
  void anImprovementNeverWorsensTheVerdict(StatusPolicy policy) {
    assertThat(worsened(policy, Optional.empty())).isEmpty();
    assertThat(worsened(policy, Optional.of(Verdict.normal()))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("policiesThatLetPlannedOutLeave")
  void wherePlannedOutLeaveOnlyComingBackUnfitWorsensTheVerdict(StatusPolicy policy) {
    assertThat(worsened(policy, Optional.empty()))
        .isNotEmpty()
        .allMatch(StatusPolicyLawsTest::comesBackUnfit);
    assertThat(worsened(policy, Optional.of(Verdict.normal())))
        .allMatch(StatusPolicyLawsTest::comesBackUnfit);
  }

  /** A member came from one state to a better one, and the service worsened. */
  record Step(int cluster, ElementState from, ElementState to) {}

  private static boolean comesBackUnfit(Step step) {
    return step.from().plannedOut() && !step.to().plannedOut() && step.to() != NORMAL;
  }

  private static List<Step> worsened(StatusPolicy policy, Optional<Verdict> previous) {
    List<Verdict> judged = judged(policy, previous);
    List<Step> worsened = new ArrayList<>();
    for (int cluster = 0; cluster < judged.size(); cluster++) {
      for (int place = 0; place < PLACES; place++) {
        int from = digit(cluster, place);
        for (int to = 1; to < from; to++) {
          int improved = cluster - ((from - to) << (3 * place));
          if (judged.get(cluster).state().betterThan(judged.get(improved).state())) {
            worsened.add(new Step(cluster, STATES[from - 1], STATES[to - 1]));
          }
        }
      }
    }
    return worsened;
  }

  private static List<Verdict> judged(StatusPolicy policy, Optional<Verdict> previous) {
    return VIEWS.stream()
        .map(view -> policy.evaluate(previous.map(view::after).orElse(view)))
        .toList();
  }
}
