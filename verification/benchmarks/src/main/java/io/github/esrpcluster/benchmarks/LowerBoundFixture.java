package io.github.esrpcluster.benchmarks;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.ServiceId;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The least that a machine has to do: one concurrent map of immutable records, and an array and a
 * counter for each service. It evaluates nothing and publishes nothing.
 */
final class LowerBoundFixture extends Fixture {
  /** The least that must be kept of a node: where it is, its weight, its state, its deadline. */
  private record RegisteredNode(
      ServiceId service, NodeId node, String contact, int weight, boolean down, long deadline) {
    RegisteredNode renewed() {
      return new RegisteredNode(service, node, contact, weight, down, System.nanoTime());
    }

    RegisteredNode changed() {
      return new RegisteredNode(service, node, contact, weight, !down, System.nanoTime());
    }
  }

  /** The nodes of a service, and how many calls were routed. */
  private record Ring(NodeId[] nodes, AtomicInteger sequence) {
    NodeId next() {
      return nodes[Math.floorMod(sequence.getAndIncrement(), nodes.length)];
    }
  }

  private final Names names;
  private final ConcurrentHashMap<NodeId, RegisteredNode> entries = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<ServiceId, Ring> rings = new ConcurrentHashMap<>();

  LowerBoundFixture(Shape shape, Names names) {
    super(shape);
    this.names = names;
    for (int node = 0; node < shape.nodes(); node++) {
      register(node);
    }
    for (int service = 0; service < shape.services(); service++) {
      NodeId[] nodes = new NodeId[shape.nodesEach()];
      System.arraycopy(names.nodes, service * nodes.length, nodes, 0, nodes.length);
      rings.put(names.services[service], new Ring(nodes, new AtomicInteger()));
    }
  }

  private void register(int node) {
    ServiceId service = names.services[shape.serviceOf(node)];
    NodeId id = names.nodes[node];
    entries.put(
        id, new RegisteredNode(service, id, names.contacts[node], 1, false, System.nanoTime()));
  }

  @Override
  void renewal(int node) {
    entries.compute(names.nodes[node], (id, known) -> Objects.requireNonNull(known).renewed());
  }

  @Override
  void change(int node) {
    entries.compute(names.nodes[node], (id, known) -> Objects.requireNonNull(known).changed());
  }

  @Override
  Object read(int service) {
    return Objects.requireNonNull(rings.get(names.services[service]));
  }

  @Override
  Object route(int service) {
    return Objects.requireNonNull(rings.get(names.services[service])).next();
  }

  @Override
  void releaseAndRegister(int node) {
    entries.remove(names.nodes[node]);
    register(node);
  }
}
