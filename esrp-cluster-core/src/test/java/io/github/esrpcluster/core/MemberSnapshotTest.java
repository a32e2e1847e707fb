package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Liveness;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.Registration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A member as a manager hands it out. */
class MemberSnapshotTest {
  private static final Registration TERMS = Rig.registration(1).build();

  private static final NodeStatus NORMAL = NodeStatus.of(Rig.node(1), ElementState.NORMAL);

  private final MemberEntry entry = entry(TERMS, 7);
  private final MemberSnapshot member = MemberSnapshot.reporting(entry, NORMAL);

  private static MemberEntry entry(Registration terms, long epoch) {
    return new MemberEntry(MemberEntryTest.NO_OWNER, terms, epoch, 10, 0);
  }

  @Test
  void snapshot_equals_any_member_with_the_same_values() {
    MemberSnapshot other = MemberSnapshot.reporting(entry(TERMS, 7), NORMAL);
    Member built = Member.builder(TERMS).epoch(7).report(NORMAL).build();
    assertThat(member).isEqualTo(other).isEqualTo(built);
    assertThat(built).isEqualTo(member);
    assertThat(member)
        .hasSameHashCodeAs(built)
        .hasSameHashCodeAs(Objects.hash(TERMS, 7L, ElementState.NORMAL, Liveness.LIVE));
  }

  @Test
  void snapshot_differs_by_each_of_its_values() {
    MemberEntry expired = entry(TERMS, 7);
    expired.expire(10);
    List<Object> others =
        List.of(
            MemberSnapshot.reporting(entry(TERMS, 8), NORMAL),
            MemberSnapshot.reporting(entry(Rig.registration(1).weight(2).build(), 7), NORMAL),
            MemberSnapshot.reporting(entry, NodeStatus.of(Rig.node(1), ElementState.DOWN)),
            MemberSnapshot.reporting(
                entry, NodeStatus.of(Rig.node(1), ElementState.NORMAL, "back")),
            MemberSnapshot.reporting(expired, NORMAL),
            MemberSnapshot.withoutReport(entry),
            member.under(OperatorOverride.of(ElementState.NORMAL, "jo", "checked by phone")),
            "a member");
    assertThat(others).doesNotContain(member);
    assertThat(member).isNotIn(others);
  }

  @Test
  void snapshot_is_current_until_another_replaces_it_or_it_ends() {
    entry.member = member;
    assertThat(member.isCurrent()).isTrue();
    MemberSnapshot next =
        MemberSnapshot.reporting(entry, NodeStatus.of(Rig.node(1), ElementState.DOWN));
    entry.member = next;
    assertThat(member.isCurrent()).isFalse();
    assertThat(next.isCurrent()).isTrue();
    entry.end();
    assertThat(next.isCurrent()).isFalse();
  }

  @Test
  void refreshed_snapshot_shows_the_lease_as_it_is_now() {
    entry.expire(10);
    assertThat(member.state()).isEqualTo(ElementState.NORMAL);
    MemberSnapshot refreshed = member.refreshed();
    assertThat(refreshed.state()).isEqualTo(ElementState.UNREACHABLE);
    assertThat(refreshed.liveness()).isEqualTo(Liveness.EXPIRED);
    assertThat(refreshed.report()).contains(NORMAL);
  }

  @Test
  void report_with_a_state_and_numbers_is_kept_whole() {
    for (NodeStatus numbered :
        List.of(
            normal().service(Rig.SERVICE).build(),
            normal().sequence(3).build(),
            normal().epoch(7).build())) {
      assertThat(MemberSnapshot.reporting(entry, numbered).report()).contains(numbered);
    }
    assertThat(member.report()).contains(NORMAL);
  }

  private static NodeStatus.Builder normal() {
    return NodeStatus.builder(Rig.node(1), ElementState.NORMAL);
  }

  @Test
  void text_shows_node_state_and_liveness() {
    assertThat(member).hasToString("Member[" + Rig.node(1) + " Normal LIVE]");
  }
}
