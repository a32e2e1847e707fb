package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A program whose method {@link #report} makes one report that changes a published status. */
final class OneReport {
  private OneReport() {}

  public static void main(String[] arguments) {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (ClusterManager cluster =
        InMemoryClusterManager.builder()
            .statusPolicy(Rig.MAJORITY)
            .publisher(status -> CompletableFuture.completedFuture(null))
            .executor(threads)
            .build()) {
      for (int node = 1; node <= 3; node++) {
        cluster.register(Rig.registration(node).status(ElementState.NORMAL).build());
      }
      down(cluster, 1); // no change of the status yet
      report(cluster, NodeStatus.of(Rig.node(2), ElementState.DOWN));
    }
    threads.shutdown();
  }

  private static void down(ClusterManager cluster, int node) {
    cluster.report(NodeStatus.of(Rig.node(node), ElementState.DOWN));
  }

  static void report(ClusterManager cluster, NodeStatus status) {
    cluster.report(status);
  }
}
