package io.github.esrpcluster.examples.stateserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ReportOutcome;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.core.InMemoryClusterManager;
import io.github.esrpcluster.i3.DequeueRegistrationStatus;
import io.github.esrpcluster.policies.StatusPolicies;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DequeueRegistrarTest {
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");
  private static final ServiceId QUEUE = ServiceId.of("sip:sos@esrp.example.org");
  private static final NodeId NODE = NodeId.of("n1.example.org");

  private final VirtualTime time = new VirtualTime();
  private final InMemoryClusterManager manager =
      InMemoryClusterManager.builder()
          .statusPolicy(StatusPolicies.anyUp())
          .timeSource(time)
          .executor(time)
          .scheduler(time)
          .maxMembers(2)
          .build();

  private DequeueReply handle(String json, ElementState... stateOfNewNodes) {
    return handle(host -> true, json, stateOfNewNodes);
  }

  private DequeueReply handle(Predicate<String> hosts, String json, ElementState... newNodes) {
    return new DequeueRegistrar(
            manager,
            Map.of(SERVICE, SERVICE, QUEUE, SERVICE),
            newNodes.length == 0 ? Optional.empty() : Optional.of(newNodes[0]))
        .handle(json.replace('\'', '"').getBytes(UTF_8), hosts);
  }

  private static String request(String queue, String dequeuer, int seconds) {
    return "{'queueUri':'%s','dequeuerUri':'%s','expirationTime':%d}"
        .formatted(queue, dequeuer, seconds);
  }

  private Member member() {
    return manager.members(NODE).get(0);
  }

  @Test
  void dequeuer_becomes_a_node_of_the_service_of_its_queue() {
    DequeueReply reply =
        handle(
            "{'queueUri':'sip:sos@esrp.example.org','dequeuerUri':'sip:n1.example.org',"
                + "'expirationTime':30,'dequeuePreference':4}");

    assertThat(reply).hasToString("DequeueReply[status=OK, text={\"expirationTime\":30}]");
    assertThat(member().registration().service()).isEqualTo(SERVICE);
    assertThat(member().preference()).isEqualTo(4);
    assertThat(member().report()).isEmpty();
  }

  @Test
  void answer_has_the_time_that_was_granted() {
    assertThat(handle(request("sip:esrp.example.org", "sip:n1.example.org", 86_400)).text())
        .isEqualTo("{\"expirationTime\":300}");
  }

  @Test
  void new_node_has_the_configured_state_until_it_reports() {
    String request = request("sip:esrp.example.org", "sip:n1.example.org", 30);
    handle(request, ElementState.NORMAL);
    assertThat(member().report().orElseThrow().state()).isEqualTo(ElementState.NORMAL);

    assertThat(manager.report(NodeStatus.of(NODE, ElementState.OVERLOADED)))
        .isEqualTo(ReportOutcome.APPLIED);
    handle(request, ElementState.NORMAL);
    assertThat(member().report().orElseThrow().state()).isEqualTo(ElementState.OVERLOADED);
  }

  @Test
  void node_that_expired_has_the_configured_state_again() {
    String request = request("sip:esrp.example.org", "sip:n1.example.org", 30);
    handle(request, ElementState.NORMAL);
    manager.report(NodeStatus.of(NODE, ElementState.OVERLOADED));
    time.advance(Duration.ofMinutes(1));

    handle(request, ElementState.NORMAL);
    assertThat(member().state()).isEqualTo(ElementState.NORMAL);
  }

  @Test
  void zero_seconds_release_the_node() {
    handle(request("sip:esrp.example.org", "sip:n1.example.org", 30));
    DequeueReply reply = handle(request("sip:esrp.example.org", "sip:n1.example.org", 0));

    assertThat(reply.text()).isEqualTo("{\"expirationTime\":0}");
    assertThat(manager.members(NODE)).isEmpty();
    assertThat(handle(request("sip:esrp.example.org", "sip:n1.example.org", 0))).isEqualTo(reply);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          BAD_REQUEST | nonsense | must be strict JSON
          BAD_REQUEST | {} | /queueUri is missing
          BAD_REQUEST | {'queueUri':'x','dequeuerUri':'sip:n1.example.org','expirationTime':30} | /queueUri is not a service id
          BAD_REQUEST | {'queueUri':'sip:esrp.example.org','dequeuerUri':'n1','expirationTime':30} | dequeuerUri "n1"
          BAD_REQUEST | {'queueUri':'sip:esrp.example.org','dequeuerUri':'sip:n1@10.0.0.1','expirationTime':30} | has no host that is a fully qualified domain name
          BAD_REQUEST | {'queueUri':'sip:esrp.example.org','dequeuerUri':'sip:n1.example.org','expirationTime':-1} | /expirationTime is -1
          BAD_QUEUE | {'queueUri':'sip:other.example.org','dequeuerUri':'sip:n1.example.org','expirationTime':30} | does not manage that queue
          BAD_DEQUEUE_PREFERENCE | {'queueUri':'sip:esrp.example.org','dequeuerUri':'sip:n1.example.org','expirationTime':30,'dequeuePreference':6} | /dequeuePreference is 6
          """)
  void bad_request_is_refused(DequeueRegistrationStatus status, String json, String reason) {
    DequeueReply reply = handle(json);

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.text()).contains(reason);
    assertThat(manager.services()).isEmpty();
  }

  @Test
  void other_host_is_refused() {
    Predicate<String> host = "n1.example.org"::equals;
    String mine = "sip:agent@n1.example.org:5070";
    for (int seconds : new int[] {30, 0}) {
      assertThat(handle(host, request("sip:esrp.example.org", mine, seconds)).status())
          .isEqualTo(DequeueRegistrationStatus.OK);
      assertThat(
              handle(host, request("sip:esrp.example.org", "sip:n2.example.org", seconds)).status())
          .isEqualTo(DequeueRegistrationStatus.POLICY_VIOLATION);
    }
  }

  @Test
  void node_of_an_owner_is_refused() {
    manager.actingAs("someone").register(Registration.builder(SERVICE, NODE).build());

    for (int seconds : new int[] {30, 0}) {
      assertThat(handle(request("sip:esrp.example.org", "sip:n1.example.org", seconds)).status())
          .isEqualTo(DequeueRegistrationStatus.POLICY_VIOLATION);
    }
    assertThat(manager.members(NODE)).hasSize(1);
  }

  @Test
  void node_beyond_a_limit_is_refused() {
    for (String node : new String[] {"a", "b", "c"}) {
      DequeueReply reply =
          handle(
              request("sip:esrp.example.org", "sip:" + node + ".example.org", 30),
              ElementState.NORMAL);
      assertThat(reply.status())
          .isEqualTo(
              node.equals("c")
                  ? DequeueRegistrationStatus.UNSPECIFIED_ERROR
                  : DequeueRegistrationStatus.OK);
    }
  }

  @Test
  void closed_manager_refuses() {
    handle(request("sip:esrp.example.org", "sip:n1.example.org", 30));
    manager.shutdown();

    assertThat(handle(request("sip:esrp.example.org", "sip:n1.example.org", 30)).status())
        .isEqualTo(DequeueRegistrationStatus.UNSPECIFIED_ERROR);
    assertThat(handle(request("sip:esrp.example.org", "sip:n1.example.org", 0)).status())
        .isEqualTo(DequeueRegistrationStatus.UNSPECIFIED_ERROR);
  }
}
