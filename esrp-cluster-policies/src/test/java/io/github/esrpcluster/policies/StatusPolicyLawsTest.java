package io.github.esrpcluster.policies;

import static io.github.esrpcluster.api.ElementState.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.testkit.contract.AccessCounter;
import io.github.esrpcluster.testkit.contract.SmallClusters;
import io.github.esrpcluster.testkit.contract.StatusPolicyContract;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What every built-in policy keeps: the contract of all policies, and some laws of their own. */
@ParameterizedClass
@MethodSource("policies")
class StatusPolicyLawsTest extends StatusPolicyContract {
  private static final StatusPolicy QUORUM = Quorum.of(3, 2);

  @Parameter BuiltIn builtIn;

  /** A policy, and what of a view its reason may tell besides who is registered. */
  record BuiltIn(StatusPolicy policy, boolean plannedOutLeave, Tells reasonTells) {
    @Override
    public String toString() {
      return policy.toString();
    }
  }

  /** What of a view a reason may tell. */
  interface Tells {
    Object of(ClusterView view);
  }

  static Stream<BuiltIn> policies() {
    return Stream.of(steady(), lettingPlannedOutLeave(), perSite(), combined()).flatMap(p -> p);
  }

  private static Stream<BuiltIn> steady() {
    return Stream.of(
            AnyUp.policy(),
            AllUp.policy(),
            AllUp.policy().countingDisrupted(DisruptionWeight.FULL),
            Quorum.majority(),
            Quorum.majority().countingDisrupted(DisruptionWeight.HALF),
            Quorum.majority().countingDisrupted(DisruptionWeight.FULL),
            Quorum.of(1),
            QUORUM,
            Quorum.of(2).countingDisrupted(DisruptionWeight.HALF),
            Quorum.shareOf(4, 0.75, 0.5),
            Quorum.shareOf(4, 0.6).countingDisrupted(DisruptionWeight.HALF),
            Weighted.share(0.5),
            Weighted.share(0.6, 0.3).countingDisrupted(DisruptionWeight.HALF))
        .map(policy -> new BuiltIn(policy, false, view -> ""));
  }

  private static Stream<BuiltIn> lettingPlannedOutLeave() {
    return Stream.of(
            AllUp.policy().excludingPlannedOutages(),
            AllUp.policy().excludingPlannedOutages().countingDisrupted(DisruptionWeight.FULL),
            Quorum.majority().excludingPlannedOutages(),
            Quorum.shareOf(4, 0.75, 0.5).excludingPlannedOutages(),
            Quorum.shareOf(2, 1).excludingPlannedOutages(),
            Weighted.share(0.6, 0.3).excludingPlannedOutages(),
            Weighted.share(1).excludingPlannedOutages().countingDisrupted(DisruptionWeight.HALF))
        .map(policy -> new BuiltIn(policy, true, StatusPolicyLawsTest::plannedOut));
  }

  private static Stream<BuiltIn> perSite() {
    Tells sitesWithoutAnyUp = view -> lost(view, site -> site.count(NORMAL) > 0);
    Tells sitesWithoutMajority = view -> lost(view, s -> 2 * s.count(NORMAL) > s.members());
    Tells sitesWithoutAll = view -> lost(view, site -> site.count(NORMAL) == site.members());
    return Stream.of(
        new BuiltIn(Policies.perSite(AnyUp.policy(), 1), false, sitesWithoutAnyUp),
        new BuiltIn(Policies.perSite(AnyUp.policy(), 2), false, sitesWithoutAnyUp),
        new BuiltIn(Policies.perSite(Quorum.majority(), 2), false, sitesWithoutMajority),
        new BuiltIn(
            Policies.perSite(AllUp.policy(), 1, List.of("east", "west")), false, sitesWithoutAll),
        new BuiltIn(
            Policies.perSite(Quorum.majority().excludingPlannedOutages(), 2),
            true,
            view -> view.sites().entrySet())); // tells more than the lost sites, which it may
  }

