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

/** Lines that make no sense say what to write instead, and play nothing. */
class InvalidStepsTest {
  private final VirtualTime time = new VirtualTime();
  private final TinyManager cluster = new TinyManager(time);

  static Stream<Map.Entry<String, Consumer<Scenario>>> lines() {
    return Stream.of(
        line(
            "silent esrp9: esrp9 has not joined; write nodes(\"esrp9\") before it"
                + " (joined so far: up, lost, gone)",
            story -> story.disconnect("esrp9")),
        line(
            "expectNode esrp9 Normal: esrp9 has not joined",
            story -> story.expectNode("esrp9", ElementState.NORMAL)),
        line("expectRouteTo esrp9: esrp9 has not", story -> story.expectRouteTo("esrp9")),
        line("override esrp9 Down: esrp9", story -> story.override("esrp9", ElementState.DOWN)),
        line("crash: no node is named; write one name or more", Scenario::crash),
        line("nodes: no node is named; write one name or more", Scenario::nodes),
        line(
            "nodes new, up: up has joined sip:esrp.example.org already; for a new run of it write"
                + " restart(\"up\"), or before it release(\"up\")",
            story -> story.nodes("new", "up")),
        line(
            "nodes new, new: a node joins once; leave the repeated name out",
            story -> story.nodes("new", "new")),
        line("\"e s.example.org\"", story -> story.nodes("e s")),
        line(
            "leave the incarnation out; a new run of it is restart(...)",
            story -> story.node("new", asks -> asks.incarnation("7"))),
        line("weight 0", story -> story.node("new", asks -> asks.weight(0))),
        line(
            "silent lost: lost is silent: write heard(\"lost\") before it, or instead",
            story -> story.disconnect("lost")),
        line(
            "report lost Normal: lost is silent: write heard(\"lost\") before it, or instead",
            story -> story.report("lost", ElementState.NORMAL)),
        line("drain up, lost: lost is silent", story -> story.drain("up", "lost")),
        line("release lost: lost is silent", story -> story.release("lost")),
        line(
            "heard gone: gone has crashed: write comeBack(\"gone\") or restart(\"gone\") before it,"
                + " or instead",
            story -> story.reconnect("gone")),
        line("crash gone: gone has crashed", story -> story.crash("gone")),
        line(
            "heard up: up is heard: write silent(\"up\") or crash(\"up\") before it",
            story -> story.reconnect("up")),
        line("comeBack up: up is heard", story -> story.registerAgain("up")),
        line(
            "release up: up is not in sip:other.example.org; write service(...) of the one it is"
                + " in",
            story -> story.service("sip:other.example.org").release("up")),
        line(
            "nodes lost: lost is silent",
            story -> story.service("sip:other.example.org").nodes("lost")),
        line("Unreachable", story -> story.report("up", ElementState.UNREACHABLE)),
        line(
            "pass(PT-1S): a story never runs back; write a time of zero or more",
            story -> story.pass(Duration.ofSeconds(-1))),
        line("stall(PT-1S): a story never", story -> story.stall(Duration.ofSeconds(-1))),
        line("tel:911", story -> story.service("tel:911")));
  }

  private static Map.Entry<String, Consumer<Scenario>> line(
      String message, Consumer<Scenario> line) {
    return Map.entry(message, line);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void a_line_that_makes_no_sense(Map.Entry<String, Consumer<Scenario>> wrong) {
    Scenario scenario =
        Scenario.of(time, cluster)
            .service("sip:esrp.example.org")
            .nodes("up", "lost", "gone")
            .allNormal()
            .disconnect("lost")
            .crash("gone");
    long registered = cluster.registrations.size();
    assertThatThrownBy(() -> wrong.getValue().accept(scenario))
        .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class)
        .hasMessageContaining(wrong.getKey());
    assertThat(cluster.registrations).hasSize((int) registered);
    scenario
        .pass(Duration.ofMinutes(2))
        .service("sip:esrp.example.org")
        .expectNode("up", ElementState.NORMAL);
  }

  static Stream<Map.Entry<String, Consumer<Scenario>>> linesWithoutService() {
    return Stream.of(
        line("expectStatus Normal", story -> story.expectStatus(ServiceState.NORMAL)),
        line("expectNotified nothing", Scenario::expectNotified),
        line("nodes esrp1", story -> story.nodes("esrp1")),
        line("all report Normal", Scenario::allNormal),
        line("release esrp1", story -> story.release("esrp1")),
        line("override Down", story -> story.override(ServiceState.DOWN)),
        line("clearOverride", Scenario::clearOverride));
  }

  @ParameterizedTest
  @MethodSource("linesWithoutService")
  void a_line_before_any_service(Map.Entry<String, Consumer<Scenario>> wrong) {
    Scenario scenario = Scenario.of(time, cluster);
    assertThatThrownBy(() -> wrong.getValue().accept(scenario))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            wrong.getKey()
                + ": there is no service yet; write service(\"sip:esrp.example.org\") before it");
  }

  @Test
  void nobody_to_report() {
    Scenario scenario = Scenario.of(time, cluster).service("sip:esrp.example.org");
    assertThatThrownBy(scenario::allNormal)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "all report Normal: no node is heard; write nodes(\"esrp1\", \"esrp2\") before it");
  }
}
