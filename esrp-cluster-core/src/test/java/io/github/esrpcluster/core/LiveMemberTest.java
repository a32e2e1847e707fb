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
class LiveMemberTest {
  private static final Registration FACTS = Rig.registration(1).build();

  private static final NodeStatus NORMAL = NodeStatus.of(Rig.node(1), ElementState.NORMAL);

  private final MemberRecord record = record(FACTS, 7);
  private final LiveMember member = LiveMember.reporting(record, NORMAL);

  private static MemberRecord record(Registration facts, long epoch) {
    return new MemberRecord(null, facts, epoch, 10, 0);
  }

  @Test
  void it_equals_whatever_shows_the_same_and_has_the_hash_that_is_promised() {
    LiveMember other = LiveMember.reporting(record(FACTS, 7), NORMAL);
    Member made = Member.builder(FACTS).epoch(7).report(NORMAL).build();
    assertThat(member).isEqualTo(other).isEqualTo(made);
    assertThat(made).isEqualTo(member);
    assertThat(member)
        .hasSameHashCodeAs(made)
        .hasSameHashCodeAs(Objects.hash(FACTS, 7L, ElementState.NORMAL, Liveness.LIVE));
  }

  @Test
  void it_differs_by_everything_it_shows() {
    MemberRecord expired = record(FACTS, 7);
    expired.expire(10);
    List<Object> others =
        List.of(
            LiveMember.reporting(record(FACTS, 8), NORMAL),
            LiveMember.reporting(record(Rig.registration(1).weight(2).build(), 7), NORMAL),
            LiveMember.reporting(record, NodeStatus.of(Rig.node(1), ElementState.DOWN)),
            LiveMember.reporting(record, NodeStatus.of(Rig.node(1), ElementState.NORMAL, "back")),
            LiveMember.reporting(expired, NORMAL),
            LiveMember.silent(record),
            member.under(OperatorOverride.of(ElementState.NORMAL, "jo", "seen it")),
            "a member");
    assertThat(others).doesNotContain(member);
    assertThat(member).isNotIn(others);
  }

  @Test
  void it_is_the_newest_until_its_record_counts_as_another_or_ends() {
    record.member = member;
    assertThat(member.isNewest()).isTrue();
    LiveMember next = LiveMember.reporting(record, NodeStatus.of(Rig.node(1), ElementState.DOWN));
    record.member = next;
    assertThat(member.isNewest()).isFalse();
    assertThat(next.isNewest()).isTrue();
    record.end();
    assertThat(next.isNewest()).isFalse();
  }

  @Test
  void the_numbers_of_a_report_that_tells_a_state_alone_are_shown() {
    for (NodeStatus numbered :
        List.of(
            normal().service(Rig.SERVICE).build(),
            normal().sequence(3).build(),
            normal().epoch(7).build())) {
      assertThat(LiveMember.reporting(record, numbered).report()).contains(numbered);
    }
    assertThat(member.report()).contains(NORMAL);
  }

  private static NodeStatus.Builder normal() {
    return NodeStatus.builder(Rig.node(1), ElementState.NORMAL);
  }

  @Test
  void it_prints_who_it_is_and_how_it_counts() {
    assertThat(member).hasToString("Member[" + Rig.node(1) + " Normal LIVE]");
  }
}