  /** A combination tells what the part tells that it follows. */
  private static Stream<BuiltIn> combined() {
    StatusPolicy weighted = Weighted.share(0.5, 0.2);
    StatusPolicy perSite = Policies.perSite(AnyUp.policy(), 2);
    StatusPolicy best = Policies.bestOf(perSite, QUORUM);
    return Stream.of(
        combined(Policies.worstOf(QUORUM, weighted), QUORUM, weighted),
        combined(Policies.bestOf(QUORUM, AllUp.policy()), QUORUM, AllUp.policy()),
        combined(Policies.worstOf(QUORUM, best), QUORUM, perSite));
  }

  private static BuiltIn combined(StatusPolicy whole, StatusPolicy... parts) {
    return new BuiltIn(
        whole, false, view -> Stream.of(parts).map(part -> part.evaluate(view)).toList());
  }

  private static Object plannedOut(ClusterView view) {
    return view.members().stream()
        .filter(member -> member.state().isPlannedOutage())
        .map(member -> member.node())
        .toList();
  }

  private static Object lost(ClusterView view, Predicate<Tally> up) {
    return Stream.of("", "east", "west", "site0", "site1")
        .filter(site -> !up.test(view.ofSite(site).tally()))
        .toList();
  }

  @Override
  protected StatusPolicy policy() {
    return builtIn.policy();
  }

  @Override
  protected Object reasonMayDependOn(ClusterView view) {
    return builtIn.reasonTells().of(view);
  }

  @Override
  protected Optional<String> mayWorsen(ElementState from, ElementState to) {
    boolean comesBackUnfit = from.isPlannedOutage() && !to.isPlannedOutage() && to != NORMAL;
    return builtIn.excludingPlannedOutages() && comesBackUnfit
        ? Optional.of("who was out by plan was not missed, and coming back unfit is")
        : Optional.empty();
  }

  @Test
  void an_empty_cluster_is_down() {
    assertThat(policy().evaluate(TallyView.empty()).state()).isEqualTo(ServiceState.DOWN);
    assertThat(policy().evaluate(TallyView.empty().after(Verdict.normal())).state())
        .isEqualTo(ServiceState.DOWN);
  }

  @Test
  void normal_needs_a_normal_member_and_no_reason_and_all_else_has_one() {
    for (ClusterView view : SmallClusters.in(sites()).views()) {
      Verdict verdict = policy().evaluate(view);
      boolean normal = verdict.state() == ServiceState.NORMAL;
      assertTrue(normal == verdict.reason().isEmpty(), () -> verdict + " for " + view);
      assertTrue(!normal || view.tally().count(NORMAL) > 0, () -> verdict + " for " + view);
    }
  }

  @Test
  void all_normal_is_normal() {
    TallyView eastAndWest = TallyView.of().with(NORMAL, 1, "east").with(NORMAL, 2, "west");
    TallyView all = eastAndWest.with(NORMAL, 5, "east").with(NORMAL, 10, "west");

    assertThat(policy().evaluate(all)).isEqualTo(Verdict.normal());
  }

  @Test
  void a_judgement_looks_at_nobody_but_at_the_tallies() {
    AccessCounter looks = new AccessCounter();
    for (ClusterView view : SmallClusters.in(sites()).views()) {
      policy().evaluate(looks.wrap(view));
    }
    assertThat(looks.count()).isZero();
  }

  @Test
  void having_been_normal_harms_nobody() {
    for (ClusterView view : SmallClusters.in(sites()).views()) {
      Verdict first = policy().evaluate(view);
      ClusterView later = ClusterView.of(view.service(), view.members(), Verdict.normal());
      Verdict again = policy().evaluate(later);
      assertTrue(
          !first.state().betterThan(again.state()), () -> first + ", " + again + ": " + view);
    }
  }
}
