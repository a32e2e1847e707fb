package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.StatusExplanation.Held;
import io.github.esrpcluster.api.StatusExplanation.MemberExplanation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The message upstream, and the explanation of it. */
class ServiceStatusTest {
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");
  private static final NodeId NODE = NodeId.of("esrp1.example.org");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Verdict PARTIAL = Verdict.of(ServiceState.PARTIAL, "needed: 2 of 3 nodes");
  private static final Tally ONE = Tally.empty().plus(ElementState.NORMAL, 1);

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

  @Test
  void an_event_about_a_message_is_about_its_service_and_version() {
    ServiceStatus status = message().build();
    ClusterEvent.NotificationSent transmitted =
        new ClusterEvent.NotificationSent(NOON, "county", status);

    assertThat(transmitted.service()).isEqualTo(SERVICE);
    assertThat(transmitted.version()).isEqualTo(3);
    assertThat(new ClusterEvent.StatusChanged(NOON, status, Optional.empty()).service())
        .isEqualTo(SERVICE);
  }

  @Test
  void an_explanation_that_has_little_to_explain_is_short() {
    StatusExplanation plain =
        new StatusExplanation(
            message().build(),
            List.of(),
            ONE,
            "all-up",
            PARTIAL,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThat(plain.text())
        .isEqualTo(
            """
            sip:esrp.example.org is Partial (needed: 2 of 3 nodes), v3
              posture Green
              policy all-up found Partial (needed: 2 of 3 nodes)
              1 member: 1 Normal
            """);
  }

  @Test
  void an_explanation_names_every_layer_between_the_members_and_the_message() {
    Member member =
        Member.builder(Registration.builder(SERVICE, NODE).build())
            .report(ElementState.NORMAL)
            .build();
    StatusExplanation full =
        new StatusExplanation(
            message().build(),
            List.of(
                new MemberExplanation(
                    member, "reported so", Duration.ofSeconds(5), Duration.ofSeconds(55))),
            ONE,
            "all-up",
            PARTIAL,
            Optional.of(
                OperatorOverride.of(ServiceState.DOWN, "jo", "drill")
                    .duration(Duration.ofHours(1))),
            Optional.of(OperatorOverride.of(SecurityPosture.RED, "jo", "")),
            Optional.of(new Held(Verdict.normal(), Duration.ofSeconds(9))),
            Optional.of("it threw"));

    assertThat(full.text())
        .isEqualTo(
            """
            sip:esrp.example.org is Partial (needed: 2 of 3 nodes), v3
              posture Green
              policy all-up found Partial (needed: 2 of 3 nodes)
              in its place judged any-up: it threw
              overridden: Down by jo (drill) for PT1H
              posture overridden: Red by jo until cleared
              held for PT9S: Normal
              1 member: 1 Normal
                esrp1.example.org Normal: reported so; heard PT5S ago, lease left PT55S
            """);
  }
}
