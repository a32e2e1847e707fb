package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeStatus;
import org.junit.jupiter.api.Test;

/** One lease, step by step; {@link LeaseLincheckTest} has it under many threads. */
class MemberEntryTest {
  private static final NodeStatus NORMAL = NodeStatus.of(Rig.node(1), ElementState.NORMAL);

  private final MemberEntry record = new MemberEntry(null, Rig.registration(1).build(), 7, 10, 0);

  @Test
  void a_renewal_that_was_overtaken_does_not_shorten_the_lease() {
    assertThat(record.renew(5)).isTrue();
    assertThat(record.left(0)).isEqualTo(15);
    assertThat(record.renew(3)).isTrue();
    assertThat(record.left(0)).isEqualTo(15);
    assertThat(record.silence(5)).isZero();
  }

  @Test
  void it_runs_out_at_its_deadline_and_never_before() {
    assertThat(record.expire(9)).isFalse();
    assertThat(record.expired()).isFalse();
    assertThat(record.expire(10)).isTrue();
    assertThat(record.expired()).isTrue();
    assertThat(record.expire(11)).as("once").isFalse();
  }

  @Test
  void who_is_revived_has_a_whole_lease() {
    record.expire(10);
    record.revive(20);
    assertThat(record.isHeard(29)).isTrue();
    assertThat(record.isHeard(30)).isFalse();
  }

  @Test
  void the_time_in_which_nobody_could_be_heard_is_given_back() {
    record.forgive(4, 9);
    assertThat(record.left(0)).isEqualTo(15);
  }

  @Test
  void who_was_heard_during_the_stall_is_given_back_the_time_since() {
    record.renew(6);
    record.forgive(4, 9);
    assertThat(record.left(0)).isEqualTo(19);
  }

  @Test
  void what_has_run_out_is_given_back_to_its_retention() {
    record.expire(10);
    record.forgive(11, 20);
    assertThat(record.left(20)).as("run out for as long as before the stall").isEqualTo(-1);
    assertThat(record.expired()).isTrue();
  }

  @Test
  void only_what_is_the_same_in_the_same_epoch_is_nothing_new() {
    record.member = MemberSnapshot.reporting(record, NORMAL);
    assertThat(record.knows(NORMAL)).isTrue();
    assertThat(record.knows(NodeStatus.of(Rig.node(1), ElementState.DOWN))).isFalse();
    assertThat(record.knows(builder().epoch(7).build())).isTrue();
    assertThat(record.knows(builder().epoch(6).build())).isFalse();
    assertThat(record.knows(builder().sequence(1).build())).isFalse();
    record.end();
    assertThat(record.knows(NORMAL)).isFalse();
    assertThat(record.renew(1)).isFalse();
  }

  private static NodeStatus.Builder builder() {
    return NodeStatus.builder(Rig.node(1), ElementState.NORMAL);
  }
}
