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

/** What a reader gets who has only the failure. */
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
  void a_failure_tells_the_story_and_what_was_transmitted() {
    scenario
        .nodes("esrp1", "esrp2")
        .report("esrp1", ElementState.NORMAL)
        .expectStatus(ServiceState.NORMAL)
        .pass(Duration.ofSeconds(90))
        .disconnect("esrp1")
        .pass(Duration.ofMinutes(2));
    assertThat(failureOf(story -> story.expectStatus(ServiceState.NORMAL)))
        .isEqualTo(
            """
            Expected the status of sip:esrp.example.org to be Normal, but it is Down (needed: one node).
              message ServiceStatus[sip:esrp.example.org v3 Down (needed: one node), 2 members: 2 Unreachable]

            The story so far:
              0s      service sip:esrp.example.org
              0s      nodes esrp1, esrp2
              0s        -> upstream is told Down (needed: one node), v1
              0s      report esrp1 Normal
              0s        -> esrp1 counts as Normal
              0s        -> upstream is told Normal, v2
              0s      expectStatus Normal
              0s      pass 1m30s
              1m30s   silent esrp1
              1m30s   pass 2m
              2m20s     -> esrp1 counts as Unreachable
              2m20s     -> upstream is told Down (needed: one node), v3
              3m30s   expectStatus Normal

            NotificationSent about sip:esrp.example.org:
              ServiceStatus[sip:esrp.example.org v1 Down (needed: one node), 1 member: 1 Unreachable]
              ServiceStatus[sip:esrp.example.org v2 Normal, 2 members: 1 Normal, 1 Unreachable]
              ServiceStatus[sip:esrp.example.org v3 Down (needed: one node), 2 members: 2 Unreachable]\
            """);
  }

  @Test
  void each_expectation_says_what_it_found() {
    scenario.nodes("esrp1", "esrp2").report("esrp1", ElementState.NORMAL);
    assertThat(failureOf(story -> story.expectReason("two nodes")))
        .contains("a reason that contains \"two nodes\", but it has none.");
    assertThat(failureOf(story -> story.expectPosture(SecurityPosture.RED)))
        .contains("to have posture Red, but it has Green.");
    assertThat(failureOf(story -> story.expectNode("esrp2", ElementState.NORMAL)))
        .contains("Expected esrp2 to be Normal, but it is Unreachable.")
        .contains("member esrp1 Normal (LIVE)");
    assertThat(failureOf(story -> story.expectRouteTo("esrp2")))
        .contains("to go to one of esrp2, but it goes to esrp1 in mode NORMAL.");
    assertThat(failureOf(story -> story.expectRouteTo("esrp2", Mode.NORMAL)))
        .contains("to go to esrp2, but it goes to esrp1 in mode NORMAL.");
    assertThat(failureOf(story -> story.expectRouteTo("esrp1", Mode.LAST_RESORT)))
        .contains("to be routed in mode LAST_RESORT, but it goes to esrp1 in mode NORMAL.");
    assertThat(failureOf(story -> story.expectRefusal(Refusal.ALL_DOWN)))
        .contains("to be refused because ALL_DOWN, but it goes to esrp1 in mode NORMAL.");
    assertThat(failureOf(story -> story.expectEvent(LeaseExpired.class)))
        .contains("to be told a LeaseExpired, but it was told none.");
    assertThat(failureOf(story -> story.expectNoEvent(MemberStateChanged.class)))
        .contains("to be told no MemberStateChanged, but it was told 1.");
    assertThat(failureOf(story -> story.expectNotified(ServiceState.NORMAL)))
        .contains(
            "Expected upstream to have been told Normal of sip:esrp.example.org"
                + " since the last look, but it was told Down, Normal.");
  }

  @Test
  void an_expectation_of_ones_own_is_told_with_the_story_too() {
    String failure =
        failureOf(
            story ->
                story
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
        .contains("  0s      expectThat two members");
  }

  @Test
  void what_was_not_met_can_be_expected_again() {
    scenario.nodes("esrp1").allNormal();
    failureOf(story -> story.expectNotified(ServiceState.NORMAL));
    scenario.expectNotified(ServiceState.DOWN, ServiceState.NORMAL);
  }

  @Test
  void a_service_without_nodes_has_no_status_to_expect() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> scenario.expectStatus(ServiceState.DOWN))
        .withMessageStartingWith(
            "Expected sip:esrp.example.org to have a status,"
                + " but the manager does not know it yet.");
  }
}
