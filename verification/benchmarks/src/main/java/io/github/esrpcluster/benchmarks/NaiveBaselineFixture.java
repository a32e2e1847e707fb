package io.github.esrpcluster.benchmarks;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.benchmarks.StatusPublisher.StatusNotification;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The simplest code: a map of maps, all nodes counted at each change, one publishing thread. */
final class NaiveBaselineFixture extends Fixture {
  private record Node(NodeId id, String contact, boolean down, long deadline) {}

  private static final class Service {
    final String name;
    final Map<NodeId, Node> nodes = new ConcurrentHashMap<>();
    final AtomicInteger sequence = new AtomicInteger();
    volatile boolean takesCalls = true;

    Service(ServiceId id) {
      name = id.toString();
    }

    boolean majorityIsUp() {
      long up = nodes.values().stream().filter(node -> !node.down()).count();
      return up * 2 > nodes.size();
    }

    Node next() {
      List<Node> up = nodes.values().stream().filter(node -> !node.down()).toList();
      return up.get(Math.floorMod(sequence.getAndIncrement(), up.size()));
    }
  }

  private final Names names;
  private final Map<ServiceId, Service> services = new ConcurrentHashMap<>();
  private final StatusPublisher publisher = new StatusPublisher();

  NaiveBaselineFixture(Shape shape, Names names) {
    super(shape);
    this.names = names;
    for (int node = 0; node < shape.nodes(); node++) {
      register(node);
    }
  }

  private Service of(int service) {
    return services.computeIfAbsent(names.services[service], Service::new);
  }

  private void register(int node) {
    NodeId id = names.nodes[node];
    of(shape.serviceOf(node))
        .nodes
        .put(id, new Node(id, names.contacts[node], false, System.nanoTime()));
  }

  private Node set(Service service, int node, boolean toggle) {
    return Objects.requireNonNull(
        service.nodes.computeIfPresent(
            names.nodes[node],
            (id, known) ->
                new Node(id, known.contact(), known.down() ^ toggle, System.nanoTime())));
  }

  private void evaluate(Service service) {
    boolean now = service.majorityIsUp();
    if (now != service.takesCalls) {
      service.takesCalls = now;
      publisher.handOver(new StatusNotification(service.name, now));
    }
  }

  @Override
  void renewal(int node) {
    set(of(shape.serviceOf(node)), node, false);
  }

  @Override
  void change(int node) {
    Service service = of(shape.serviceOf(node));
    set(service, node, true);
    evaluate(service);
  }

  @Override
  Object read(int service) {
    return of(service).takesCalls;
  }

  @Override
  Object route(int service) {
    return of(service).next();
  }

  @Override
  void releaseAndRegister(int node) {
    Service service = of(shape.serviceOf(node));
    service.nodes.remove(names.nodes[node]);
    evaluate(service);
    register(node);
    evaluate(service);
  }

  /** Expires every lease, evaluates and publishes each service, and waits for the publisher. */
  void expireAll() {
    for (Service service : services.values()) {
      service.nodes.values().removeIf(node -> node.deadline() < System.nanoTime());
      evaluate(service);
    }
    publisher.count();
  }

  @Override
  boolean takesCalls(int service) {
    return of(service).takesCalls;
  }

  @Override
  public void close() {
    publisher.close();
  }
}
