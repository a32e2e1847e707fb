package io.github.esrpcluster.i3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.esrpcluster.api.ServiceState;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class QueueStatesTest {

  @ParameterizedTest
  @CsvSource({
    "NORMAL, ACTIVE, false, ACTIVE",
    "NORMAL, INACTIVE, true, INACTIVE",
    "SCHEDULED_MAINTENANCE_AVAILABLE, STANDBY, true, STANDBY",
    "PARTIAL, FULL, false, FULL",
    "MAJOR_INCIDENT_IN_PROGRESS, RESOURCE_EXHAUSTED, false, RESOURCE_EXHAUSTED",
    "OVERLOADED, FULL, false, FULL",
    "OVERLOADED, FULL, true, FULL",
    "OVERLOADED, ACTIVE, false, RESOURCE_EXHAUSTED",
    "GOING_DOWN, ACTIVE, false, INACTIVE",
    "GOING_DOWN, ACTIVE, true, DISABLED",
    "SCHEDULED_MAINTENANCE_DOWN, STANDBY, false, INACTIVE",
    "SCHEDULED_MAINTENANCE_DOWN, STANDBY, true, DISABLED",
    "DOWN, FULL, false, INACTIVE",
    "DOWN, FULL, true, DISABLED",
    "UNSTAFFED, ACTIVE, false, DISABLED",
    "UNSTAFFED, STANDBY, true, DISABLED",
    "UNREACHABLE, ACTIVE, false, ACTIVE"
  })
  void queue_state_follows_the_service_state(
      ServiceState service, QueueState own, boolean byManager, QueueState expected) {
    assertThat(QueueStates.following(service, own, byManager)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void disabled_queue_stays_disabled(ServiceState service) {
    assertThat(QueueStates.following(service, QueueState.DISABLED, false))
        .isEqualTo(QueueState.DISABLED);
  }

  @ParameterizedTest
  @MethodSource("allThatMayBe")
  void queue_of_an_unavailable_service_takes_no_calls(ServiceState service, QueueState own) {
    QueueState shown = QueueStates.following(service, own, false);
    assertThat(shown).isNotEqualTo(QueueState.UNREACHABLE);
    boolean divert =
        service.availability() == ServiceState.Availability.DIVERT
            && service != ServiceState.UNREACHABLE;
    if (divert) {
      assertThat(shown).isNotIn(QueueState.ACTIVE, QueueState.STANDBY);
    }
  }

  static Stream<Arguments> allThatMayBe() {
    return Stream.of(ServiceState.values())
        .flatMap(
            service ->
                Stream.of(QueueState.values())
                    .filter(own -> own != QueueState.UNREACHABLE)
                    .map(own -> Arguments.of(service, own)));
  }

  @ParameterizedTest
  @EnumSource
  void own_state_unreachable_is_refused(ServiceState service) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QueueStates.following(service, QueueState.UNREACHABLE, false))
        .withMessageContaining("Unreachable");
  }
}
