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

/** Tests the contract of all policies, and laws of the built-in policies. */
@ParameterizedClass
@MethodSource("policies")
class StatusPolicyLawsTest extends StatusPolicyContract {
  private static final StatusPolicy QUORUM = StatusPolicies.quorum(3, 2);

  @Parameter PolicyCase builtIn;

  /** A policy, and the parts of a view that its reason may depend on. */
  record PolicyCase(StatusPolicy policy, boolean excludesPlannedOutages, Tells reasonTells) {
    @Override
    public String toString() {
      return policy.toString();
    }
  }

  /** Returns the part of a view that a reason may depend on. */
  interface Tells {
    Object of(ClusterView view);
  }

  static Stream<PolicyCase> policies() {
    return Stream.of(steady(), excludingPlannedOutages(), perSite(), combined()).flatMap(p -> p);
  }

  private static Stream<PolicyCase> steady() {
    return Stream.of(
            StatusPolicies.anyUp(),
            StatusPolicies.allUp(),
            StatusPolicies.majority(),
            StatusPolicies.majority().countingDisrupted(DisruptionWeight.FULL),
            QUORUM,
            StatusPolicies.quorum(2).countingDisrupted(DisruptionWeight.HALF),
            StatusPolicies.quorumShare(4, 0.75, 0.5),
            StatusPolicies.weighted(0.5),
            StatusPolicies.weighted(0.6, 0.3).countingDisrupted(DisruptionWeight.HALF))
        .map(policy -> new PolicyCase(policy, false, view -> ""));
  }

  private static Stream<PolicyCase> excludingPlannedOutages() {
    return Stream.of(
            StatusPolicies.allUp().excludingPlannedOutages(),
            StatusPolicies.allUp()
                .excludingPlannedOutages()
                .countingDisrupted(DisruptionWeight.FULL),
            StatusPolicies.majority().excludingPlannedOutages(),
            StatusPolicies.quorumShare(2, 1).excludingPlannedOutages(),
            StatusPolicies.weighted(0.6, 0.3).excludingPlannedOutages(),
            StatusPolicies.weighted(1)
                .excludingPlannedOutages()
                .countingDisrupted(DisruptionWeight.HALF))
        .map(policy -> new PolicyCase(policy, true, StatusPolicyLawsTest::inPlannedOutage));
  }

  private static Stream<PolicyCase> perSite() {
    Tells sitesWithoutAnyUp = view -> lost(view, site -> site.count(NORMAL) > 0);
    Tells sitesWithoutMajority = view -> lost(view, s -> 2 * s.count(NORMAL) > s.members());
    Tells sitesWithoutAll = view -> lost(view, site -> site.count(NORMAL) == site.members());
    return Stream.of(
        new PolicyCase(StatusPolicies.perSite(StatusPolicies.anyUp(), 2), false, sitesWithoutAnyUp),
        new PolicyCase(
            StatusPolicies.perSite(StatusPolicies.majority(), 2), false, sitesWithoutMajority),
        new PolicyCase(
            StatusPolicies.perSite(StatusPolicies.allUp(), 1, List.of("east", "west")),
            false,
            sitesWithoutAll),
        new PolicyCase(
            StatusPolicies.perSite(StatusPolicies.majority().excludingPlannedOutages(), 2),
            true,
            view -> view.sites().entrySet())); // may depend on more than the lost sites
  }

  /** The reason of a combination is that of one of its parts. */
  private static Stream<PolicyCase> combined() {
    StatusPolicy weighted = StatusPolicies.weighted(0.5, 0.2);
    StatusPolicy perSite = StatusPolicies.perSite(StatusPolicies.anyUp(), 2);
    StatusPolicy best = StatusPolicies.bestOf(perSite, QUORUM);
    return Stream.of(
        combined(StatusPolicies.worstOf(QUORUM, weighted), QUORUM, weighted),
        combined(
            StatusPolicies.bestOf(QUORUM, StatusPolicies.allUp()), QUORUM, StatusPolicies.allUp()),
        combined(StatusPolicies.worstOf(QUORUM, best), QUORUM, perSite));
  }

  private static PolicyCase combined(StatusPolicy whole, StatusPolicy... parts) {
    return new PolicyCase(
        whole, false, view -> Stream.of(parts).map(part -> part.evaluate(view)).toList());
  }

  private static Object inPlannedOutage(ClusterView view) {
    return view.members().stream()
        .filter(member -> member.state().isPlannedOutage())
        .map(member -> member.node())
        .toList();
  }

  private static Object lost(ClusterView view, Predicate<Tally> up) {
    return Stream.of("", "east", "west", "site0", "site1")
        .map(site -> Optional.of(site).filter(name -> !name.isEmpty()))
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
    return builtIn.excludesPlannedOutages() && comesBackUnfit
        ? Optional.of(
            "a member that returns from a planned outage unfit is part of the whole again")
        : Optional.empty();
  }

  @Test
  void empty_cluster_is_down() {
    assertThat(policy().evaluate(TallyView.empty()).state()).isEqualTo(ServiceState.DOWN);
    assertThat(policy().evaluate(TallyView.empty().after(Verdict.normal())).state())
        .isEqualTo(ServiceState.DOWN);
  }

  @Test
  void normal_needs_a_normal_member_and_has_no_reason() {
    for (ClusterView view : SmallClusters.in(sites()).views()) {
      Verdict verdict = policy().evaluate(view);
      boolean normal = verdict.state() == ServiceState.NORMAL;
      assertTrue(normal == verdict.reason().isEmpty(), () -> verdict + " for " + view);
      assertTrue(!normal || view.tally().count(NORMAL) > 0, () -> verdict + " for " + view);
    }
  }

  @Test
  void reason_is_the_same_as_long_as_no_member_takes_calls() {
    // At a start each node that joined changed the number of nodes needed, and so the reason:
    // upstream received one Down for each node.
    for (ClusterView view : SmallClusters.in(sites()).views()) {
      if (!view.members().isEmpty()
          && view.members().stream().noneMatch(member -> member.state().takesCalls())) {
        assertThat(policy().evaluate(view).reason())
            .as("%s", view)
            .isEqualTo("no node takes calls");
      }
    }
  }

  @Test
  void cluster_of_normal_members_is_normal() {
    TallyView eastAndWest = TallyView.of().with(NORMAL, 1, "east").with(NORMAL, 2, "west");
    TallyView all = eastAndWest.with(NORMAL, 5, "east").with(NORMAL, 10, "west");

    assertThat(policy().evaluate(all)).isEqualTo(Verdict.normal());
  }

  @Test
  void evaluation_reads_only_the_tallies() {
    AccessCounter looks = new AccessCounter();
    for (ClusterView view : SmallClusters.in(sites()).views()) {
      policy().evaluate(looks.wrap(view));
    }
    assertThat(looks.count()).isZero();
  }

  @Test
  void previous_normal_never_worsens_the_verdict() {
    for (ClusterView view : SmallClusters.in(sites()).views()) {
      Verdict first = policy().evaluate(view);
      ClusterView later = ClusterView.of(view.service(), view.members(), Verdict.normal());
      Verdict again = policy().evaluate(later);
      assertTrue(
          !first.state().betterThan(again.state()), () -> first + ", " + again + ": " + view);
    }
  }
}
