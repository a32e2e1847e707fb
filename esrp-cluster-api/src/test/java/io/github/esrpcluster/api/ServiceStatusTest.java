package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.internal.CountedTally;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceStatusTest {
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Verdict PARTIAL = Verdict.of(ServiceState.PARTIAL, "needed: 2 of 3 nodes");
  private static final Tally ONE = CountedTally.empty().plus(ElementState.NORMAL, 1);

  private static ServiceStatus.Builder message() {
    return ServiceStatus.builder(SERVICE, PARTIAL).version(3).at(NOON).tally(ONE);
  }

  @Test
  void a_message_says_what_it_was_made_of() {
    ServiceStatus status = message().posture(SecurityPosture.RED).build();

    assertThat(status.service()).isEqualTo(SERVICE);
    assertThat(status.version()).isEqualTo(3);
    assertThat(status.at()).isEqualTo(NOON);
    assertThat(status.verdict()).isEqualTo(PARTIAL);
    assertThat(status.state()).isEqualTo(ServiceState.PARTIAL);
    assertThat(status.reason()).isEqualTo("needed: 2 of 3 nodes");
    assertThat(status.posture()).isEqualTo(SecurityPosture.RED);
    assertThat(status.tally()).isEqualTo(ONE);
  }

  @Test
  void two_messages_are_equal_only_if_all_that_they_say_is() {
    List<ServiceStatus> unlike =
        List.of(
            message().build(),
            ServiceStatus.builder(ServiceId.of("sip:b.example.org"), PARTIAL)
                .version(3)
                .at(NOON)
                .tally(ONE)
                .build(),
            ServiceStatus.builder(SERVICE, Verdict.normal()).version(3).at(NOON).tally(ONE).build(),
            message().version(4).build(),
            message().at(NOON.plusNanos(1)).build(),
            message().posture(SecurityPosture.RED).build(),
            message().tally(Tally.empty()).build());

    assertThat(unlike).doesNotHaveDuplicates();
    assertThat(message().build()).isEqualTo(message().build()).hasSameHashCodeAs(message().build());
    assertThat(message().build().hashCode()).isNotEqualTo(message().version(4).build().hashCode());
  }
}
