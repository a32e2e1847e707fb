package io.github.esrpcluster.testkit.assertions;

import static io.github.esrpcluster.testkit.assertions.ClusterAssertions.assertThat;
import static io.github.esrpcluster.testkit.assertions.FailureCapture.failureOf;

import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.Verdict;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The assertions on state and reason, which verdicts and statuses share. */
class StateAssertTest {
  private static final Verdict PARTIAL = Verdict.of(ServiceState.PARTIAL, "needed: 2 of 3 nodes");

  static Stream<Map.Entry<ServiceState, Consumer<VerdictAssert>>> stateAssertions() {
    return Stream.of(
        Map.entry(ServiceState.NORMAL, VerdictAssert::isNormal),
        Map.entry(ServiceState.PARTIAL, VerdictAssert::isPartial),
        Map.entry(ServiceState.OVERLOADED, VerdictAssert::isOverloaded),
        Map.entry(ServiceState.GOING_DOWN, VerdictAssert::isGoingDown),
        Map.entry(ServiceState.SCHEDULED_MAINTENANCE_DOWN, VerdictAssert::isDownForMaintenance),
        Map.entry(ServiceState.DOWN, VerdictAssert::isDown));
  }

  @ParameterizedTest
  @MethodSource("stateAssertions")
  void state_assertion_holds_only_for_its_state(
      Map.Entry<ServiceState, Consumer<VerdictAssert>> assertion) {
    assertion.getValue().accept(assertThat(Verdict.of(assertion.getKey(), "")));
    Verdict other = Verdict.of(ServiceState.MAJOR_INCIDENT_IN_PROGRESS, "flood");
    failureOf(() -> assertion.getValue().accept(assertThat(other)))
        .isEqualTo(
            "Expected the verdict to be %s, but it is MajorIncidentInProgress (flood).",
            assertion.getKey().token());
  }

  @Test
  void has_state_checks_the_state() {
    assertThat(PARTIAL).hasState(ServiceState.PARTIAL);
    failureOf(() -> assertThat(PARTIAL).hasState(ServiceState.NORMAL))
        .isEqualTo("Expected the verdict to be Normal, but it is Partial (needed: 2 of 3 nodes).");
  }

  @Test
  void has_reason_containing_checks_the_reason() {
    assertThat(PARTIAL).hasReasonContaining("2 of 3");
    failureOf(() -> assertThat(PARTIAL).hasReasonContaining("3 of 3"))
        .isEqualTo(
            "Expected the verdict to have a reason that contains \"3 of 3\","
                + " but it is \"needed: 2 of 3 nodes\".");
    failureOf(() -> assertThat(Verdict.normal()).hasReasonContaining("3 of 3"))
        .endsWith("but it has none.");
  }

  @Test
  void has_no_reason_refuses_a_reason() {
    assertThat(Verdict.normal()).hasNoReason();
    failureOf(() -> assertThat(PARTIAL).hasNoReason())
        .isEqualTo("Expected the verdict to have no reason, but it is \"needed: 2 of 3 nodes\".");
  }

  @Test
  void description_precedes_the_sentence() {
    failureOf(() -> assertThat(PARTIAL).as("100% of two sites").isDown())
        .startsWith("[100% of two sites] Expected the verdict to be Down");
  }

  @Test
  @SuppressWarnings("NullAway") // a faulty policy may return null
  void null_fails_every_assertion() {
    Verdict none = null;
    failureOf(() -> assertThat(none).isNormal()).contains("not to be null");
  }
}
