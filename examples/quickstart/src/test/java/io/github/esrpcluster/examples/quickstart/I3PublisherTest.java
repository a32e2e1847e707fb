package io.github.esrpcluster.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.Fqdn;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.Verdict;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class I3PublisherTest {
  @Test
  void publisher_sends_an_i3_body() {
    assertThat(sentFor("sip:esrp.example.org"))
        .containsExactly(
            "emergency-ServiceState",
            "application/EmergencyCallData.ServiceState+json",
            "{\"service\":{\"name\":\"ESRP\",\"domain\":\"esrp.example.org\","
                + "\"serviceId\":\"esrp.example.org\"},"
                + "\"serviceState\":{\"state\":\"Partial\",\"reason\":\"needed: 2 nodes\"},"
                + "\"securityPosture\":{\"posture\":\"Green\"}}");
  }

  @Test
  void service_without_a_domain_gets_the_default_domain() {
    assertThat(sentFor("urn:service:sos").get(2)).contains("\"domain\":\"esrp.example.net\"");
  }

  private static List<String> sentFor(String service) {
    CompletableFuture<List<String>> sent = new CompletableFuture<>();
    I3Publisher publisher =
        new I3Publisher(
            (to, eventPackage, type, body) -> {
              sent.complete(List.of(eventPackage, type, body));
              return CompletableFuture.completedFuture(null);
            },
            Fqdn.of("esrp.example.net"));
    Verdict verdict = Verdict.of(ServiceState.PARTIAL, "needed: 2 nodes");

    assertThat(publisher.publish(ServiceStatus.builder(ServiceId.of(service), verdict).build()))
        .isCompleted();
    return sent.join();
  }
}
