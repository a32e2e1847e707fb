package io.github.esrpcluster.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** SIPp subscribes to the state server as an upstream entity does. */
class SubscribeScenariosTest {
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void resetState() throws IOException {
    server.settle("Normal");
  }

  @AfterEach
  void checkServer() {
    server.assertSound();
  }

  private static Sipp sipp(String scenario, String transport, String... options)
      throws IOException {
    return call(scenario, "127.0.0.1", transport, TestServer.SERVICE_STATE, options);
  }

  private static Sipp call(
      String scenario, String host, String transport, String event, String... options)
      throws IOException {
    return Sipp.subscribe(scenario, host, server, transport, event, options);
  }

  /**
   * Checks all members of the body that NENA-STA-010.3 section 2.4.2 names, and that no other is
   * there.
   */
  private static void assertBody(TracedMessage notify, String state) {
    assertThat(notify.header("Content-Type"))
        .isEqualToIgnoringCase("application/EmergencyCallData.ServiceState+json");
    JsonNode body = notify.body();
    assertThat(body.propertyNames())
        .containsExactlyInAnyOrder("service", "serviceState", "securityPosture");
    assertThat(body.at("/service/name").stringValue()).isEqualTo("ESRP");
    assertThat(body.at("/service/domain").stringValue()).isEqualTo("esrp.example.org");
    assertThat(body.at("/service/serviceId").stringValue("esrp.example.org"))
        .isEqualTo("esrp.example.org");
    assertThat(body.at("/serviceState").propertyNames())
        .containsExactlyInAnyOrder("state", "reason");
    assertThat(body.at("/serviceState/state").stringValue()).isEqualTo(state);
    assertThat(body.at("/serviceState/reason").isString()).isTrue();
    assertThat(body.at("/securityPosture").propertyNames()).containsExactly("posture");
    assertThat(body.at("/securityPosture/posture").stringValue()).isEqualTo("Green");
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1,u1", "127.0.0.1,t1", "[::1],u1", "[::1],t1"})
  void subscriber_receives_state_and_unsubscribes(String host, String transport)
      throws IOException {
    try (Sipp sipp =
        call("subscribe", host, transport, TestServer.SERVICE_STATE, "-key", "expires", "3600")) {
      sipp.awaitSuccess();
      assertThat(sipp.notifies()).hasSize(2);
      assertBody(sipp.notifies().get(0), "Normal");
      assertBody(sipp.notifies().get(1), "Normal");
    }
  }

  @Test
  void node_state_has_a_package_of_its_own() throws IOException {
    server.settle("Overloaded");
    try (Sipp sipp =
        Sipp.start(
            "subscribe",
            "127.0.0.1",
            server.port(),
            "u1",
            "-key",
            "resource",
            "sip:" + TestServer.NODE,
            "-key",
            "event",
            "emergency-ElementState",
            "-key",
            "expires",
            "3600")) {
      sipp.awaitSuccess();
      TracedMessage notify = sipp.notifies().get(0);
      assertThat(notify.header("Content-Type"))
          .isEqualToIgnoringCase("application/EmergencyCallData.ElementState+json");
      assertThat(notify.body().at("/elementId").stringValue()).isEqualTo(TestServer.NODE);
      assertThat(notify.body().at("/state").stringValue()).isEqualTo("Overloaded");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"u1", "t1"})
  void min_rate_causes_a_notify_each_second(String transport) throws IOException {
    try (Sipp sipp =
        call("periodic", "127.0.0.1", transport, TestServer.SERVICE_STATE + ";min-rate=1")) {
      sipp.awaitSuccess();
      List<TracedMessage> notifies = sipp.notifies();
      assertThat(notifies).hasSize(12);
      for (int i = 1; i <= 10; i++) {
        assertBody(notifies.get(i), "Normal");
        assertThat(notifies.get(i).since(notifies.get(i - 1)))
            .isBetween(Duration.ofMillis(500), Duration.ofMillis(1_250));
      }
      assertSequenceRises(notifies);
    }
  }

  private static void assertSequenceRises(List<TracedMessage> notifies) {
    List<Long> sequence =
        notifies.stream()
            .map(notify -> Long.parseLong(notify.header("CSeq").replace(" NOTIFY", "")))
            .toList();
    for (int i = 1; i < sequence.size(); i++) {
      assertThat(sequence.get(i)).isEqualTo(sequence.get(i - 1) + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"u1", "t1"})
  void changes_arrive_at_once_and_in_order(String transport) throws IOException {
    List<String> states = List.of("Overloaded", "Normal", "Down");
    try (Sipp sipp = sipp("change", transport, "-key", "changes", "3")) {
      for (int i = 0; i < states.size(); i++) {
        sipp.awaitAnsweredNotifies(i + 1);
        server.report(states.get(i));
      }
      sipp.awaitSuccess();
      List<TracedMessage> notifies = sipp.notifies();
      assertThat(notifies).hasSize(5);
      assertBody(notifies.get(0), "Normal");
      assertBody(notifies.get(1), "Overloaded");
      assertBody(notifies.get(2), "Normal");
      assertBody(notifies.get(3), "Down");
      assertBody(notifies.get(4), "Down");
      assertSequenceRises(notifies);
    }
  }

  @Test
  void max_rate_delays_changes_and_sends_the_newest() throws IOException {
    try (Sipp sipp =
        call(
            "change",
            "127.0.0.1",
            "u1",
            TestServer.SERVICE_STATE + ";max-rate=0.5",
            "-key",
            "changes",
            "1")) {
      sipp.awaitAnsweredNotifies(1);
      server.report("Overloaded");
      server.report("Normal");
      server.report("Down");
      sipp.awaitSuccess();
      List<TracedMessage> notifies = sipp.notifies();
      assertThat(notifies).hasSize(3);
      assertBody(notifies.get(1), "Down");
      assertThat(notifies.get(1).header("Subscription-State")).contains("max-rate=0.5");
      assertThat(notifies.get(1).since(notifies.get(0)))
          .isBetween(Duration.ofMillis(1_950), Duration.ofMillis(2_500));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "refresh,u1",
    "refresh,t1",
    "default-duration,u1",
    "longest-duration,u1",
    "too-brief,u1",
    "too-brief,t1",
    "unknown-package,u1",
    "package-in-lower-case,u1",
    "no-package,u1",
    "not-acceptable,u1",
    "unknown-dialog,u1",
    "unknown-dialog,t1",
    "old-sequence,u1",
    "zero-rate,u1",
    "options,u1",
    "options,t1",
    "unknown-method,u1"
  })
  void server_follows_the_scenario(String scenario, String transport) throws IOException {
    try (Sipp sipp = sipp(scenario, transport)) {
      sipp.awaitSuccess();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"u1", "t1"})
  void fetch_is_answered_once_with_the_state(String transport) throws IOException {
    try (Sipp sipp = sipp("fetch", transport)) {
      sipp.await(1, message -> message.isReceived("NOTIFY"));
      server.report("Overloaded");
      sipp.awaitSuccess();
      assertThat(sipp.notifies()).hasSize(1);
      assertBody(sipp.notifies().get(0), "Normal");
    }
  }

  @Test
  void accept_compares_types_without_case() throws IOException {
    try (Sipp sipp =
        sipp("accept", "u1", "-key", "type", "application/emergencycalldata.servicestate+JSON")) {
      sipp.awaitSuccess();
    }
  }

  @Test
  void answer_481_to_notify_removes_the_subscription() throws IOException {
    try (Sipp sipp = sipp("lost-dialog", "u1")) {
      sipp.awaitAnsweredNotifies(1);
      server.report("Overloaded");
      sipp.awaitAnsweredNotifies(2);
      server.report("Normal");
      sipp.awaitSuccess();
      assertThat(sipp.notifies()).hasSize(2);
    }
  }

  @Test
  void vanished_subscribers_do_not_stop_the_server() throws IOException {
    // With a stack that stumbled over refused ports, no SUBSCRIBE was answered any more.
    try (Sipp many = sipp("vanish", "u1", "-m", "200", "-r", "400")) {
      many.awaitSuccess();
    }
    for (String state : List.of("Overloaded", "Normal", "Overloaded", "Normal")) {
      server.report(state);
      Sipp.pause(Duration.ofMillis(300));
      try (Sipp next = sipp("subscribe", "u1", "-key", "expires", "3600")) {
        next.awaitSuccess();
        assertBody(next.notifies().get(0), state);
      }
    }
  }

  @Test
  void vanished_tcp_subscribers_do_not_stop_the_server() throws IOException {
    try (Sipp many = sipp("vanish", "tn", "-m", "50", "-r", "200", "-max_socket", "100")) {
      many.awaitSuccess();
    }
    server.report("Overloaded");
    try (Sipp next = sipp("subscribe", "t1", "-key", "expires", "3600")) {
      next.awaitSuccess();
    }
  }
}
