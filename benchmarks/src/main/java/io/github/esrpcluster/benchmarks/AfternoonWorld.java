package io.github.esrpcluster.benchmarks;

import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.ServiceId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a team would write in an afternoon: a map of maps, the nodes counted anew at each change,
 * and one thread that transmits.
 */
final class AfternoonWorld extends World {
  private record Node(NodeId id, String contact, boolean down, long deadline) {}

  private static final class Service {
    final Map<NodeId, Node> nodes = new ConcurrentHashMap<>();
    final AtomicInteger turn = new AtomicInteger();
    volatile boolean takesCalls = true;

    boolean majorityIsUp() {
      long up = nodes.values().stream().filter(node -> !node.down()).count();
      return up * 2 > nodes.size();
    }

    Node next() {
      List<Node> up = nodes.values().stream().filter(node -> !node.down()).toList();
      return up.get(Math.floorMod(turn.getAndIncrement(), up.size()));
    }
  }

  private final Names names;
  private final Map<ServiceId, Service> services = new ConcurrentHashMap<>();
  private final ExecutorService publisher = Executors.newSingleThreadExecutor(Daemons::thread);
  private final LongAdder transmitted = new LongAdder();

  AfternoonWorld(Shape shape, Names names) {
    super(shape);
    this.names = names;
    for (int node = 0; node < shape.nodes(); node++) {
      register(node);
    }
  }

  private Service of(int service) {
    return services.computeIfAbsent(names.services[service], id -> new Service());
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

  private void judge(Service service) {
    boolean now = service.majorityIsUp();
    if (now != service.takesCalls) {
      service.takesCalls = now;
      publisher.execute(transmitted::increment);
    }
  }

  long transmitted() {
    return transmitted.sum();
  }

  @Override
  void heartbeat(int node) {
    set(of(shape.serviceOf(node)), node, false);
  }

  @Override
  void change(int node) {
    Service service = of(shape.serviceOf(node));
    set(service, node, true);
    judge(service);
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
  void rejoin(int node) {
    Service service = of(shape.serviceOf(node));
    service.nodes.remove(names.nodes[node]);
    judge(service);
    register(node);
    judge(service);
  }

  /** Every lease has run out: the nodes are looked through, and what they leave is judged. */
  void expireAll() {
    for (Service service : services.values()) {
      service.nodes.values().removeIf(node -> node.deadline() < System.nanoTime());
      judge(service);
    }
  }

  @Override
  boolean takesCalls(int service) {
    return of(service).takesCalls;
  }

  @Override
  public void close() {
    publisher.shutdownNow();
  }
}
