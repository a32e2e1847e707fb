package io.github.esrpcluster.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Impossible steps throw with the correct step, and change nothing. */
class InvalidStepsTest {
  private final VirtualTime time = new VirtualTime();
  private final TinyManager cluster = new TinyManager(time);

  static Stream<Map.Entry<String, Consumer<Scenario>>> steps() {
    return Stream.of(
        step(
            "disconnect esrp9: esrp9 has not joined; write nodes(\"esrp9\") before it"
                + " (joined so far: up, lost, gone)",
            scenario -> scenario.disconnect("esrp9")),
        step(
            "expectNode esrp9 Normal: esrp9 has not joined",
            scenario -> scenario.expectNode("esrp9", ElementState.NORMAL)),
        step("expectRouteTo esrp9: esrp9 has not", scenario -> scenario.expectRouteTo("esrp9")),
        step(
            "override esrp9 Down: esrp9",
            scenario -> scenario.override("esrp9", ElementState.DOWN)),
        step("crash: no node is named; write at least one name", Scenario::crash),
        step("nodes: no node is named; write at least one name", Scenario::nodes),
        step(
            "nodes new, up: up has joined sip:esrp.example.org already; for a new run of it write"
                + " restart(\"up\"), or before it release(\"up\")",
            scenario -> scenario.nodes("new", "up")),
        step(
            "nodes new, new: a node joins once; remove the repeated name",
            scenario -> scenario.nodes("new", "new")),
        step("\"e s.example.org\"", scenario -> scenario.nodes("e s")),
        step(
            "remove the incarnation; for a new run write restart(...)",
            scenario -> scenario.node("new", options -> options.incarnation("7"))),
        step("weight 0", scenario -> scenario.node("new", options -> options.weight(0))),
        step(
            "disconnect lost: lost is disconnected: write reconnect(\"lost\") before it, or instead",
            scenario -> scenario.disconnect("lost")),
        step(
            "report lost Normal: lost is disconnected: write reconnect(\"lost\") before it, or"
                + " instead",
            scenario -> scenario.report("lost", ElementState.NORMAL)),
        step("drain up, lost: lost is disconnected", scenario -> scenario.drain("up", "lost")),
        step("release lost: lost is disconnected", scenario -> scenario.release("lost")),
        step(
            "reconnect gone: gone has crashed: write registerAgain(\"gone\") or restart(\"gone\")"
                + " before it, or instead",
            scenario -> scenario.reconnect("gone")),
        step("crash gone: gone has crashed", scenario -> scenario.crash("gone")),
        step(
            "reconnect up: up is connected: write disconnect(\"up\") or crash(\"up\") before it",
            scenario -> scenario.reconnect("up")),
        step("registerAgain up: up is connected", scenario -> scenario.registerAgain("up")),
        step(
            "release up: up is not a member of sip:other.example.org; write service(...) with its"
                + " service",
            scenario -> scenario.service("sip:other.example.org").release("up")),
        step(
            "nodes lost: lost is disconnected",
            scenario -> scenario.service("sip:other.example.org").nodes("lost")),
        step("Unreachable", scenario -> scenario.report("up", ElementState.UNREACHABLE)),
        step(
            "pass(-1 s): time never runs back; give a duration of zero or more",
            scenario -> scenario.pass(Duration.ofSeconds(-1))),
        step("stall(-1 s): time never", scenario -> scenario.stall(Duration.ofSeconds(-1))),
        step("tel:911", scenario -> scenario.service("tel:911")));
  }

  private static Map.Entry<String, Consumer<Scenario>> step(
      String message, Consumer<Scenario> step) {
    return Map.entry(message, step);
  }

  @ParameterizedTest
  @MethodSource("steps")
  void impossible_step_changes_nothing(Map.Entry<String, Consumer<Scenario>> invalid) {
    Scenario scenario =
        Scenario.of(time, cluster)
            .service("sip:esrp.example.org")
            .nodes("up", "lost", "gone")
            .allNormal()
            .disconnect("lost")
            .crash("gone");
    long registered = cluster.registrations.size();
    assertThatThrownBy(() -> invalid.getValue().accept(scenario))
        .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class)
        .hasMessageContaining(invalid.getKey());
    assertThat(cluster.registrations).hasSize((int) registered);
    scenario
        .pass(Duration.ofMinutes(2))
        .service("sip:esrp.example.org")
        .expectNode("up", ElementState.NORMAL);
  }

  static Stream<Map.Entry<String, Consumer<Scenario>>> stepsWithoutService() {
    return Stream.of(
        step("expectStatus Normal", scenario -> scenario.expectStatus(ServiceState.NORMAL)),
        step("expectNotified nothing", Scenario::expectNotified),
        step("nodes esrp1", scenario -> scenario.nodes("esrp1")),
        step("all report Normal", Scenario::allNormal),
        step("release esrp1", scenario -> scenario.release("esrp1")),
        step("override Down", scenario -> scenario.override(ServiceState.DOWN)),
        step("clearOverride", Scenario::clearOverride));
  }

  @ParameterizedTest
  @MethodSource("stepsWithoutService")
  void step_before_any_service_is_refused(Map.Entry<String, Consumer<Scenario>> invalid) {
    Scenario scenario = Scenario.of(time, cluster);
    assertThatThrownBy(() -> invalid.getValue().accept(scenario))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            invalid.getKey()
                + ": there is no service yet; write service(\"sip:esrp.example.org\") before it");
  }

  @Test
  void report_without_a_connected_node_is_refused() {
    Scenario scenario = Scenario.of(time, cluster).service("sip:esrp.example.org");
    assertThatThrownBy(scenario::allNormal)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "all report Normal: no node is connected; write nodes(\"esrp1\", \"esrp2\") before it");
  }
}
