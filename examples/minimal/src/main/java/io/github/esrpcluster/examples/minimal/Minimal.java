package io.github.esrpcluster.examples.minimal;

import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.RoutingDecision;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.core.InMemoryClusterManager;
import io.github.esrpcluster.policies.StatusPolicies;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Five nodes behind one URI: three of them fail, two of those are released, calls go on. */
public final class Minimal {
  private static final ServiceId SERVICE = ServiceId.of("sip:esrp.example.org");
  private static final BlockingQueue<ServiceState> PUBLISHED = new LinkedBlockingQueue<>();

  private Minimal() {}

  public static void main(String[] args) throws InterruptedException {
    try (ClusterManager cluster =
        InMemoryClusterManager.builder()
            .statusPolicy(StatusPolicies.majority())
            .publisher(ServiceStatusPublisher.blocking(Minimal::publish))
            .build()) {
      for (int number = 1; number <= 5; number++) {
        cluster.register(
            Registration.builder(SERVICE, node(number))
                .contact("sip:10.0.0." + number + ":5061")
                .status(ElementState.NORMAL)
                .build());
      }
      awaitPublished(ServiceState.NORMAL);
      printRoute(cluster.route(SERVICE));

      cluster.report(NodeStatus.of(node(1), ElementState.DOWN, "disk failure"));
      cluster.report(NodeStatus.of(node(2), ElementState.DOWN, "disk failure"));
      cluster.report(NodeStatus.of(node(3), ElementState.OVERLOADED, "too many calls"));
      awaitPublished(ServiceState.PARTIAL); // 2 of 5 nodes are no majority
      printRoute(cluster.route(SERVICE));

      cluster.release(SERVICE, node(1));
      cluster.release(SERVICE, node(2));
      awaitPublished(ServiceState.NORMAL); // 2 of 3 nodes are one
    } // close() publishes GoingDown
  }

  /** The place of a SIP NOTIFY to the upstream entity. */
  private static void publish(ServiceStatus status) {
    System.out.println("published: " + status.verdict());
    PUBLISHED.add(status.state());
  }

  private static void printRoute(RoutingDecision decision) {
    String contact = decision.member().map(member -> member.contact()).orElse("no node");
    System.out.println("call goes to: " + contact);
  }

  /** Waits, so that this program prints in order. A manager never waits for a publisher. */
  private static void awaitPublished(ServiceState expected) throws InterruptedException {
    while (PUBLISHED.take() != expected) {}
  }

  private static NodeId node(int number) {
    return NodeId.of("esrp" + number + ".example.org");
  }
}
