package io.github.esrpcluster.testkit.assertions;

import static io.github.esrpcluster.testkit.assertions.ClusterAssertions.assertThat;
import static io.github.esrpcluster.testkit.assertions.FailureCapture.failureOf;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.testkit.ClusterViewBuilder;
import org.junit.jupiter.api.Test;

class ServiceStatusAssertTest {
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");

  private final ServiceStatus status =
      ServiceStatus.builder(SERVICE, Verdict.of(ServiceState.PARTIAL, "one is not enough"))
          .version(7)
          .posture(SecurityPosture.ORANGE)
          .tally(ClusterViewBuilder.of(SERVICE).normal(1).down(1).build().tally())
          .build();

  private static ServiceStatus version(long version) {
    return ServiceStatus.builder(SERVICE, Verdict.normal()).version(version).build();
  }

  @Test
  void failure_shows_the_whole_status() {
    assertThat(status).isPartial().hasReasonContaining("not enough");
    failureOf(() -> assertThat(status).isNormal())
        .isEqualTo(
            "Expected the status of sip:esrp.example.org to be Normal,"
                + " but it is Partial (one is not enough).\n  notification "
                + status);
  }

  @Test
  void is_about_checks_the_service() {
    assertThat(status).isAbout(SERVICE);
    failureOf(() -> assertThat(status).isAbout(ServiceId.of("sip:other.example.org")))
        .startsWith(
            "Expected the status of sip:esrp.example.org to be about sip:other.example.org,"
                + " but it is about sip:esrp.example.org.");
  }

  @Test
  void has_version_after_checks_the_version() {
    assertThat(status).hasVersionAfter(version(6));
    failureOf(() -> assertThat(status).hasVersionAfter(version(7)))
        .contains("to have a version after 7, but it has version 7.");
  }

  @Test
  void versions_of_two_services_are_not_comparable() {
    ServiceStatus other =
        ServiceStatus.builder(ServiceId.of("sip:other.example.org"), Verdict.normal()).build();
    failureOf(() -> assertThat(status).hasVersionAfter(other))
        .contains("to be about sip:other.example.org");
  }

  @Test
  void has_posture_checks_the_posture() {
    assertThat(status).hasPosture(SecurityPosture.ORANGE);
    failureOf(() -> assertThat(status).hasPosture(SecurityPosture.GREEN))
        .contains("to have posture Green, but it has Orange.");
  }

  @Test
  void counts_checks_the_tally() {
    assertThat(status).counts(1, ElementState.DOWN).counts(0, ElementState.UNREACHABLE);
    failureOf(() -> assertThat(status).counts(2, ElementState.NORMAL))
        .contains("to count 2 Normal, but it counts 2 members: 1 Normal, 1 Down.");
  }
}
