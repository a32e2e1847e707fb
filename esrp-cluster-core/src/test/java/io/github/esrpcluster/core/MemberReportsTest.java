package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.ReportOutcome;
import io.github.esrpcluster.api.SecurityPosture;
import org.junit.jupiter.api.Test;

/** What a report leaves out stands as it was; what it says counts. */
class MemberReportsTest {
  private static final NodeStatus KNOWN =
      report(ElementState.NORMAL).posture(SecurityPosture.RED).load(0.5).build();

  private static NodeStatus.Builder report(ElementState state) {
    return NodeStatus.builder(Rig.node(1), state);
  }

  private static NodeStatus.Builder down() {
    return report(ElementState.DOWN).reason("fire").service(Rig.SERVICE).sequence(8).epoch(3);
  }

  @Test
  void a_report_without_posture_and_load_keeps_those_known() {
    assertThat(MemberReports.completed(KNOWN, down().build()))
        .isEqualTo(down().posture(SecurityPosture.RED).load(0.5).build());
  }

  @Test
  void a_posture_or_load_of_its_own_counts() {
    assertThat(MemberReports.completed(KNOWN, down().load(0.1).build()))
        .isEqualTo(down().posture(SecurityPosture.RED).load(0.1).build());
    assertThat(MemberReports.completed(KNOWN, down().posture(SecurityPosture.GREEN).build()))
        .isEqualTo(down().posture(SecurityPosture.GREEN).load(0.5).build());
  }

  @Test
  void a_report_that_leaves_out_nothing_that_was_known_is_taken_as_it_is() {
    NodeStatus whole = down().posture(SecurityPosture.GREEN).load(0.1).build();
    NodeStatus bare = down().build();
    assertThat(MemberReports.completed(KNOWN, whole)).isSameAs(whole);
    assertThat(MemberReports.completed(NodeStatus.of(KNOWN.node(), ElementState.NORMAL), bare))
        .isSameAs(bare);
  }

  @Test
  void what_a_report_leaves_out_says_nothing_new_and_what_it_says_may() {
    assertThat(saysTheSame(report(ElementState.NORMAL))).isTrue();
    assertThat(saysTheSame(report(ElementState.NORMAL).posture(SecurityPosture.RED))).isTrue();
    assertThat(saysTheSame(report(ElementState.NORMAL).load(0.5))).isTrue();
    assertThat(saysTheSame(report(ElementState.DOWN))).isFalse();
    assertThat(saysTheSame(report(ElementState.NORMAL).reason("fire"))).isFalse();
    assertThat(saysTheSame(report(ElementState.NORMAL).posture(SecurityPosture.GREEN))).isFalse();
    assertThat(saysTheSame(report(ElementState.NORMAL).load(0.6))).isFalse();
  }

  private static boolean saysTheSame(NodeStatus.Builder report) {
    return MemberReports.sayTheSame(KNOWN, report.build());
  }

  @Test
  void of_two_services_the_one_that_took_more_of_it_decides() {
    assertThat(MemberReports.together(ReportOutcome.UNCHANGED, ReportOutcome.APPLIED))
        .isEqualTo(MemberReports.together(ReportOutcome.APPLIED, ReportOutcome.UNCHANGED))
        .isEqualTo(ReportOutcome.APPLIED);
  }
}
