package io.github.esrpcluster.testkit.assertions;

import static io.github.esrpcluster.testkit.assertions.ClusterAssertions.assertThat;
import static io.github.esrpcluster.testkit.assertions.FailureCapture.failureOf;

import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.RoutingDecision;
import io.github.esrpcluster.api.RoutingDecision.Mode;
import io.github.esrpcluster.api.RoutingDecision.Refusal;
import io.github.esrpcluster.api.RoutingDecision.Refused;
import io.github.esrpcluster.api.RoutingDecision.Routed;
import io.github.esrpcluster.testkit.ClusterViewBuilder;
import org.junit.jupiter.api.Test;

class RoutingDecisionAssertTest {
  private final Member picked =
      ClusterViewBuilder.of("sip:esrp.example.org").normal(1).build().members().get(0);
  private final RoutingDecision normal = new Routed(picked, Mode.NORMAL);
  private final RoutingDecision degraded = new Routed(picked, Mode.DEGRADED);
  private final RoutingDecision lastResort = new Routed(picked, Mode.LAST_RESORT);
  private final RoutingDecision refused = new Refused(Refusal.ALL_DOWN);

  @Test
  void is_routed_to_checks_the_node() {
    assertThat(normal).isRoutedTo("normal1").isRoutedTo(picked.node());
    failureOf(() -> assertThat(normal).isRoutedTo("esrp2"))
        .isEqualTo(
            "Expected the call to go to esrp2, but it goes to normal1 in mode NORMAL.\n"
                + "  member normal1 Normal (LIVE)");
    failureOf(() -> assertThat(refused).isRoutedTo("esrp2"))
        .isEqualTo("Expected the call to go to esrp2, but it is refused because ALL_DOWN.");
  }

  @Test
  void is_routed_to_one_of_checks_the_node() {
    assertThat(normal).isRoutedToOneOf("esrp2", "normal1");
    failureOf(() -> assertThat(normal).isRoutedToOneOf("esrp2", "esrp3"))
        .contains("to go to one of esrp2, esrp3, but it goes to normal1 in mode NORMAL.");
  }

  @Test
  void normally_checks_the_mode() {
    assertThat(normal).normally();
    failureOf(() -> assertThat(degraded).normally())
        .contains("to be routed in mode NORMAL, but it goes to normal1 in mode DEGRADED.");
  }

  @Test
  void degraded_checks_the_mode() {
    assertThat(degraded).degraded();
    failureOf(() -> assertThat(refused).degraded())
        .contains("to be routed in mode DEGRADED, but it is refused because ALL_DOWN.");
  }

  @Test
  void as_last_resort_checks_the_mode() {
    assertThat(lastResort).isRoutedTo("normal1").asLastResort();
    failureOf(() -> assertThat(normal).asLastResort())
        .contains("to be routed in mode LAST_RESORT, but it goes to normal1 in mode NORMAL.");
  }

  @Test
  void is_refused_because_checks_the_reason() {
    assertThat(refused).isRefusedBecause(Refusal.ALL_DOWN);
    failureOf(() -> assertThat(refused).isRefusedBecause(Refusal.NO_NODES))
        .contains("to be refused because NO_NODES, but it is refused because ALL_DOWN.");
    failureOf(() -> assertThat(normal).isRefusedBecause(Refusal.NO_NODES))
        .contains("to be refused because NO_NODES, but it goes to normal1 in mode NORMAL.");
  }

  @Test
  void the_call_goes_somewhere() {
    assertThat(normal).isRouted().isLive();
    failureOf(() -> assertThat(refused).isRouted())
        .isEqualTo("Expected the call to be routed, but it is refused because ALL_DOWN.");
  }
}
