package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The registries of i3: tokens, and the rules that states have. */
class StateRegistriesTest {
  @Test
  void token_leads_back_to_its_constant() {
    for (ElementState state : ElementState.values()) {
      assertThat(ElementState.ofToken(state.token())).isEqualTo(state);
      assertThat(ElementState.find(state.token())).contains(state);
    }
    for (ServiceState state : ServiceState.values()) {
      assertThat(ServiceState.ofToken(state.token())).isEqualTo(state);
      assertThat(ServiceState.find(state.token())).contains(state);
    }
    for (SecurityPosture posture : SecurityPosture.values()) {
      assertThat(SecurityPosture.ofToken(posture.token())).isEqualTo(posture);
      assertThat(SecurityPosture.find(posture.token())).contains(posture);
    }
  }

  @Test
  void unknown_token_is_refused_with_the_registry() {
    List<Function<String, Object>> registries =
        List.of(ElementState::ofToken, ServiceState::ofToken, SecurityPosture::ofToken);
    for (Function<String, Object> registry : registries) {
      for (String wrong :
          List.of("normal", "NORMAL", " Normal", "", "Unmanned", "PartialService")) {
        assertThatThrownBy(() -> registry.apply(wrong))
            .isExactlyInstanceOf(IllegalArgumentException.class)
            .hasMessageContainingAll("\"" + wrong + "\"", "the registry has");
      }
    }
    assertThatThrownBy(() -> SecurityPosture.ofToken("red"))
        .hasMessage(
            "unknown security posture \"red\"; the registry has Green, Yellow, Orange, Red");
  }

  @Test
  void unknown_token_finds_nothing() {
    assertThat(ElementState.find("normal")).isEmpty();
    assertThat(ServiceState.find("Unmanned")).isEmpty();
    assertThat(SecurityPosture.find("")).isEmpty();
  }

  @Test
  void element_state_tells_calls_and_planned_outages() {
    assertThat(ElementState.values())
        .filteredOn(ElementState::takesCalls)
        .containsExactly(ElementState.NORMAL, ElementState.SERVICE_DISRUPTION);
    assertThat(ElementState.values())
        .filteredOn(ElementState::isPlannedOutage)
        .containsExactly(ElementState.GOING_DOWN, ElementState.SCHEDULED_MAINTENANCE);
  }

  @Test
  void esrp_service_publishes_all_states_except_two() {
    assertThat(ServiceState.values())
        .filteredOn(state -> !state.publishable())
        .containsExactly(ServiceState.UNSTAFFED, ServiceState.UNREACHABLE);
  }

  @Test
  void service_states_are_ranked_from_best_to_worst() {
    assertThat(ServiceState.NORMAL.betterThan(ServiceState.PARTIAL)).isTrue();
    assertThat(ServiceState.NORMAL.betterThan(ServiceState.NORMAL)).isFalse();
    assertThat(ServiceState.DOWN.betterThan(ServiceState.PARTIAL)).isFalse();
  }

  @Test
  void service_state_tells_what_upstream_does_with_calls() {
    assertThat(ServiceState.NORMAL.availability()).isEqualTo(ServiceState.Availability.AVAILABLE);
    assertThat(ServiceState.PARTIAL.availability()).isEqualTo(ServiceState.Availability.DEGRADED);
    assertThat(ServiceState.OVERLOADED.availability()).isEqualTo(ServiceState.Availability.DIVERT);
  }

  @Test
  void worse_posture_wins() {
    assertThat(SecurityPosture.RED.worse(SecurityPosture.GREEN)).isEqualTo(SecurityPosture.RED);
    assertThat(SecurityPosture.GREEN.worse(SecurityPosture.RED)).isEqualTo(SecurityPosture.RED);
    assertThat(SecurityPosture.RED.worse(SecurityPosture.RED)).isEqualTo(SecurityPosture.RED);
  }
}
