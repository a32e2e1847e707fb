package io.github.esrpcluster.api.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Liveness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row of the documented table. */
class EffectiveStateTest {
  @ParameterizedTest
  @CsvSource({
    "false, SCHEDULED_MAINTENANCE, NORMAL, SCHEDULED_MAINTENANCE",
    "true, SCHEDULED_MAINTENANCE, NORMAL, SCHEDULED_MAINTENANCE",
    "true, UNREACHABLE, , UNREACHABLE",
    "false, NORMAL, DOWN, NORMAL",
    "false, SERVICE_DISRUPTION, , SERVICE_DISRUPTION",
    "true, NORMAL, NORMAL, UNREACHABLE",
    "true, , NORMAL, UNREACHABLE",
    "true, , , UNREACHABLE",
    "false, , , UNREACHABLE",
    "false, , OVERLOADED, OVERLOADED",
  })
  void lease_override_and_report_give_the_state(
      boolean expired, ElementState override, ElementState report, ElementState effective) {
    assertThat(EffectiveState.of(expired, override, report)).isEqualTo(effective);
  }

  @ParameterizedTest
  @CsvSource({
    "true, true, GOING_DOWN, EXPIRED",
    "true, false, UNREACHABLE, EXPIRED",
    "false, true, GOING_DOWN, DRAINING",
    "false, false, GOING_DOWN, DRAINING",
    "false, true, DOWN, LIVE",
    "false, false, UNREACHABLE, AWAITING_STATUS",
  })
  void lease_report_and_state_give_the_liveness(
      boolean expired, boolean reported, ElementState effective, Liveness liveness) {
    assertThat(EffectiveState.liveness(expired, reported, effective)).isEqualTo(liveness);
  }
}
