package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.OperatorOverride;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long what an operator set still stands. */
class TimedOverrideTest {
  private static final OperatorOverride<ElementState> FOR_EVER =
      OperatorOverride.of(ElementState.DOWN, "jo", "works");
  private static final OperatorOverride<ElementState> FOR_TEN =
      FOR_EVER.duration(Duration.ofNanos(10));
  private static final long SET = Math.subtractExact(Long.MAX_VALUE, 5);

  @Test
  void it_is_over_at_the_end_of_its_time_and_not_before() {
    TimedOverride<ElementState> ten = new TimedOverride<>(FOR_TEN, SET);
    assertThat(ten.isOver(SET + 9)).isFalse();
    assertThat(ten.isOver(SET + 10)).isTrue();
    assertThat(ten.left(SET + 4)).isEqualTo(6);
  }

  @Test
  void without_a_time_it_is_never_over() {
    TimedOverride<ElementState> ever = new TimedOverride<>(FOR_EVER, SET);
    assertThat(ever.isOver(SET + Duration.ofDays(3_650).toNanos())).isFalse();
    assertThat(ever.left(SET)).isEqualTo(Long.MAX_VALUE);
    assertThat(ever.remaining(SET + 4)).isEqualTo(FOR_EVER);
  }

  @Test
  void whoever_looks_sees_the_time_that_is_left() {
    TimedOverride<ElementState> ten = new TimedOverride<>(FOR_TEN, SET);
    assertThat(ten.remaining(SET + 4)).isEqualTo(FOR_EVER.duration(Duration.ofNanos(6)));
    assertThat(ten.remaining(SET + 10)).as("over, and soon cleared").isEqualTo(FOR_TEN);
  }

  @Test
  void what_is_set_is_what_the_operator_gave() {
    assertThat(TimedOverride.unwrap(new TimedOverride<>(FOR_TEN, SET))).contains(FOR_TEN);
    assertThat(TimedOverride.<ElementState>unwrap(null)).isEmpty();
  }

  @Test
  void of_several_those_end_whose_time_is_over_and_the_next_is_waited_for() {
    MemberOverrides all = new MemberOverrides();
    assertThat(all.nextEnd(SET)).isEqualTo(Long.MAX_VALUE);
    all.set(Rig.node(1), FOR_EVER, SET);
    assertThat(all.nextEnd(SET)).isEqualTo(Long.MAX_VALUE);
    all.set(Rig.node(2), FOR_TEN, SET);
    all.set(Rig.node(3), FOR_TEN, SET + 5);
    assertThat(all.nextEnd(SET + 3)).isEqualTo(7);
    assertThat(all.over(SET + 9)).isEmpty();
    assertThat(all.over(SET + 10)).containsExactly(Rig.node(2));
  }
}
