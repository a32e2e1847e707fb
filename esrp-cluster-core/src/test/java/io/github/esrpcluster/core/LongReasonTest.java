package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.ReportOutcome;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A state counts however long or broken its reason is. */
class LongReasonTest {
  private static final String LONG = "x".repeat(5_100);
  private static final String CUT = "x".repeat(1_003) + "... (5100 characters)";

  private final Rig rig = new Rig();

  private String memberReason() {
    Member member = rig.cluster.members(Rig.node(1)).get(0);
    return member.report().map(NodeStatus::reason).orElseThrow();
  }

  private List<ClusterEvent.ReasonCut> cuts() {
    rig.time.settle();
    return rig.events(ClusterEvent.ReasonCut.class);
  }

  // Bug: a node was Down for a reason of 5,100 characters; the report was refused for its length,
  // and all calls went on to that node.
  @Test
  void report_with_a_too_long_reason_counts() {
    rig.join(1, ElementState.NORMAL);
    NodeStatus down = NodeStatus.of(Rig.node(1), ElementState.DOWN, LONG);
    assertThat(rig.report(down)).isEqualTo(ReportOutcome.APPLIED);
    assertThat(rig.memberState(1)).isEqualTo(ElementState.DOWN);
    assertThat(memberReason()).isEqualTo(CUT).hasSize(1_024);
    assertThat(rig.report(down)).as("the same report").isEqualTo(ReportOutcome.UNCHANGED);
    assertThat(rig.cluster.statistics().textsCut()).isEqualTo(1);
    assertThat(rig.cluster.statistics().limitsReached()).isZero();
    assertThat(cuts())
        .singleElement()
        .satisfies(
            cut -> {
              assertThat(cut.service()).isEqualTo(Rig.SERVICE);
              assertThat(cut.from()).isEqualTo("esrp1.state.pa.us");
              assertThat(cut.length()).isEqualTo(5_100);
              assertThat(cut.max()).isEqualTo(1_024);
              assertThat(cut.text())
                  .isEqualTo(
                      "sip:esrp.state.pa.us: a reason of 5100 characters from esrp1.state.pa.us was"
                          + " cut to the limit maxReasonLength of 1024; the state counts");
            });
  }

  @Test
  void report_of_longest_reason_is_not_cut() {
    rig.join(1, ElementState.NORMAL);
    String longest = "x".repeat(1_024);
    rig.report(NodeStatus.of(Rig.node(1), ElementState.DOWN, longest));
    assertThat(memberReason()).isEqualTo(longest);
    assertThat(rig.cluster.statistics().textsCut()).isZero();
    assertThat(cuts()).isEmpty();
  }

  @Test
  void report_about_two_services_is_counted_in_each() {
    rig.join(1, ElementState.NORMAL);
    rig.cluster.register(Rig.registration(Rig.OTHER, 1).build());
    rig.report(NodeStatus.of(Rig.node(1), ElementState.DOWN, LONG));
    assertThat(rig.cluster.statistics().textsCut()).isEqualTo(2);
    assertThat(cuts())
        .extracting(ClusterEvent.ReasonCut::service)
        .containsExactlyInAnyOrder(Rig.SERVICE, Rig.OTHER);
  }

  @Test
  void first_status_with_a_too_long_reason_counts() {
    NodeStatus down = NodeStatus.of(Rig.node(1), ElementState.DOWN, LONG);
    rig.cluster.register(Rig.registration(1).status(down).build());
    assertThat(rig.memberState(1)).isEqualTo(ElementState.DOWN);
    assertThat(memberReason()).isEqualTo(CUT);
    assertThat(rig.cluster.statistics().textsCut()).isEqualTo(1);
    assertThat(cuts()).hasSize(1);
  }

  @Test
  void override_with_a_too_long_reason_counts() {
    rig.join(1, ElementState.NORMAL);
    rig.cluster.override(
        Rig.SERVICE, Rig.node(1), OperatorOverride.of(ElementState.DOWN, "jo", LONG));
    assertThat(rig.memberState(1)).isEqualTo(ElementState.DOWN);
    rig.cluster.override(Rig.SERVICE, OperatorOverride.of(ServiceState.PARTIAL, "jo", LONG));
    rig.cluster.overridePosture(Rig.SERVICE, OperatorOverride.of(SecurityPosture.RED, "jo", LONG));
    ServiceStatus status = rig.cluster.status(Rig.SERVICE).orElseThrow();
    assertThat(status.state()).isEqualTo(ServiceState.PARTIAL);
    assertThat(status.reason()).isEqualTo(CUT);
    assertThat(status.posture()).isEqualTo(SecurityPosture.RED);
    assertThat(rig.cluster.statistics().textsCut()).isEqualTo(3);
    assertThat(cuts()).extracting(ClusterEvent.ReasonCut::from).containsOnly("jo").hasSize(3);
  }

  @Test
  void clearing_with_a_too_long_reason_counts() {
    rig.join(1, ElementState.NORMAL);
    assertThat(rig.cluster.clearOverride(Rig.SERVICE, Rig.node(1), "kim", LONG)).isFalse();
    assertThat(cuts()).as("nothing was cleared").isEmpty();
    rig.cluster.override(
        Rig.SERVICE, Rig.node(1), OperatorOverride.of(ElementState.DOWN, "jo", ""));
    assertThat(rig.cluster.clearOverride(Rig.SERVICE, Rig.node(1), "kim", LONG)).isTrue();
    assertThat(rig.memberState(1)).isEqualTo(ElementState.NORMAL);
    assertThat(cuts()).extracting(ClusterEvent.ReasonCut::from).containsExactly("kim");
    assertThat(rig.events(ClusterEvent.MemberOverridden.class))
        .last()
        .extracting(ClusterEvent.MemberOverridden::reason)
        .isEqualTo(CUT);
  }

  @Test
  void cut_reasons_of_a_service_are_a_warning_once_a_minute() {
    try (LogCapture log = LogCapture.open()) {
      rig.join(1, ElementState.NORMAL);
      rig.join(2, ElementState.NORMAL);
      reportDownAndUp();
      assertThat(log.eventWarnings()).hasSize(1);
      rig.passSeconds(50);
      reportDownAndUp();
      assertThat(log.eventWarnings()).hasSize(1);
      rig.passSeconds(11);
      reportDownAndUp();
      assertThat(log.eventWarnings()).hasSize(2);
    }
    assertThat(rig.events(ClusterEvent.ReasonCut.class)).hasSize(12);
  }

  private void reportDownAndUp() {
    for (ElementState state : List.of(ElementState.SERVICE_DISRUPTION, ElementState.NORMAL)) {
      for (int number : new int[] {1, 2}) {
        rig.report(NodeStatus.of(Rig.node(number), state, LONG));
      }
    }
  }

  @Test
  void broken_surrogate_pair_is_repaired() {
    NodeStatus down = NodeStatus.of(Rig.node(1), ElementState.DOWN, "disk \ud83d");
    rig.cluster.register(Rig.registration(1).status(down).build());
    assertThat(memberReason()).isEqualTo("disk \ufffd");
    rig.cluster.override(
        Rig.SERVICE, Rig.node(1), OperatorOverride.of(ElementState.DOWN, "jo", ""));
    rig.cluster.clearOverride(Rig.SERVICE, Rig.node(1), "kim", "\ude00 over");
    rig.time.settle();
    assertThat(rig.events(ClusterEvent.MemberOverridden.class))
        .last()
        .extracting(ClusterEvent.MemberOverridden::reason)
        .isEqualTo("\ufffd over");
  }
}
