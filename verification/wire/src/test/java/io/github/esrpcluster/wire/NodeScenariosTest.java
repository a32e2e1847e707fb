package io.github.esrpcluster.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The state server subscribes to nodes, which are SIPp or other state servers. */
class NodeScenariosTest {
  private static final String ELEMENT_TYPE = "application/EmergencyCallData.ElementState+json";
  private static final String SERVICE_TYPE = "application/EmergencyCallData.ServiceState+json";

  private static String downstream(int port, String eventPackage, String transport) {
    return """
        ,"keepAlive":"PT1S","downstream":[{"node":"%s","uri":"sip:127.0.0.1:%d;transport=%s",
         "package":"%s","services":["%s"],"lease":"PT4S"}]"""
        .formatted(TestServer.NODE, port, transport, eventPackage, TestServer.SERVICE);
  }

  private static Sipp node(int port, String transport, String type, String first, String second)
      throws IOException {
    return Sipp.listen(
        "node", port, transport, "-m", "1000", "-key", "type", type, "-key", "first", first, "-key",
        "second", second);
  }

  /** Subscribes as an upstream entity does, and sees at least so many changes. */
  private static Sipp upstream(TestServer server, int changes) throws IOException {
    return Sipp.subscribe(
        "change",
        server,
        "u1",
        TestServer.SERVICE_STATE,
        "-key",
        "changes",
        Integer.toString(changes));
  }

  private static void awaitState(Sipp upstream, String state, TestServer server)
      throws IOException {
    try {
      upstream.await(1, message -> isState(message, state));
    } catch (AssertionError e) {
      throw new AssertionError(
          "No " + state + ". The server printed:\n" + server.process().log(), e);
    }
  }

  private static boolean isState(TracedMessage message, String state) {
    return message.isReceived("NOTIFY")
        && message.text().contains("\r\n\r\n{")
        && message.body().at("/serviceState/state").stringValue("").equals(state);
  }

  @ParameterizedTest
  @CsvSource({"udp,u1", "tcp,t1"})
  void node_joins_changes_and_vanishes(String transport, String sippTransport) throws IOException {
    int port = FreePorts.next();
    try (Sipp node =
            node(
                port,
                sippTransport,
                ELEMENT_TYPE,
                "{\"elementId\":\"esrp1.example.org\",\"state\":\"Normal\"}",
                "{\"elementId\":\"esrp1.example.org\",\"state\":\"Overloaded\",\"reason\":\"x\"}");
        TestServer server =
            TestServer.startAt(FreePorts.next(), downstream(port, "ElementState", transport));
        Sipp upstream = upstream(server, 50)) {
      awaitState(upstream, "Normal", server);
      awaitState(upstream, "Overloaded", server);
      node.vanish();
      awaitState(upstream, "Down", server);
      server.assertSound();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wrapped|{\"elementState\":{\"elementDomain\":\"esrp1.example.org\",\"state\":\"Normal\"}}",
        "flat|{\"elementId\":\"esrp1.example.org\",\"state\":\"Normal\",\"unknown\":[1]}",
        "nulls|{\"elementId\":\"esrp1.example.org\",\"state\":\"Normal\",\"reason\":null}"
      })
  void each_dialect_of_a_node_is_read(String name, String body) throws IOException {
    int port = FreePorts.next();
    try (Sipp node = node(port, "u1", ELEMENT_TYPE, body, body);
        TestServer server =
            TestServer.startAt(FreePorts.next(), downstream(port, "ElementState", "udp"));
        Sipp upstream = upstream(server, 50)) {
      awaitState(upstream, "Normal", server);
      node.vanish();
      server.assertSound();
    }
  }

  @Test
  void service_of_an_old_dialect_is_a_node() throws IOException {
    int port = FreePorts.next();
    String old =
        "{\"service\":\"sip:esrp1.example.org\",\"name\":\"ESRP\",\"serviceId\":\"esrp1.example.org\","
            + "\"serviceState\":\"Active\",\"state\":\"%s\",\"reason\":\"x\"}";
    try (Sipp node =
            node(port, "u1", SERVICE_TYPE, old.formatted("Normal"), old.formatted("Overloaded"));
        TestServer server =
            TestServer.startAt(FreePorts.next(), downstream(port, "ServiceState", "udp"));
        Sipp upstream = upstream(server, 50)) {
      awaitState(upstream, "Normal", server);
      awaitState(upstream, "Overloaded", server);
      node.vanish();
      server.assertSound();
    }
  }

  @Test
  void state_server_is_a_node_of_another_one() throws IOException {
    int port = FreePorts.next();
    try (TestServer county =
            TestServer.startAt(port, ",\"defaultService\":\"" + TestServer.SERVICE + "\"");
        TestServer server =
            TestServer.startAt(FreePorts.next(), downstream(port, "ServiceState", "udp"));
        Sipp upstream = upstream(server, 50)) {
      county.send(
          "{\"register\":{\"service\":\"%s\",\"node\":\"%s\",\"lease\":\"PT1H\"}}"
              .formatted(TestServer.SERVICE, TestServer.NODE));
      for (String reported : List.of("Normal", "Overloaded")) {
        county.report(reported);
        awaitState(upstream, reported, server);
      }
      int before = upstream.notifies().size();
      assertThat(county.stop()).isZero();
      upstream.await(before + 1, message -> message.isReceived("NOTIFY"));
      // The end follows GoingDown at once, so the rate of the publisher may skip GoingDown.
      TracedMessage next = upstream.notifies().get(before);
      assertThat(isState(next, "GoingDown") || isState(next, "Down")).as(next.text()).isTrue();
      server.assertSound();
      county.assertPrintedNoException();
    }
  }

  @Test
  void killed_state_server_becomes_unreachable_and_returns() throws IOException {
    int port = FreePorts.next();
    TestServer county =
        TestServer.startAt(port, ",\"defaultService\":\"" + TestServer.SERVICE + "\"");
    try (TestServer server =
            TestServer.startAt(FreePorts.next(), downstream(port, "ServiceState", "tcp"));
        Sipp upstream = upstream(server, 50)) {
      county.send(
          "{\"register\":{\"service\":\"%s\",\"node\":\"%s\",\"lease\":\"PT1H\"}}"
              .formatted(TestServer.SERVICE, TestServer.NODE));
      county.report("Normal");
      awaitState(upstream, "Normal", server);
      int before = upstream.notifies().size();
      county.process().kill();
      upstream.await(before + 1, message -> message.isReceived("NOTIFY"));
      assertThat(isState(upstream.notifies().get(before), "Down")).isTrue();
      county.close();
      county = TestServer.startAt(port, ",\"defaultService\":\"" + TestServer.SERVICE + "\"");
      county.send(
          "{\"register\":{\"service\":\"%s\",\"node\":\"%s\",\"lease\":\"PT1H\"}}"
              .formatted(TestServer.SERVICE, TestServer.NODE));
      county.report("Overloaded");
      awaitState(upstream, "Overloaded", server);
      server.assertSound();
    } finally {
      county.close();
    }
  }
}
