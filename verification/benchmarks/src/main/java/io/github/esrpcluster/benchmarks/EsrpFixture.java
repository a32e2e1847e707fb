package io.github.esrpcluster.benchmarks;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.NotificationRates;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.core.InMemoryClusterManager;
import io.github.esrpcluster.core.InMemoryClusterManagerBuilder;
import io.github.esrpcluster.policies.StatusPolicies;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** This library with its defaults: its own threads, a majority policy, a publisher that counts. */
final class EsrpFixture extends Fixture {
  private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

  private final Names names;
  private final InMemoryClusterManager manager;
  private final LongAdder notified = new LongAdder();
  private final boolean[] down;

  /** The registrations of nodes that come back; created once, since they are not measured. */
  private volatile Registration @Nullable [] again;

  EsrpFixture(Shape shape, Names names) {
    this(shape, names, InMemoryClusterManager.builder());
  }

  /** Creates a fixture from a builder with other time, limits or publishers. */
  EsrpFixture(Shape shape, Names names, InMemoryClusterManagerBuilder builder) {
    super(shape);
    this.names = names;
    this.down = new boolean[shape.nodes()];
    this.manager =
        builder
            .statusPolicy(StatusPolicies.majority())
            .publisher(this::count, unlimited("counter"))
            .maxServices(Integer.MAX_VALUE)
            .maxMembersPerService(Integer.MAX_VALUE)
            .maxMembers(Integer.MAX_VALUE)
            .maxServicesPerNode(Integer.MAX_VALUE)
            .build();
    for (int node = 0; node < shape.nodes(); node++) {
      manager.register(registration(node));
    }
  }

  private CompletionStage<Void> count(ServiceStatus status) {
    notified.increment();
    return DONE;
  }

  InMemoryClusterManager manager() {
    return manager;
  }

  long notified() {
    return notified.sum();
  }

  /** Options with which each status is sent at once. */
  static PublisherOptions unlimited(String name) {
    return PublisherOptions.named(name).rates(NotificationRates.unlimited()).build();
  }

  private Registration registration(int node) {
    return Registration.builder(names.services[shape.serviceOf(node)], names.nodes[node])
        .contact(names.contacts[node])
        .status(NodeStatus.of(names.nodes[node], ElementState.NORMAL))
        .build();
  }

  @Override
  void renewal(int node) {
    manager.renew(names.nodes[node]);
  }

  @Override
  void change(int node) {
    down[node] = !down[node];
    ElementState state = down[node] ? ElementState.DOWN : ElementState.NORMAL;
    manager.report(NodeStatus.of(names.nodes[node], state));
  }

  @Override
  Object read(int service) {
    return manager.status(names.services[service]);
  }

  @Override
  Object route(int service) {
    return manager.route(names.services[service]);
  }

  @Override
  void releaseAndRegister(int node) {
    manager.release(names.services[shape.serviceOf(node)], names.nodes[node]);
    manager.register(again()[node]);
    down[node] = false;
  }

  private Registration[] again() {
    Registration[] known = again;
    if (known == null) {
      known = new Registration[shape.nodes()];
      Arrays.setAll(known, this::registration);
      again = known;
    }
    return known;
  }

  @Override
  boolean takesCalls(int service) {
    return manager.status(names.services[service]).orElseThrow().state() == ServiceState.NORMAL;
  }

  @Override
  public void close() {
    manager.close();
  }
}
