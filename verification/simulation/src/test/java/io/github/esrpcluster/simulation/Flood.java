package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.LimitExceededException;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ReportOutcome;
import io.github.esrpcluster.api.RoutingDecision;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.core.InMemoryClusterManager;
import io.github.esrpcluster.policies.StatusPolicies;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;

/**
 * A program that floods each door of a manager with the longest texts, while a listener and a
 * publisher hang, and then makes one more request. All settings have their defaults.
 */
final class Flood {
  private static final int REQUESTS = 25_000;
  private static final int NODES_PER_SERVICE = 20;
  private static final ServiceId LIVE = ServiceId.of("sip:live.example.org");
  private static final NodeId NODE = NodeId.of("node.example.org");

  private Flood() {}

  public static void main(String[] arguments) {
    CountDownLatch never = new CountDownLatch(1);
    InMemoryClusterManager cluster =
        InMemoryClusterManager.builder()
            .statusPolicy(StatusPolicies.majority())
            .publisher(status -> new CompletableFuture<>())
            .listener(
                event -> {
                  try {
                    never.await();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                })
            .build();
    cluster.register(Registration.builder(LIVE, NODE).status(ElementState.NORMAL).build());
    flood("registrations", i -> cluster.register(registration(i, "a")));
    flood("other incarnations", i -> cluster.register(registration(i, "b")));
    flood("and back", i -> cluster.register(registration(i, "a")));
    flood("reports", i -> cluster.report(report(node(i), i)));
    flood("reports of unknown nodes", i -> cluster.report(report(NodeId.of("x" + i + ".org"), i)));
    flood("stale reports", i -> cluster.report(report(NODE, i).toBuilder().epoch(i).build()));
    flood("renewals", i -> cluster.renew(service(i), node(i), i));
    flood("releases", i -> cluster.release(service(i), node(i), i));
    flood("other owners", i -> cluster.actingAs(wide("o" + i)).renew(node(i)));
    flood("routes", i -> cluster.route(ServiceId.of("sip:unknown" + i + ".example.org")));
    flood(
        "overrides",
        i ->
            cluster.override(
                LIVE, node(i), OperatorOverride.of(ElementState.DOWN, "jo", reason(i))));
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    System.out.println(
        "members "
            + cluster.statistics().members()
            + ", services "
            + cluster.statistics().services()
            + ", used "
            + ((runtime.totalMemory() - runtime.freeMemory()) >> 20)
            + " MB of "
            + (runtime.maxMemory() >> 20));
    System.exit(isAlive(cluster) ? 0 : 1);
  }

  private static void flood(String what, IntConsumer request) {
    int refused = 0;
    for (int i = 0; i < REQUESTS; i++) {
      try {
        request.accept(i);
      } catch (LimitExceededException e) {
        refused++;
      }
    }
    System.out.println(what + ": " + refused + " of " + REQUESTS + " refused by a limit");
  }

  /** The next request is served. */
  private static boolean isAlive(ClusterManager cluster) {
    cluster.renew(NODE);
    ReportOutcome outcome = cluster.report(NodeStatus.of(NODE, ElementState.NORMAL, "served"));
    RoutingDecision decision = cluster.route(LIVE);
    System.out.println(outcome + ", " + decision);
    return outcome == ReportOutcome.APPLIED && decision instanceof RoutingDecision.Routed;
  }

  private static ServiceId service(int i) {
    return ServiceId.of("sip:" + "s".repeat(50) + i / NODES_PER_SERVICE + ".example.org");
  }

  private static NodeId node(int i) {
    String label = "n".repeat(60);
    return NodeId.of(label + "." + label + "." + label + ".n" + i + ".example.org");
  }

  private static Registration registration(int i, String run) {
    return Registration.builder(service(i), node(i))
        .contact("sip:" + "c".repeat(980) + i + "@c.example.org")
        .site(wide("site" + i))
        .incarnation(wide(run + i))
        .owner(wide("owner" + i))
        .status(report(node(i), i))
        .build();
  }

  private static NodeStatus report(NodeId node, int i) {
    ElementState state = i % 2 == 0 ? ElementState.NORMAL : ElementState.DOWN;
    return NodeStatus.of(node, state, reason(i));
  }

  /** Characters that take two bytes each. */
  private static String reason(int i) {
    return Character.toString(0x4e2d).repeat(2_000) + i;
  }

  private static String wide(String unique) {
    return unique + Character.toString(0x4e2d).repeat(255 - unique.length());
  }
}
