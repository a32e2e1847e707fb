package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictTest {
  @ParameterizedTest
  @EnumSource(names = {"UNREACHABLE", "UNSTAFFED"})
  void state_that_no_service_publishes_is_refused(ServiceState state) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Verdict.of(state, ""))
        .withMessage(
            "state %s cannot be published by an ESRP service: use another, for example Down",
            state.token());
  }

  @Test
  void null_is_refused() {
    assertThatNullPointerException()
        .isThrownBy(() -> Verdict.of(ServiceState.DOWN, null))
        .withMessage("reason");
    assertThatNullPointerException().isThrownBy(() -> Verdict.of(null, "")).withMessage("state");
  }

  @Test
  void text_has_the_reason_only_if_there_is_one() {
    assertThat(Verdict.normal()).hasToString("Normal");
    assertThat(Verdict.of(ServiceState.PARTIAL, "needed: 2 of 3 nodes"))
        .hasToString("Partial (needed: 2 of 3 nodes)");
  }
}
