package io.github.esrpcluster.simulation.wire;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.balancing.LoadBalancingPolicies;
import io.github.esrpcluster.core.InMemoryClusterManager;
import io.github.esrpcluster.i3.notify.Downstream;
import io.github.esrpcluster.i3.notify.EventPackage;
import io.github.esrpcluster.i3.notify.Subscriber;
import io.github.esrpcluster.policies.StatusPolicies;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** A manager with a real subscriber, and the model of it. */
final class SubscriberProcess {
  static final String HOST = "manager.example.org";
  private static final ServiceId SERVICE = ServiceId.of("sip:cluster.example.org");

  final ProcessExecutor executor;
  final InMemoryClusterManager cluster;
  final Subscriber subscriber;
  final SubscriberModel model;
  private final Map<DownstreamModel, NodeId> nodes = new LinkedHashMap<>();

  SubscriberProcess(
      WireSetup setup, SimulatedSipNetwork network, WireChecker checker, Random random) {
    executor = new ProcessExecutor(network.time);
    SimulatedSipStack stack = network.start(HOST, executor);
    cluster =
        InMemoryClusterManager.builder()
            .statusPolicy(StatusPolicies.anyUp())
            .loadBalancing(LoadBalancingPolicies.roundRobin())
            .timeSource(network.time)
            .executor(executor)
            .scheduler(executor)
            .sweepInterval(WireSetup.SWEEP_INTERVAL)
            .stallThreshold(WireSetup.SWEEP_INTERVAL.multipliedBy(2))
            .generation(0)
            .random(new Random(random.nextLong()))
            .build();
    subscriber =
        Subscriber.builder(stack, cluster)
            .localUri("sip:" + HOST)
            .timeSource(network.time)
            .scheduler(executor)
            .executor(executor)
            .random(new Random(random.nextLong()))
            .build();
    stack.receiver(subscriber);
    model = new SubscriberModel(network.ledger, this::shown);
    checker.watch(stack, model);
    for (int i = 0; i < setup.elements(); i++) {
      Downstream.Builder element =
          Downstream.builder(NodeId.of(WireSetup.element(i)), "sip:" + WireSetup.element(i))
              .service(SERVICE)
              .duration(Duration.ofSeconds(i == 0 ? 3_600 : 90));
      add(network, checker, i == 1 ? element.minRate(0.05) : element);
    }
    add(
        network,
        checker,
        Downstream.builder(NodeId.of("nested.example.org"), setup.service(0).toString())
            .eventPackage(EventPackage.SERVICE_STATE)
            .service(SERVICE));
  }

  private void add(SimulatedSipNetwork network, WireChecker checker, Downstream.Builder builder) {
    Downstream downstream = builder.build();
    DownstreamModel known =
        new DownstreamModel(
            network.ledger, downstream.uri(), downstream.eventPackage().token(), checker.now());
    nodes.put(known, downstream.node());
    model.add(known);
    subscriber.add(downstream);
  }

  private ElementState shown(DownstreamModel downstream) {
    NodeId node = nodes.get(downstream);
    return node == null
        ? ElementState.UNREACHABLE
        : cluster.members(node).stream()
            .findFirst()
            .map(member -> member.state())
            .orElse(ElementState.UNREACHABLE);
  }

  Map<DownstreamModel, NodeId> nodes() {
    return nodes;
  }

  ElementState state(NodeId node) {
    return cluster.members(node).get(0).state();
  }
}
