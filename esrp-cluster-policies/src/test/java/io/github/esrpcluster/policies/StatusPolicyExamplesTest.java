package io.github.esrpcluster.policies;

import static io.github.esrpcluster.api.ElementState.DOWN;
import static io.github.esrpcluster.api.ElementState.GOING_DOWN;
import static io.github.esrpcluster.api.ElementState.NORMAL;
import static io.github.esrpcluster.api.ElementState.OVERLOADED;
import static io.github.esrpcluster.api.ElementState.SCHEDULED_MAINTENANCE;
import static io.github.esrpcluster.api.ElementState.SERVICE_DISRUPTION;
import static io.github.esrpcluster.api.ElementState.UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusPolicyExamplesTest {

  /** The published precedence, row by row; the policies are asked in the order of the columns. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # members                                | any-up   | majority | all-up
                                                   | DOWN     | DOWN     | DOWN
          NORMAL                                   | NORMAL   | NORMAL   | NORMAL
          NORMAL NORMAL                            | NORMAL   | NORMAL   | NORMAL
          NORMAL DOWN                              | NORMAL   | PARTIAL  | PARTIAL
          NORMAL NORMAL UNREACHABLE                | NORMAL   | NORMAL   | PARTIAL
          NORMAL NORMAL DOWN OVERLOADED            | NORMAL   | PARTIAL  | PARTIAL
          NORMAL SERVICE_DISRUPTION                | NORMAL   | PARTIAL  | PARTIAL
          SERVICE_DISRUPTION SERVICE_DISRUPTION    | PARTIAL  | PARTIAL  | PARTIAL
          SERVICE_DISRUPTION OVERLOADED DOWN       | PARTIAL  | PARTIAL  | PARTIAL
          OVERLOADED DOWN                          | OVERLOADED | OVERLOADED | OVERLOADED
          OVERLOADED GOING_DOWN                    | OVERLOADED | OVERLOADED | OVERLOADED
          GOING_DOWN DOWN                          | GOING_DOWN | GOING_DOWN | GOING_DOWN
          GOING_DOWN SCHEDULED_MAINTENANCE         | GOING_DOWN | GOING_DOWN | GOING_DOWN
          SCHEDULED_MAINTENANCE                    | SCHEDULED_MAINTENANCE_DOWN | SCHEDULED_MAINTENANCE_DOWN | SCHEDULED_MAINTENANCE_DOWN
          SCHEDULED_MAINTENANCE DOWN               | DOWN     | DOWN     | DOWN
          SCHEDULED_MAINTENANCE UNREACHABLE        | DOWN     | DOWN     | DOWN
          DOWN UNREACHABLE                         | DOWN     | DOWN     | DOWN
          UNREACHABLE                              | DOWN     | DOWN     | DOWN
          """)
  void policies_follow_the_published_precedence(
      String members, ServiceState anyUp, ServiceState majority, ServiceState allUp) {
    TallyView view = members == null ? TallyView.empty() : parse(members);

    assertState(StatusPolicies.anyUp(), view, anyUp);
    assertState(StatusPolicies.majority(), view, majority);
    assertState(StatusPolicies.allUp(), view, allUp);
    assertState(StatusPolicies.weighted(1), view, allUp);
    assertState(StatusPolicies.perSite(StatusPolicies.allUp(), 1), view, allUp);
  }

  private static TallyView parse(String members) {
    TallyView view = TallyView.empty();
    for (String state : members.split(" ", -1)) {
      view = view.with(ElementState.valueOf(state), 1);
    }
    return view;
  }

  @Test
  void quorum_does_not_shrink_when_nodes_die() {
    TallyView view = TallyView.of(NORMAL, NORMAL, UNREACHABLE, UNREACHABLE, UNREACHABLE);

    assertState(StatusPolicies.majority(), view, ServiceState.PARTIAL);
  }

  @Test
  void quorum_comes_up_by_one_threshold_and_stays_by_the_other() {
    CountingPolicy quorum = StatusPolicies.quorum(3, 2);
    TallyView two = TallyView.of(NORMAL, NORMAL, DOWN);
    TallyView one = TallyView.of(NORMAL, DOWN, DOWN);

    assertState(quorum, two, ServiceState.PARTIAL);
    assertState(quorum, two.after(Verdict.of(ServiceState.PARTIAL, "")), ServiceState.PARTIAL);
    assertState(quorum, two.afterNormal(), ServiceState.NORMAL);
    assertState(quorum, one.afterNormal(), ServiceState.PARTIAL);
    assertState(quorum, TallyView.of(NORMAL, NORMAL, NORMAL), ServiceState.NORMAL);
  }

  @Test
  void declared_size_counts_nodes_that_never_registered() {
    CountingPolicy quorum = StatusPolicies.quorumShare(5, 0.6, 0.4);

    assertState(quorum, TallyView.of(NORMAL, NORMAL), ServiceState.PARTIAL);
    assertState(quorum, TallyView.of(NORMAL, NORMAL).afterNormal(), ServiceState.NORMAL);
    assertState(quorum, TallyView.of(NORMAL, NORMAL, NORMAL), ServiceState.NORMAL);
    assertState(quorum, TallyView.of(NORMAL).afterNormal(), ServiceState.PARTIAL);
  }

  @Test
  void declared_size_ignores_the_number_of_members() {
    // Four new nodes replace four old ones, which stay as unreachable until they are forgotten.
    TallyView view =
        TallyView.of(
            NORMAL, NORMAL, NORMAL, DOWN, UNREACHABLE, UNREACHABLE, UNREACHABLE, UNREACHABLE);

    assertState(StatusPolicies.quorumShare(4, 0.75), view, ServiceState.NORMAL);
  }

  @Test
  void extra_nodes_replace_nodes_in_planned_outage() {
    CountingPolicy quorum = StatusPolicies.quorumShare(2, 1).excludingPlannedOutages();

    assertState(quorum, TallyView.of(NORMAL, GOING_DOWN), ServiceState.NORMAL);
    assertState(quorum, TallyView.of(NORMAL, DOWN, GOING_DOWN, GOING_DOWN), ServiceState.PARTIAL);
    assertState(quorum, TallyView.of(NORMAL, NORMAL, GOING_DOWN, GOING_DOWN), ServiceState.NORMAL);
  }

  @Test
  void weighted_policy_counts_weight_and_not_nodes() {
    TallyView heavyOneUp = TallyView.empty().with(NORMAL, 60).with(DOWN, 40);
    TallyView lightOneUp = TallyView.empty().with(DOWN, 60).with(NORMAL, 40);

    assertState(StatusPolicies.weighted(0.6), heavyOneUp, ServiceState.NORMAL);
    assertState(StatusPolicies.weighted(0.61), heavyOneUp, ServiceState.PARTIAL);
    assertState(StatusPolicies.weighted(0.6, 0.4), lightOneUp, ServiceState.PARTIAL);
    assertState(StatusPolicies.weighted(0.6, 0.4), lightOneUp.afterNormal(), ServiceState.NORMAL);
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, PARTIAL, PARTIAL, PARTIAL",
    "HALF, PARTIAL, NORMAL, PARTIAL",
    "FULL, NORMAL, NORMAL, NORMAL",
  })
  void disrupted_members_count_by_the_option(
      DisruptionWeight weight, ServiceState ofTwo, ServiceState ofThree, ServiceState all) {
    TallyView two = TallyView.of(NORMAL, SERVICE_DISRUPTION, DOWN);
    TallyView three = TallyView.of(NORMAL, SERVICE_DISRUPTION, SERVICE_DISRUPTION);

    assertState(StatusPolicies.quorum(2).countingDisrupted(weight), two, ofTwo);
    assertState(StatusPolicies.quorum(2).countingDisrupted(weight), three, ofThree);
    assertState(StatusPolicies.quorumShare(4, 0.5).countingDisrupted(weight), three, ofThree);
    assertState(StatusPolicies.weighted(2.0 / 3).countingDisrupted(weight), three, ofThree);
    assertState(StatusPolicies.allUp().countingDisrupted(weight), three, all);
  }

  @Test
  void majority_of_three_needs_more_than_one_and_a_half() {
    CountingPolicy quorum = StatusPolicies.majority().countingDisrupted(DisruptionWeight.HALF);

    assertState(quorum, TallyView.of(NORMAL, SERVICE_DISRUPTION, DOWN), ServiceState.PARTIAL);
    assertState(
        quorum, TallyView.of(NORMAL, SERVICE_DISRUPTION, SERVICE_DISRUPTION), ServiceState.NORMAL);
  }

  @Test
  void disrupted_members_alone_are_never_enough() {
    TallyView view = TallyView.of(SERVICE_DISRUPTION, SERVICE_DISRUPTION);
    CountingPolicy quorum = StatusPolicies.quorum(1).countingDisrupted(DisruptionWeight.FULL);

    assertThat(quorum.evaluate(view))
        .isEqualTo(Verdict.of(ServiceState.PARTIAL, "needed: 1 node(s) and one Normal"));
  }

  @ParameterizedTest
  @CsvSource({"SCHEDULED_MAINTENANCE", "GOING_DOWN"})
  void planned_outages_are_excluded_by_the_option(ElementState out) {
    TallyView view = TallyView.of(NORMAL, NORMAL, out, out);

    assertState(StatusPolicies.allUp(), view, ServiceState.PARTIAL);
    assertState(StatusPolicies.allUp().excludingPlannedOutages(), view, ServiceState.NORMAL);
    assertState(StatusPolicies.majority(), view, ServiceState.PARTIAL);
    assertState(StatusPolicies.majority().excludingPlannedOutages(), view, ServiceState.NORMAL);
    assertState(StatusPolicies.quorumShare(4, 0.75), view, ServiceState.PARTIAL);
    assertState(
        StatusPolicies.quorumShare(4, 0.75).excludingPlannedOutages(), view, ServiceState.NORMAL);
    assertState(StatusPolicies.weighted(0.75), view, ServiceState.PARTIAL);
    assertState(StatusPolicies.weighted(0.75).excludingPlannedOutages(), view, ServiceState.NORMAL);
  }

  @Test
  void cluster_in_planned_outage_follows_the_precedence() {
    TallyView view = TallyView.of(SCHEDULED_MAINTENANCE, SCHEDULED_MAINTENANCE);

    assertState(
        StatusPolicies.allUp().excludingPlannedOutages(),
        view,
        ServiceState.SCHEDULED_MAINTENANCE_DOWN);
    assertState(
        StatusPolicies.quorumShare(2, 0.5).excludingPlannedOutages(),
        view,
        ServiceState.SCHEDULED_MAINTENANCE_DOWN);
    assertState(
        StatusPolicies.weighted(0.5).excludingPlannedOutages(),
        TallyView.of(GOING_DOWN, SCHEDULED_MAINTENANCE),
        ServiceState.GOING_DOWN);
  }

  @Test
  void reasons_name_the_need() {
    assertReason(StatusPolicies.anyUp(), TallyView.empty(), "no node is registered");
    assertReason(StatusPolicies.anyUp(), TallyView.of(DOWN), "no node takes calls");
    assertReason(StatusPolicies.anyUp(), TallyView.of(SERVICE_DISRUPTION), "needed: 1 node Normal");
    assertReason(
        StatusPolicies.majority(), TallyView.of(NORMAL, DOWN, UNREACHABLE), "needed: 2 of 3 nodes");
    assertReason(
        StatusPolicies.majority().countingDisrupted(DisruptionWeight.HALF),
        TallyView.of(NORMAL, SERVICE_DISRUPTION, DOWN, DOWN),
        "needed: 2.5 of 4 nodes and one Normal");
    assertReason(
        StatusPolicies.majority().countingDisrupted(DisruptionWeight.HALF),
        TallyView.of(NORMAL, SERVICE_DISRUPTION, DOWN),
        "needed: 2 of 3 nodes and one Normal");
    assertReason(StatusPolicies.allUp(), TallyView.of(NORMAL, DOWN), "needed: 2 of 2 nodes");
    assertReason(
        StatusPolicies.quorumShare(5, 0.5),
        TallyView.of(NORMAL, OVERLOADED),
        "needed: 3 of 5 declared nodes");
    assertReason(
        StatusPolicies.weighted(0.5),
        TallyView.empty().with(NORMAL, 40).with(DOWN, 61),
        "needed: 51 of 101 units of weight");
  }

  /** The lower threshold was named by the first reason only, so the next flicker made a message. */
  @Test
  void reason_names_the_threshold_for_coming_up() {
    TallyView oneOfThree = TallyView.of(NORMAL, DOWN, DOWN);

    assertReason(StatusPolicies.quorum(3, 2), oneOfThree.afterNormal(), "needed: 3 node(s)");
    assertReason(StatusPolicies.quorum(3, 2), oneOfThree, "needed: 3 node(s)");
  }

  @Test
  void ten_thousand_members_are_evaluated_by_their_tally() {
    TallyView view = TallyView.empty();
    for (int i = 0; i < 10_000; i++) {
      view = view.with(i < 5_000 ? NORMAL : DOWN, 65_535, i % 2 == 0 ? "east" : "west");
    }

    assertState(StatusPolicies.majority(), view, ServiceState.PARTIAL);
    assertState(StatusPolicies.majority(), view.with(NORMAL, 1, "east"), ServiceState.NORMAL);
    assertState(StatusPolicies.weighted(0.5), view, ServiceState.NORMAL);
    assertState(StatusPolicies.weighted(0.500000001), view, ServiceState.PARTIAL);
    assertState(StatusPolicies.perSite(StatusPolicies.quorum(2_500), 2), view, ServiceState.NORMAL);
  }

  /** The sum of these weights does not fit an int. */
  @Test
  void weights_beyond_an_int_are_exact() {
    TallyView view = TallyView.empty();
    for (int i = 0; i < 40_000; i++) {
      view = view.with(i < 24_000 ? NORMAL : DOWN, 65_535);
    }
    TallyView disrupted = view.with(SERVICE_DISRUPTION, 2_000_000_000);

    assertState(StatusPolicies.weighted(0.6), view, ServiceState.NORMAL);
    assertState(StatusPolicies.weighted(0.6), view.with(DOWN, 1), ServiceState.PARTIAL);
    assertReason(
        StatusPolicies.weighted(0.7), view, "needed: 1834980000 of 2621400000 units of weight");
    assertState(
        StatusPolicies.weighted(0.7).countingDisrupted(DisruptionWeight.FULL),
        disrupted,
        ServiceState.NORMAL);
    assertState(
        StatusPolicies.weighted(0.6).excludingPlannedOutages(),
        view.with(GOING_DOWN, 2_000_000_000).with(GOING_DOWN, 2_000_000_000),
        ServiceState.NORMAL);
  }

  private static void assertState(StatusPolicy policy, ClusterView view, ServiceState expected) {
    assertThat(policy.evaluate(view).state()).as("%s on %s", policy, view).isEqualTo(expected);
  }

  private static void assertReason(StatusPolicy policy, ClusterView view, String expected) {
    assertThat(policy.evaluate(view).reason()).isEqualTo(expected);
  }
}
