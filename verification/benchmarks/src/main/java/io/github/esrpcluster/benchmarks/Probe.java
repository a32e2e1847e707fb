package io.github.esrpcluster.benchmarks;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.core.InMemoryClusterManager;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** A service of one node: each report of it is a new status, whose arrival can be waited for. */
final class Probe implements ServiceStatusPublisher {
  private static final ServiceId SERVICE = ServiceId.of("sip:probe.example.org");
  private static final NodeId NODE = NodeId.of("probe.example.org");
  private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

  private final int publishers;
  private final AtomicInteger arrived = new AtomicInteger();
  private boolean down;

  /**
   * @param publishers how many times this object will be added as a publisher
   */
  Probe(int publishers) {
    this.publishers = publishers;
  }

  @Override
  public CompletionStage<Void> publish(ServiceStatus status) {
    if (status.service().equals(SERVICE)) {
      arrived.incrementAndGet();
    }
    return DONE;
  }

  void join(InMemoryClusterManager manager) {
    manager.register(Registration.builder(SERVICE, NODE).build());
    awaitArrival();
    reportTo(manager);
  }

  /** Reports another state; returns when every publisher was called with the new status. */
  void reportTo(InMemoryClusterManager manager) {
    arrived.set(0);
    down = !down;
    manager.report(NodeStatus.of(NODE, down ? ElementState.NORMAL : ElementState.DOWN));
    awaitArrival();
  }

  private void awaitArrival() {
    while (arrived.get() < publishers) {
      Thread.yield(); // the machine may have no other core to spare
    }
  }
}
