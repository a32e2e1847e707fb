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
  void followsThePublishedPrecedence(
      String members, ServiceState anyUp, ServiceState majority, ServiceState allUp) {
    TallyView view = members == null ? TallyView.empty() : parse(members);

    assertState(AnyUp.policy(), view, anyUp);
    assertState(Quorum.majority(), view, majority);
    assertState(AllUp.policy(), view, allUp);
    assertState(Weighted.share(1), view, allUp);
    assertState(Policies.perSite(AllUp.policy(), 1), view, allUp);
  }

  private static TallyView parse(String members) {
    TallyView view = TallyView.empty();
    for (String state : members.split(" ", -1)) {
      view = view.with(ElementState.valueOf(state), 1, "");
    }
    return view;
  }

  @Test
  void aQuorumDoesNotShrinkWhenNodesDie() {
    TallyView view = TallyView.of(NORMAL, NORMAL, UNREACHABLE, UNREACHABLE, UNREACHABLE);

    assertState(Quorum.majority(), view, ServiceState.PARTIAL);
  }

  @Test
  void aNumberOfNodesComesUpByOneThresholdAndStaysByTheOther() {
    Quorum quorum = Quorum.of(3, 2);
    TallyView two = TallyView.of(NORMAL, NORMAL, DOWN);
    TallyView one = TallyView.of(NORMAL, DOWN, DOWN);

    assertState(quorum, two, ServiceState.PARTIAL);
    assertState(quorum, two.after(Verdict.of(ServiceState.PARTIAL, "")), ServiceState.PARTIAL);
    assertState(quorum, two.afterNormal(), ServiceState.NORMAL);
    assertState(quorum, one.afterNormal(), ServiceState.PARTIAL);
    assertState(quorum, TallyView.of(NORMAL, NORMAL, NORMAL), ServiceState.NORMAL);
  }

  @Test
  void aShareOfADeclaredSizeMissesNodesThatNeverCame() {
    Quorum quorum = Quorum.shareOf(5, 0.6, 0.4);

    assertState(quorum, TallyView.of(NORMAL, NORMAL), ServiceState.PARTIAL);
    assertState(quorum, TallyView.of(NORMAL, NORMAL).afterNormal(), ServiceState.NORMAL);
    assertState(quorum, TallyView.of(NORMAL, NORMAL, NORMAL), ServiceState.NORMAL);
    assertState(quorum, TallyView.of(NORMAL).afterNormal(), ServiceState.PARTIAL);
  }

  @Test
  void theDeclaredSizeStandsHoweverManyAreRegistered() {
    // Four new nodes replace four old ones, which stay as unreachable until they are forgotten.
    TallyView view =
        TallyView.of(
            NORMAL, NORMAL, NORMAL, DOWN, UNREACHABLE, UNREACHABLE, UNREACHABLE, UNREACHABLE);

    assertState(Quorum.shareOf(4, 0.75), view, ServiceState.NORMAL);
  }

  @Test
  void nodesBeyondTheDeclaredSizeStandInForThosePlannedOut() {
    Quorum quorum = Quorum.shareOf(2, 1).excludingPlannedOutages();

    assertState(quorum, TallyView.of(NORMAL, GOING_DOWN), ServiceState.NORMAL);
    assertState(quorum, TallyView.of(NORMAL, DOWN, GOING_DOWN, GOING_DOWN), ServiceState.PARTIAL);
    assertState(quorum, TallyView.of(NORMAL, NORMAL, GOING_DOWN, GOING_DOWN), ServiceState.NORMAL);
  }

  @Test
  void weightCountsInsteadOfNodes() {
    TallyView heavyOneUp = TallyView.empty().with(NORMAL, 60, "").with(DOWN, 40, "");
    TallyView lightOneUp = TallyView.empty().with(DOWN, 60, "").with(NORMAL, 40, "");

    assertState(Weighted.share(0.6), heavyOneUp, ServiceState.NORMAL);
    assertState(Weighted.share(0.61), heavyOneUp, ServiceState.PARTIAL);
    assertState(Weighted.share(0.6, 0.4), lightOneUp, ServiceState.PARTIAL);
    assertState(Weighted.share(0.6, 0.4), lightOneUp.afterNormal(), ServiceState.NORMAL);
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, PARTIAL, PARTIAL, PARTIAL",
    "HALF, PARTIAL, NORMAL, PARTIAL",
    "FULL, NORMAL, NORMAL, NORMAL",
  })
  void disruptionCountsAsTold(
      DisruptionWeight weight, ServiceState ofTwo, ServiceState ofThree, ServiceState all) {
    TallyView two = TallyView.of(NORMAL, SERVICE_DISRUPTION, DOWN);
    TallyView three = TallyView.of(NORMAL, SERVICE_DISRUPTION, SERVICE_DISRUPTION);

    assertState(Quorum.of(2).countingDisrupted(weight), two, ofTwo);
    assertState(Quorum.of(2).countingDisrupted(weight), three, ofThree);
    assertState(Quorum.shareOf(4, 0.5).countingDisrupted(weight), three, ofThree);
    assertState(Weighted.share(2.0 / 3).countingDisrupted(weight), three, ofThree);
    assertState(AllUp.policy().countingDisrupted(weight), three, all);
  }

  @Test
  void oneAndAHalfOfThreeIsNoMajorityButTwoAre() {
    Quorum quorum = Quorum.majority().countingDisrupted(DisruptionWeight.HALF);

    assertState(quorum, TallyView.of(NORMAL, SERVICE_DISRUPTION, DOWN), ServiceState.PARTIAL);
    assertState(
        quorum, TallyView.of(NORMAL, SERVICE_DISRUPTION, SERVICE_DISRUPTION), ServiceState.NORMAL);
  }

  @Test
  void disruptedOnesAloneAreNeverEnough() {
    TallyView view = TallyView.of(SERVICE_DISRUPTION, SERVICE_DISRUPTION);
    Quorum quorum = Quorum.of(1).countingDisrupted(DisruptionWeight.FULL);

    assertThat(quorum.evaluate(view))
        .isEqualTo(Verdict.of(ServiceState.PARTIAL, "needed: 1 node(s) and one Normal"));
  }

  @ParameterizedTest
  @CsvSource({"SCHEDULED_MAINTENANCE", "GOING_DOWN"})
  void plannedOutNodesLeaveWhereTold(ElementState out) {
    TallyView view = TallyView.of(NORMAL, NORMAL, out, out);

    assertState(AllUp.policy(), view, ServiceState.PARTIAL);
    assertState(AllUp.policy().excludingPlannedOutages(), view, ServiceState.NORMAL);
    assertState(Quorum.majority(), view, ServiceState.PARTIAL);
    assertState(Quorum.majority().excludingPlannedOutages(), view, ServiceState.NORMAL);
    assertState(Quorum.shareOf(4, 0.75), view, ServiceState.PARTIAL);
    assertState(Quorum.shareOf(4, 0.75).excludingPlannedOutages(), view, ServiceState.NORMAL);
    assertState(Weighted.share(0.75), view, ServiceState.PARTIAL);
    assertState(Weighted.share(0.75).excludingPlannedOutages(), view, ServiceState.NORMAL);
  }

  @Test
  void whereAllArePlannedOutThePrecedenceDecides() {
    TallyView view = TallyView.of(SCHEDULED_MAINTENANCE, SCHEDULED_MAINTENANCE);

    assertState(AllUp.policy().excludingPlannedOutages(), view, ServiceState.SCHEDULED_MAINTENANCE_DOWN);
    assertState(
        Quorum.shareOf(2, 0.5).excludingPlannedOutages(), view, ServiceState.SCHEDULED_MAINTENANCE_DOWN);
    assertState(
        Weighted.share(0.5).excludingPlannedOutages(),
        TallyView.of(GOING_DOWN, SCHEDULED_MAINTENANCE),
        ServiceState.GOING_DOWN);
  }

  @Test
  void reasonsSayWhatIsNeeded() {
    assertReason(AnyUp.policy(), TallyView.empty(), "no node is registered");
    assertReason(AnyUp.policy(), TallyView.of(DOWN), "needed: 1 node Normal");
    assertReason(
        Quorum.majority(), TallyView.of(NORMAL, DOWN, UNREACHABLE), "needed: 2 of 3 nodes");
    assertReason(
        Quorum.majority().countingDisrupted(DisruptionWeight.HALF),
        TallyView.of(NORMAL, SERVICE_DISRUPTION, DOWN, DOWN),
        "needed: 2.5 of 4 nodes and one Normal");
    assertReason(
        Quorum.majority().countingDisrupted(DisruptionWeight.HALF),
        TallyView.of(NORMAL, SERVICE_DISRUPTION, DOWN),
        "needed: 2 of 3 nodes and one Normal");
    assertReason(AllUp.policy(), TallyView.of(NORMAL, DOWN), "needed: 2 of 2 nodes");
    assertReason(
        Quorum.shareOf(5, 0.5), TallyView.of(NORMAL, OVERLOADED), "needed: 3 of 5 declared nodes");
    assertReason(
        Weighted.share(0.5),
        TallyView.empty().with(NORMAL, 40, "").with(DOWN, 61, ""),
        "needed: 51 of 101 units of weight");
  }

  /** The lower threshold was named by the first reason only, so the next flicker made a message. */
  @Test
  void whoHasJustCeasedToBeNormalIsToldWhatItTakesToComeBack() {
    TallyView oneOfThree = TallyView.of(NORMAL, DOWN, DOWN);

    assertReason(Quorum.of(3, 2), oneOfThree.afterNormal(), "needed: 3 node(s)");
    assertReason(Quorum.of(3, 2), oneOfThree, "needed: 3 node(s)");
  }

  @Test
  void tenThousandMembersAreJudgedLikeTwo() {
    TallyView view = TallyView.empty();
    for (int i = 0; i < 10_000; i++) {
      view = view.with(i < 5_000 ? NORMAL : DOWN, 65_535, i % 2 == 0 ? "east" : "west");
    }

    assertState(Quorum.majority(), view, ServiceState.PARTIAL);
    assertState(Quorum.majority(), view.with(NORMAL, 1, "east"), ServiceState.NORMAL);
    assertState(Weighted.share(0.5), view, ServiceState.NORMAL);
    assertState(Weighted.share(0.500000001), view, ServiceState.PARTIAL);
    assertState(Policies.perSite(Quorum.of(2_500), 2), view, ServiceState.NORMAL);
  }

  private static void assertState(StatusPolicy policy, ClusterView view, ServiceState expected) {
    assertThat(policy.evaluate(view).state()).as("%s on %s", policy, view).isEqualTo(expected);
  }

  private static void assertReason(StatusPolicy policy, ClusterView view, String expected) {
    assertThat(policy.evaluate(view).reason()).isEqualTo(expected);
  }
}
