package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.esrpcluster.api.internal.CountedTally;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceStatusTest {
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Verdict PARTIAL = Verdict.of(ServiceState.PARTIAL, "needed: 2 of 3 nodes");
  private static final Tally ONE = CountedTally.empty().plus(ElementState.NORMAL, 1);

  private static ServiceStatus.Builder status() {
    return ServiceStatus.builder(SERVICE, PARTIAL).version(3).at(NOON).tally(ONE);
  }

  @Test
  void status_has_the_values_that_were_set() {
    ServiceStatus status = status().posture(SecurityPosture.RED).build();

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
  void statuses_are_equal_only_if_all_values_are() {
    List<ServiceStatus> unlike =
        List.of(
            status().build(),
            ServiceStatus.builder(ServiceId.of("sip:b.example.org"), PARTIAL)
                .version(3)
                .at(NOON)
                .tally(ONE)
                .build(),
            ServiceStatus.builder(SERVICE, Verdict.normal()).version(3).at(NOON).tally(ONE).build(),
            status().version(4).build(),
            status().at(NOON.plusNanos(1)).build(),
            status().posture(SecurityPosture.RED).build(),
            status().tally(Tally.empty()).build());

    assertThat(unlike).doesNotHaveDuplicates();
    assertThat(status().build()).isEqualTo(status().build()).hasSameHashCodeAs(status().build());
    assertThat(status().build().hashCode()).isNotEqualTo(status().version(4).build().hashCode());
  }

  @Test
  void text_has_the_counts_and_an_unusual_posture() {
    Tally tally = CountedTally.empty().plus(ElementState.NORMAL, 1).plus(ElementState.DOWN, 1);
    ServiceStatus.Builder status = ServiceStatus.builder(SERVICE, PARTIAL).version(3).tally(tally);
    String start = "ServiceStatus[" + SERVICE + " v3 Partial (needed: 2 of 3 nodes)";

    assertThat(status.build()).hasToString(start + ", 2 members: 1 Normal, 1 Down]");
    assertThat(status.posture(SecurityPosture.ORANGE).build())
        .hasToString(start + " posture Orange, 2 members: 1 Normal, 1 Down]");
  }

  @Test
  void negative_version_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServiceStatus.builder(SERVICE, PARTIAL).version(-1))
        .withMessage("version -1 is negative: use 0 or more");
  }
}
