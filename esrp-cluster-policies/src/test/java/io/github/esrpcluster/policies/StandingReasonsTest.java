package io.github.esrpcluster.policies;

import static io.github.esrpcluster.api.ElementState.NORMAL;
import static io.github.esrpcluster.policies.SmallClusters.PLACES;
import static io.github.esrpcluster.policies.SmallClusters.STATES;
import static io.github.esrpcluster.policies.SmallClusters.VIEWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reasons once counted who was up, so a cluster that was Down sent a message for each node that
 * flickered. Now a reason stands for as long as nothing that upstream can act on changes.
 */
class StandingReasonsTest {
  /** A policy, and what of a cluster its reason may speak of besides who is registered. */
  record Asked(StatusPolicy policy, IntFunction<?> spokenOf) {
    @Override
    public String toString() {
      return policy.toString();
    }
  }

  static Stream<Asked> policies() {
    return Stream.of(
        ofMembers(AnyUp.policy()),
        ofMembers(AllUp.policy()),
        ofMembers(AllUp.policy().disruptionCounts(DisruptionWeight.FULL)),
        ofMembers(Quorum.majority()),
        ofMembers(Quorum.majority().disruptionCounts(DisruptionWeight.HALF)),
        ofMembers(Quorum.of(3, 2)),
        ofMembers(Quorum.shareOf(4, 0.75, 0.5)),
        ofMembers(Weighted.share(0.5)),
        ofMembers(Weighted.share(0.6, 0.3).disruptionCounts(DisruptionWeight.HALF)),
        ofThosePlannedOut(AllUp.policy().plannedOutLeave()),
        ofThosePlannedOut(Quorum.majority().plannedOutLeave()),
        ofThosePlannedOut(Quorum.shareOf(4, 0.75, 0.5).plannedOutLeave()),
        ofThosePlannedOut(Weighted.share(0.6, 0.3).plannedOutLeave()),
        ofLostSites(Policies.perSite(AnyUp.policy(), 2), site -> site.count(NORMAL) > 0),
        ofLostSites(
            Policies.perSite(Quorum.majority(), 2, List.of("east", "west")),
            site -> 2 * site.count(NORMAL) > site.members()));
  }

  private static Asked ofMembers(StatusPolicy policy) {
    return new Asked(policy, cluster -> "");
  }

  private static Asked ofThosePlannedOut(StatusPolicy policy) {
    return new Asked(
        policy, cluster -> places(cluster, digit -> digit > 0 && STATES[digit - 1].plannedOut()));
  }

  private static Asked ofLostSites(StatusPolicy policy, Predicate<Tally> up) {
    return new Asked(
        policy,
        cluster ->
            Stream.of("east", "west")
                .filter(site -> !up.test(VIEWS.get(cluster).ofSite(site).tally()))
                .toList());
  }

  /** All that a reason may depend on. */
  record Standing(ServiceState state, int members, Object spokenOf) {}

  @ParameterizedTest
  @MethodSource("policies")
  void aFlickerThatChangesNothingElseChangesNoReason(Asked asked) {
    Map<Standing, String> reasons = new HashMap<>();
    for (int cluster = 0; cluster < VIEWS.size(); cluster++) {
      TallyView view = VIEWS.get(cluster);
      requireStanding(reasons, asked, cluster, view);
      requireStanding(reasons, asked, cluster, view.afterNormal());
    }
    assertThat(reasons).hasSizeBetween(100, VIEWS.size() / 10); // or nothing was compared
  }

  private static void requireStanding(
      Map<Standing, String> reasons, Asked asked, int cluster, TallyView view) {
    Verdict verdict = asked.policy().evaluate(view);
    int members = places(cluster, digit -> digit > 0);
    Standing standing = new Standing(verdict.state(), members, asked.spokenOf().apply(cluster));
    String stood = reasons.putIfAbsent(standing, verdict.reason());
    if (stood != null) {
      assertEquals(stood, verdict.reason(), () -> standing + " in " + view);
    }
  }

  /** The places that fit, a bit for each. */
  private static int places(int cluster, IntPredicate fits) {
    int places = 0;
    for (int place = 0; place < PLACES; place++) {
      places |= fits.test(SmallClusters.digit(cluster, place)) ? 1 << place : 0;
    }
    return places;
  }
}
