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
  private static final Registration FACTS = Rig.registration(1).build();

  private static final NodeStatus NORMAL = NodeStatus.of(Rig.node(1), ElementState.NORMAL);

  private final MemberEntry record = record(FACTS, 7);
  private final MemberSnapshot member = MemberSnapshot.reporting(record, NORMAL);

  private static MemberEntry record(Registration facts, long epoch) {
    return new MemberEntry(null, facts, epoch, 10, 0);
  }

  @Test
  void it_equals_whatever_shows_the_same_and_has_the_hash_that_is_promised() {
    MemberSnapshot other = MemberSnapshot.reporting(record(FACTS, 7), NORMAL);
    Member made = Member.builder(FACTS).epoch(7).report(NORMAL).build();
    assertThat(member).isEqualTo(other).isEqualTo(made);
    assertThat(made).isEqualTo(member);
    assertThat(member)
        .hasSameHashCodeAs(made)
        .hasSameHashCodeAs(Objects.hash(FACTS, 7L, ElementState.NORMAL, Liveness.LIVE));
  }

  @Test
  void it_differs_by_everything_it_shows() {
    MemberEntry expired = record(FACTS, 7);
    expired.expire(10);
    List<Object> others =
        List.of(
            MemberSnapshot.reporting(record(FACTS, 8), NORMAL),
            MemberSnapshot.reporting(record(Rig.registration(1).weight(2).build(), 7), NORMAL),
            MemberSnapshot.reporting(record, NodeStatus.of(Rig.node(1), ElementState.DOWN)),
            MemberSnapshot.reporting(
                record, NodeStatus.of(Rig.node(1), ElementState.NORMAL, "back")),
            MemberSnapshot.reporting(expired, NORMAL),
            MemberSnapshot.silent(record),
            member.under(OperatorOverride.of(ElementState.NORMAL, "jo", "seen it")),
            "a member");
    assertThat(others).doesNotContain(member);
    assertThat(member).isNotIn(others);
  }

  @Test
  void it_is_the_newest_until_its_record_counts_as_another_or_ends() {
    record.member = member;
    assertThat(member.isNewest()).isTrue();
    MemberSnapshot next =
        MemberSnapshot.reporting(record, NodeStatus.of(Rig.node(1), ElementState.DOWN));
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
      assertThat(MemberSnapshot.reporting(record, numbered).report()).contains(numbered);
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
