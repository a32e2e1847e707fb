package io.github.esrpcluster.i3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueueStateTest {
  @ParameterizedTest
  @EnumSource
  void token_leads_back_to_its_state(QueueState state) {
    assertThat(QueueState.ofToken(state.token())).isEqualTo(state);
    assertThat(QueueState.find(state.token())).contains(state);
  }

  @ParameterizedTest
  @ValueSource(strings = {"active", "ACTIVE", " Active", "", "Normal", "\u202eActive", "\ud800"})
  void unknown_token_is_refused_with_the_registry(String token) {
    assertThat(QueueState.find(token)).isEmpty();
    assertThatThrownBy(() -> QueueState.ofToken(token))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("unknown queue state \"")
        .hasMessageEndingWith(
            "; the registry has Active, Inactive, Disabled, Full, Standby, ResourceExhausted,"
                + " Unreachable");
  }

  @Test
  void unknown_token_is_printed_with_escapes() {
    assertThatThrownBy(() -> QueueState.ofToken("a\r\n\u202e\ud800"))
        .hasMessageContaining("\"a\\u000d\\u000a\\u202e\\ud800\"");
  }
}
