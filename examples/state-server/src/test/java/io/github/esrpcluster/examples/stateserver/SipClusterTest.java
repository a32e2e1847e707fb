package io.github.esrpcluster.examples.stateserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.esrpcluster.api.NodeId;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SipClusterTest {
  @Test
  void cluster_notifies_subscribes_and_says_goodbye() throws IOException {
    SipCluster cluster = new SipCluster("127.0.0.1", 0);
    try (UdpSubscriber upstream = new UdpSubscriber(cluster.port())) {
      upstream.subscribe("sip:esrp.example.org", "emergency-ServiceState", "");
      assertThat(upstream.awaitNotify().text()).contains("\"state\":\"Down\"");

      cluster.addNode(NodeId.of("esrp1.example.org"), "sip:127.0.0.1:" + upstream.port());
      assertThat(upstream.awaitRequest("SUBSCRIBE").header("Event"))
          .isEqualTo("emergency-ElementState");

      CompletableFuture<Void> closed = CompletableFuture.runAsync(cluster::close);
      MessageText last = upstream.awaitNotify();
      while (!last.header("Subscription-State").startsWith("terminated;reason=probation")) {
        last = upstream.awaitNotify();
      }
      assertThat(last.text()).contains("\"state\":\"GoingDown\"");
      closed.join();
    } finally {
      cluster.close();
    }
  }
}
