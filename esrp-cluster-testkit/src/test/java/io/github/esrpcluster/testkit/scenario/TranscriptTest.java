package io.github.esrpcluster.testkit.scenario;

import static io.github.esrpcluster.testkit.assertions.ClusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.esrpcluster.api.ClusterEvent.LeaseExpired;
import io.github.esrpcluster.api.ClusterEvent.MemberStateChanged;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.RoutingDecision.Mode;
import io.github.esrpcluster.api.RoutingDecision.Refusal;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The failure of an expectation, as a reader sees it. */
class TranscriptTest {
  private final VirtualTime time = new VirtualTime();
  private final Scenario scenario =
      Scenario.of(time, new TinyManager(time)).service("sip:esrp.example.org");

  private String failureOf(Consumer<Scenario> expectation) {
    AssertionError failure =
        catchThrowableOfType(AssertionError.class, () -> expectation.accept(scenario));
    assertThat(failure).as("the failure").isNotNull();
    return String.valueOf(failure.getMessage());
  }

  @Test
  void failure_has_the_transcript_and_the_notifications() {
    scenario
        .nodes("esrp1", "esrp2")
        .report("esrp1", ElementState.NORMAL)
        .expectStatus(ServiceState.NORMAL)
        .pass(Duration.ofSeconds(90))
        .disconnect("esrp1")
        .pass(Duration.ofMinutes(2));
    assertThat(failureOf(steps -> steps.expectStatus(ServiceState.NORMAL)))
        .isEqualTo(
            """
            Expected the status of sip:esrp.example.org to be Normal, but it is Down (no node takes calls).
              notification ServiceStatus[sip:esrp.example.org v3 Down (no node takes calls), 2 members: 2 Unreachable]

            The scenario so far:
              0 s          service sip:esrp.example.org
              0 s          nodes esrp1, esrp2
              0 s            -> notification: Down (no node takes calls), v1
              0 s          report esrp1 Normal
              0 s            -> esrp1 counts as Normal
              0 s            -> notification: Normal, v2
              0 s          expectStatus Normal
              0 s          pass 1 min 30 s
              1 min 30 s   disconnect esrp1
              1 min 30 s   pass 2 min
              2 min 20 s     -> esrp1 counts as Unreachable
              2 min 20 s     -> notification: Down (no node takes calls), v3
              3 min 30 s   expectStatus Normal

            Notifications about sip:esrp.example.org:
              ServiceStatus[sip:esrp.example.org v1 Down (no node takes calls), 1 member: 1 Unreachable]
              ServiceStatus[sip:esrp.example.org v2 Normal, 2 members: 1 Normal, 1 Unreachable]
              ServiceStatus[sip:esrp.example.org v3 Down (no node takes calls), 2 members: 2 Unreachable]\
            """);
  }

  @Test
  void failed_expectation_says_what_it_found() {
    scenario.nodes("esrp1", "esrp2").report("esrp1", ElementState.NORMAL);
    assertThat(failureOf(steps -> steps.expectReason("two nodes")))
        .contains("a reason that contains \"two nodes\", but it has none.");
    assertThat(failureOf(steps -> steps.expectPosture(SecurityPosture.RED)))
        .contains("to have posture Red, but it has Green.");
    assertThat(failureOf(steps -> steps.expectNode("esrp2", ElementState.NORMAL)))
        .contains("Expected esrp2 to be Normal, but it is Unreachable.")
        .contains("member esrp1 Normal (LIVE)");
    assertThat(failureOf(steps -> steps.expectRouteTo("esrp2")))
        .contains("to go to one of esrp2, but it goes to esrp1 in mode NORMAL.");
    assertThat(failureOf(steps -> steps.expectRouteTo("esrp2", Mode.NORMAL)))
        .contains("to go to esrp2, but it goes to esrp1 in mode NORMAL.");
    assertThat(failureOf(steps -> steps.expectRouteTo("esrp1", Mode.LAST_RESORT)))
        .contains("to be routed in mode LAST_RESORT, but it goes to esrp1 in mode NORMAL.");
    assertThat(failureOf(steps -> steps.expectRefusal(Refusal.ALL_DOWN)))
        .contains("to be refused because ALL_DOWN, but it goes to esrp1 in mode NORMAL.");
    assertThat(failureOf(steps -> steps.expectEvent(LeaseExpired.class)))
        .contains("to receive a LeaseExpired, but it received none.");
    assertThat(failureOf(steps -> steps.expectNoEvent(MemberStateChanged.class)))
        .contains("to receive no MemberStateChanged, but it received 1.");
    assertThat(failureOf(steps -> steps.expectNotified(ServiceState.NORMAL)))
        .contains(
            "Expected the publisher to be notified of Normal about sip:esrp.example.org"
                + " since the last such expectation, but it was notified of Down, Normal.");
  }

  @Test
  void failure_of_own_assertions_has_the_transcript() {
    String failure =
        failureOf(
            steps ->
                steps
                    .nodes("esrp1")
                    .expectThat(
                        "two members",
                        cluster ->
                            assertThat(
                                    cluster
                                        .view(ServiceId.of("sip:esrp.example.org"))
                                        .orElseThrow())
                                .hasMembers(2)));
    assertThat(failure)
        .startsWith("Expected the view of sip:esrp.example.org to have 2 members, but it has 1")
        .contains("  0 s          expectThat two members");
  }

  @Test
  void failed_expectation_can_be_repeated() {
    scenario.nodes("esrp1").allNormal();
    failureOf(steps -> steps.expectNotified(ServiceState.NORMAL));
    scenario.expectNotified(ServiceState.DOWN, ServiceState.NORMAL);
  }

  @Test
  void service_without_nodes_has_no_status() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> scenario.expectStatus(ServiceState.DOWN))
        .withMessageStartingWith(
            "Expected sip:esrp.example.org to have a status,"
                + " but the manager does not know it yet.");
  }
}
