package io.github.esrpcluster.examples.stateserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.i3.ElementStateBody;
import io.github.esrpcluster.i3.I3Json;
import io.github.esrpcluster.i3.QueueStateBody;
import io.github.esrpcluster.i3.ServiceStateBody;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Speaks to the server in a process of its own, over a plain UDP socket. */
class WireTest {
  private static final String SERVICE_STATE = "emergency-ServiceState";
  private static final String REGISTER =
      "{\"register\":{\"service\":\"sip:esrp.example.org\",\"node\":\"n1.example.org\"}}";
  private static final String NORMAL = "{\"elementId\":\"n1.example.org\",\"state\":\"Normal\"}";

  @TempDir Path folder;

  private ServerInProcess server;
  private UdpSubscriber subscriber;

  @BeforeEach
  void start() throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("c.json"),
            """
            {
              "listen": ["udp:127.0.0.1:0"],
              "services": [
                {"uri": "sip:esrp.example.org", "policy": {"type": "any-up"},
                 "queues": [{"uri": "sip:sos@esrp.example.org", "maxLength": 5}]},
                {"uri": "sip:other.example.org"}
              ],
              "defaultService": "sip:esrp.example.org",
              "limits": {"maxSubscriptions": 3},
              "logEvents": {"agency": "agency.example.org", "files": ["log.jsonl"]}
            }
            """);
    server =
        ServerInProcess.start("--config", config.toString(), "--input", "-", "--linger", "signal");
    subscriber = new UdpSubscriber(server.awaitPort("udp"));
  }

  @AfterEach
  void close() {
    subscriber.close();
    server.close();
  }

  private static ServiceStateBody serviceState(MessageText notify) {
    return I3Json.standard().serviceState().read(notify.body());
  }

  private MessageText awaitState(String state) throws IOException {
    MessageText notify = subscriber.awaitNotify();
    while (!serviceState(notify).stateToken().equals(state)) {
      notify = subscriber.awaitNotify();
    }
    return notify;
  }

  @Test
  void subscriber_receives_state_changes_and_the_end() throws Exception {
    subscriber.subscribe("sip:esrp.example.org", SERVICE_STATE, "Expires: 600\n");
    MessageText answer = subscriber.awaitResponse();
    assertThat(answer.startLine()).isEqualTo("SIP/2.0 200 OK");
    assertThat(answer.header("Expires")).isEqualTo("600");
    assertThat(answer.header("Contact")).contains("sip:").contains("127.0.0.1");

    MessageText first = subscriber.awaitNotify();
    assertThat(first.header("Event")).isEqualTo(SERVICE_STATE);
    assertThat(first.header("Subscription-State")).matches("active;expires=(600|599)");
    assertThat(first.header("Content-Type"))
        .isEqualToIgnoringCase("application/EmergencyCallData.ServiceState+json");
    assertThat(first.header("CSeq")).endsWith(" NOTIFY");
    ServiceStateBody body = serviceState(first);
    assertThat(body.service().name()).isEqualTo("ESRP");
    assertThat(body.service().domain()).hasToString("esrp.example.org");
    assertThat(body.stateToken()).isEqualTo("Down");
    assertThat(body.reason()).isEqualTo("no node is registered");

    server.write(REGISTER);
    server.write(NORMAL);
    assertThat(awaitState("Normal").header("Subscription-State")).startsWith("active;");

    server.terminate();
    MessageText last = awaitState("GoingDown");
    assertThat(last.header("Subscription-State")).startsWith("active;");
    MessageText end = subscriber.awaitNotify();
    assertThat(end.header("Subscription-State")).startsWith("terminated;");
    assertThat(serviceState(end).stateToken()).isEqualTo("GoingDown");
    assertThat(server.awaitExit()).isZero();
    assertThat(Files.readAllLines(folder.resolve("log.jsonl")))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(I3Json.standard().logEvent().read(line)).isNotNull());
  }

  @Test
  void unknown_user_reaches_the_default_service() throws Exception {
    for (String uri : List.of("sip:who@127.0.0.1", "sip:127.0.0.1:5060", "sip:who@x.example.org")) {
      subscriber.subscribe(uri, SERVICE_STATE, "");
      assertThat(subscriber.awaitResponse().status()).as(uri).isEqualTo(200);
      assertThat(serviceState(subscriber.awaitNotify()).service().domain())
          .as(uri)
          .hasToString("esrp.example.org");
    }
  }

  @Test
  void packages_of_nodes_and_queues_are_served() throws Exception {
    server.write(REGISTER);
    server.write(NORMAL);
    server.await("n1.example.org is Normal");

    subscriber.subscribe("sip:n1.example.org", "emergency-ElementState", "");
    assertThat(subscriber.awaitResponse().status()).isEqualTo(200);
    ElementStateBody node = I3Json.standard().elementState().read(subscriber.awaitNotify().body());
    assertThat(node.elementId()).hasToString("n1.example.org");
    assertThat(node.stateToken()).isEqualTo("Normal");

    subscriber.subscribe("sip:sos@esrp.example.org", "emergency-QueueState", "");
    assertThat(subscriber.awaitResponse().status()).isEqualTo(200);
    QueueStateBody queue = queueState(subscriber.awaitNotify());
    while (!queue.stateToken().equals("Active")) { // the rate of the publisher may delay it
      queue = queueState(subscriber.awaitNotify());
    }
    assertThat(queue.queueUri()).isEqualTo("sip:sos@esrp.example.org");
    assertThat(queue.queueMaxLength()).isEqualTo(5);
  }

  private static QueueStateBody queueState(MessageText notify) {
    return I3Json.standard().queueState().read(notify.body());
  }

  @Test
  void refusals_have_their_status() throws Exception {
    List<Integer> statuses = new ArrayList<>();
    for (String[] request :
        new String[][] {
          {"presence", ""},
          {SERVICE_STATE, "Expires: 5\n"},
          {SERVICE_STATE, "Accept: text/plain\n"},
          {SERVICE_STATE + ";max-rate=0", ""},
        }) {
      subscriber.subscribe("sip:esrp.example.org", request[0], request[1]);
      statuses.add(subscriber.awaitResponse().status());
    }

    assertThat(statuses).containsExactly(489, 423, 406, 400);
  }

  @Test
  void subscription_beyond_the_limit_is_refused() throws Exception {
    for (int i = 0; i < 3; i++) {
      subscriber.subscribe("sip:esrp.example.org", SERVICE_STATE, "");
      assertThat(subscriber.awaitResponse().status()).isEqualTo(200);
    }
    subscriber.subscribe("sip:esrp.example.org", SERVICE_STATE, "");

    MessageText refusal = subscriber.awaitResponse();
    assertThat(refusal.status()).isEqualTo(503);
    assertThat(refusal.header("Retry-After")).isNotEmpty();
  }
}
