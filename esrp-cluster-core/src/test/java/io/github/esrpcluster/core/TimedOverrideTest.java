package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.OperatorOverride;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How long an operator's override still lasts. */
class TimedOverrideTest {
  private static final OperatorOverride<ElementState> UNLIMITED =
      OperatorOverride.of(ElementState.DOWN, "jo", "works");
  private static final OperatorOverride<ElementState> FOR_TEN =
      UNLIMITED.duration(Duration.ofNanos(10));
  private static final long SET = Math.subtractExact(Long.MAX_VALUE, 5);

  @Test
  void override_is_over_at_its_end_and_not_before() {
    TimedOverride<ElementState> ten = new TimedOverride<>(FOR_TEN, SET);
    assertThat(ten.isOver(SET + 9)).isFalse();
    assertThat(ten.isOver(SET + 10)).isTrue();
    assertThat(ten.left(SET + 4)).isEqualTo(6);
  }

  @Test
  void override_without_duration_is_never_over() {
    TimedOverride<ElementState> unlimited = new TimedOverride<>(UNLIMITED, SET);
    assertThat(unlimited.isOver(SET + Duration.ofDays(3_650).toNanos())).isFalse();
    assertThat(unlimited.left(SET)).isEqualTo(Long.MAX_VALUE);
    assertThat(unlimited.remaining(SET + 4)).isEqualTo(UNLIMITED);
  }

  @Test
  void remaining_override_has_the_duration_that_is_left() {
    TimedOverride<ElementState> ten = new TimedOverride<>(FOR_TEN, SET);
    assertThat(ten.remaining(SET + 4)).isEqualTo(UNLIMITED.duration(Duration.ofNanos(6)));
    assertThat(ten.remaining(SET + 10)).as("over, and soon cleared").isEqualTo(FOR_TEN);
  }

  @Test
  void unwrapped_override_is_the_one_that_was_set() {
    assertThat(TimedOverride.unwrap(new TimedOverride<>(FOR_TEN, SET))).contains(FOR_TEN);
    assertThat(TimedOverride.<ElementState>unwrap(null)).isEmpty();
  }

  @Test
  void overrides_of_members_end_each_at_its_time() {
    MemberOverrides all = new MemberOverrides(node -> true, 1);
    assertThat(all.nextEnd(SET)).isEqualTo(Long.MAX_VALUE);
    all.set(Rig.node(1), UNLIMITED, SET);
    assertThat(all.nextEnd(SET)).isEqualTo(Long.MAX_VALUE);
    all.set(Rig.node(2), FOR_TEN, SET);
    all.set(Rig.node(3), FOR_TEN, SET + 5);
    assertThat(all.nextEnd(SET + 3)).isEqualTo(7);
    assertThat(all.over(SET + 9)).isEmpty();
    assertThat(all.over(SET + 10)).containsExactly(Rig.node(2));
  }

  @Test
  void override_of_an_absent_node_ends_after_the_longest_absence() {
    Set<NodeId> members = new HashSet<>();
    MemberOverrides all = new MemberOverrides(members::contains, 100);
    all.set(Rig.node(1), UNLIMITED, SET);
    all.set(Rig.node(2), FOR_TEN, SET);
    assertThat(all.nextEnd(SET)).isEqualTo(10);
    assertThat(all.over(SET + 99)).containsExactly(Rig.node(2));
    members.add(Rig.node(1));
    assertThat(all.over(SET + 1000)).containsExactly(Rig.node(2));
    all.absent(Rig.node(1), SET + 1000);
    members.clear();
    assertThat(all.over(SET + 1099)).containsExactly(Rig.node(2));
    all.extendByStall(SET + 1020, SET + 1030);
    assertThat(all.over(SET + 1109)).containsExactly(Rig.node(2));
    assertThat(all.over(SET + 1110)).contains(Rig.node(1));
  }
}
