package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OperatorOverrideTest {
  private static final OperatorOverride<ElementState> DOWN =
      OperatorOverride.of(ElementState.DOWN, "jo", "drill");

  @Test
  void override_has_state_operator_and_reason() {
    assertThat(DOWN.state()).isEqualTo(ElementState.DOWN);
    assertThat(DOWN.operator()).isEqualTo("jo");
    assertThat(DOWN.reason()).isEqualTo("drill");
  }

  @Test
  void override_lasts_until_cleared_unless_it_has_a_duration() {
    assertThat(DOWN.duration()).isEmpty();
    OperatorOverride<ElementState> limited = DOWN.duration(Duration.ofDays(366));
    assertThat(limited.duration()).contains(Duration.ofDays(366));
    assertThat(limited.operator()).isEqualTo("jo");
    assertThat(limited.reason()).isEqualTo("drill");
  }

  @Test
  void blank_operator_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OperatorOverride.of(ElementState.DOWN, " ", ""))
        .withMessage("operator \" \" is blank: use at least one visible character");
  }

  @Test
  void duration_out_of_range_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DOWN.duration(Duration.ZERO))
        .withMessage("duration 0 s is out of range: use more than 0 s and at most 366 d");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DOWN.duration(Duration.ofDays(366).plusSeconds(1)))
        .withMessageStartingWith("duration 366 d 1 s is out of range");
  }

  @Test
  void null_duration_is_refused() {
    assertThatNullPointerException().isThrownBy(() -> DOWN.duration(null)).withMessage("duration");
    assertThatNullPointerException()
        .isThrownBy(() -> new OperatorOverride<>(ElementState.DOWN, "jo", "", null))
        .withMessage("duration");
  }
}
