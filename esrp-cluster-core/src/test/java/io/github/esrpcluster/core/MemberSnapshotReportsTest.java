package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.SecurityPosture;
import org.junit.jupiter.api.Test;

/** A posture or load that a report leaves out stays as it was. */
class MemberSnapshotReportsTest {
  private static final NodeStatus KNOWN =
      report(ElementState.NORMAL).posture(SecurityPosture.RED).load(0.5).build();

  private static final MemberSnapshot MEMBER = member(KNOWN);

  private static MemberSnapshot member(NodeStatus reported) {
    MemberEntry entry = new MemberEntry(null, Rig.registration(1).build(), 1, 1, 0);
    return MemberSnapshot.reporting(entry, reported);
  }

  private static NodeStatus.Builder report(ElementState state) {
    return NodeStatus.builder(Rig.node(1), state);
  }

  private static NodeStatus.Builder down() {
    return report(ElementState.DOWN).reason("fire").service(Rig.SERVICE).sequence(8).epoch(3);
  }

  @Test
  void report_without_posture_and_load_keeps_the_known_ones() {
    assertThat(MEMBER.completed(down().build()))
        .isEqualTo(down().posture(SecurityPosture.RED).load(0.5).build());
  }

  @Test
  void report_with_posture_or_load_replaces_it() {
    assertThat(MEMBER.completed(down().load(0.1).build()))
        .isEqualTo(down().posture(SecurityPosture.RED).load(0.1).build());
    assertThat(MEMBER.completed(down().posture(SecurityPosture.GREEN).build()))
        .isEqualTo(down().posture(SecurityPosture.GREEN).load(0.5).build());
  }

  @Test
  void complete_report_is_returned_as_it_is() {
    NodeStatus whole = down().posture(SecurityPosture.GREEN).load(0.1).build();
    NodeStatus bare = down().build();
    assertThat(MEMBER.completed(whole)).isSameAs(whole);
    assertThat(member(NodeStatus.of(KNOWN.node(), ElementState.NORMAL)).completed(bare))
        .isSameAs(bare);
  }

  @Test
  void report_contains_nothing_new_if_each_given_value_is_known() {
    assertThat(containsNothingNew(report(ElementState.NORMAL))).isTrue();
    assertThat(containsNothingNew(report(ElementState.NORMAL).posture(SecurityPosture.RED)))
        .isTrue();
    assertThat(containsNothingNew(report(ElementState.NORMAL).load(0.5))).isTrue();
    assertThat(containsNothingNew(report(ElementState.DOWN))).isFalse();
    assertThat(containsNothingNew(report(ElementState.NORMAL).reason("fire"))).isFalse();
    assertThat(containsNothingNew(report(ElementState.NORMAL).posture(SecurityPosture.GREEN)))
        .isFalse();
    assertThat(containsNothingNew(report(ElementState.NORMAL).load(0.6))).isFalse();
  }

  private static boolean containsNothingNew(NodeStatus.Builder report) {
    return MEMBER.reported(report.build());
  }
}
