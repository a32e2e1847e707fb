package io.github.esrpcluster.simulation.wire;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.NotificationRates;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.balancing.LoadBalancingPolicies;
import io.github.esrpcluster.core.InMemoryClusterManager;
import io.github.esrpcluster.i3.QueueState;
import io.github.esrpcluster.i3.QueueStates;
import io.github.esrpcluster.i3.notify.NotifiedQueue;
import io.github.esrpcluster.i3.notify.Notifier;
import io.github.esrpcluster.i3.notify.SipEndpoint;
import io.github.esrpcluster.policies.StatusPolicies;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** One run of a server: a real manager with a real notifier, and the model of it. */
final class NotifierProcess implements Truth {
  static final String HOST = "esrp.example.org";
  private static final ServiceId QUEUE = ServiceId.of("sip:queue.example.org");

  final ProcessExecutor executor;
  final SimulatedSipStack stack;
  final InMemoryClusterManager cluster;
  final Notifier notifier;
  final NotifierModel model;
  private final WireSetup setup;
  private NotifiedQueue queue;
  private final Map<String, ServiceId> ids = new HashMap<>();
  private final Map<ServiceId, String> domains = new HashMap<>();
  private final Map<String, NodeId> nodes = new HashMap<>();
  private boolean strangerAdmitted = true;

  NotifierProcess(
      WireSetup setup, SimulatedSipNetwork network, WireChecker checker, Random random) {
    this.setup = setup;
    VirtualTime time = network.time;
    executor = new ProcessExecutor(time);
    stack = network.start(HOST, executor);
    cluster =
        InMemoryClusterManager.builder()
            .statusPolicy(StatusPolicies.anyUp())
            .loadBalancing(LoadBalancingPolicies.roundRobin())
            .timeSource(time)
            .executor(executor)
            .scheduler(executor)
            .sweepInterval(WireSetup.SWEEP_INTERVAL)
            .stallThreshold(WireSetup.SWEEP_INTERVAL.multipliedBy(2))
            .retention(Duration.ofMinutes(10))
            .generation(0)
            .random(new Random(random.nextLong()))
            .build();
    var builder =
        Notifier.builder(stack)
            .timeSource(time)
            .scheduler(executor)
            .executor(executor)
            .random(new Random(random.nextLong()))
            .maxSubscriptions(setup.maxSubscriptions())
            .maxSubscriptionsPerPeer(setup.maxSubscriptionsPerPeer())
            .admission(
                (request, eventPackage, resource) ->
                    admits(request.peer().orElseThrow().address()));
    notifier =
        (setup.hasDefaultService() ? builder.defaultService(setup.service(0)) : builder).build();
    notifier.attach(
        cluster, PublisherOptions.named("notifier").rates(NotificationRates.unlimited()).build());
    stack.receiver(SipEndpoint.of(notifier));
    queue = NotifiedQueue.of(QUEUE, setup.service(0), 10);
    notifier.setQueue(queue);
    for (int i = 0; i < setup.services(); i++) {
      cluster.declareService(setup.service(i));
    }
    model =
        new NotifierModel(
            network.ledger, this, setup.maxSubscriptions(), setup.maxSubscriptionsPerPeer());
    checker.watch(stack, model);
  }

  // ---- what nodes and operators do

  void register(int node, Duration lease) {
    cluster.register(
        Registration.builder(setup.service(node), NodeId.of(WireSetup.node(node)))
            .lease(lease)
            .build());
  }

  void report(int node, ElementState state, String reason) {
    cluster.report(NodeStatus.of(NodeId.of(WireSetup.node(node)), state, reason));
  }

  void release(int node) {
    cluster.release(NodeId.of(WireSetup.node(node)));
  }

  void override(int service, ServiceState state, Duration duration) {
    if (cluster.services().contains(setup.service(service))) {
      cluster.override(
          setup.service(service),
          OperatorOverride.of(state, "operator", "drill").duration(duration));
    }
  }

  void setQueue(int length, QueueState state) {
    queue = queue.with(length, state);
    notifier.setQueue(queue);
  }

  void admitStranger(boolean admit) {
    strangerAdmitted = admit;
  }

  // ---- the truth

  @Override
  public boolean admits(String address) {
    return strangerAdmitted || !address.equals(WireSetup.subscriber(0));
  }

  @Override
  public Optional<BodyContent> now(String eventPackage, String uri) {
    return switch (eventPackage) {
      case "emergency-ServiceState" -> service(uri).flatMap(this::content);
      case "emergency-ElementState" -> element(uri);
      default -> Optional.of(queueContent());
    };
  }

  private String domain(ServiceId service) {
    return domains.computeIfAbsent(service, each -> each.defaultDomain().orElseThrow().toString());
  }

  private ServiceId named(String uri) {
    return ids.computeIfAbsent(uri, ServiceId::of);
  }

  @Override
  public List<BodyContent> all() {
    List<BodyContent> all = new ArrayList<>();
    cluster.services().forEach(service -> content(service).ifPresent(all::add));
    for (int i = 0; i < setup.nodes(); i++) {
      element("sip:" + WireSetup.node(i)).ifPresent(all::add);
    }
    all.add(queueContent());
    return all;
  }

  private Optional<ServiceId> service(String uri) {
    Set<ServiceId> known = cluster.services();
    ServiceId named = named(uri);
    if (known.contains(named)) {
      return Optional.of(named);
    }
    Optional<ServiceId> ofDomain =
        known.stream().filter(each -> domain(each).equals(domain(named))).findFirst();
    if (ofDomain.isPresent()) {
      return ofDomain;
    }
    if (setup.hasDefaultService() && known.contains(setup.service(0))) {
      return Optional.of(setup.service(0));
    }
    return known.size() == 1 ? known.stream().findFirst() : Optional.empty();
  }

  private Optional<BodyContent> content(ServiceId service) {
    return cluster
        .status(service)
        .map(
            status ->
                new BodyContent(
                    BodyContent.SERVICE_STATE,
                    domain(service),
                    status.state().token(),
                    status.reason(),
                    status.posture().token()));
  }

  private Optional<BodyContent> element(String uri) {
    String name = uri.substring("sip:".length());
    List<Member> members = cluster.members(nodes.computeIfAbsent(name, NodeId::of));
    return members.stream().findFirst().map(member -> content(name, member));
  }

  private static BodyContent content(String name, Member member) {
    boolean lost = member.state() == ElementState.UNREACHABLE;
    return new BodyContent(
        BodyContent.ELEMENT_STATE, name, lost ? "Down" : member.state().token(), "", "");
  }

  private BodyContent queueContent() {
    ServiceState state =
        cluster.status(queue.service()).map(status -> status.state()).orElse(ServiceState.DOWN);
    boolean overridden =
        cluster.explain(queue.service()).filter(why -> why.override().isPresent()).isPresent();
    return new BodyContent(
        BodyContent.QUEUE_STATE,
        queue.uri().toString(),
        QueueStates.following(state, queue.state(), overridden).token(),
        queue.length() + "/" + queue.maxLength(),
        "");
  }
}
