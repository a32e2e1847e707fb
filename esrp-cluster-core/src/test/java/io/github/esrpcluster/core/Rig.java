package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.NotificationRates;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ReportOutcome;
import io.github.esrpcluster.api.RoutingDecision;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.StatusPrecedence;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A manager in virtual time, with one publisher and one listener that record everything. */
final class Rig {
  static final ServiceId SERVICE = ServiceId.of("sip:esrp.state.pa.us");
  static final ServiceId OTHER = ServiceId.of("sip:esrp.county.pa.us");

  /** More than half of the members are normal. */
  static final StatusPolicy MAJORITY =
      view ->
          StatusPrecedence.verdict(
              view.tally(),
              2 * view.tally().count(ElementState.NORMAL) > view.tally().members(),
              "more than half");

  /** A monotonic clock that passes its largest value during the test. */
  final VirtualTime time = VirtualTime.withOrigin(Long.MAX_VALUE - 1_000_000_000L);

  final List<ServiceStatus> sent = new CopyOnWriteArrayList<>();
  final List<ClusterEvent> events = new CopyOnWriteArrayList<>();
  final ClusterManager cluster;

  Rig() {
    this(builder -> builder);
  }

  Rig(UnaryOperator<InMemoryClusterManagerBuilder> settings) {
    this(settings, MAJORITY);
  }

  Rig(UnaryOperator<InMemoryClusterManagerBuilder> settings, StatusPolicy policy) {
    InMemoryClusterManagerBuilder builder =
        InMemoryClusterManager.builder()
            .statusPolicy(policy)
            .publisher(ServiceStatusPublisher.blocking(sent::add), unlimited("recorder"))
            .listener(events::add)
            .generation(0)
            .timeSource(time)
            .executor(time)
            .scheduler(time);
    cluster = settings.apply(builder).build();
  }

  /** Options without a {@code max-rate}: each of several changes in one instant is sent at once. */
  static PublisherOptions unlimited(String name) {
    return PublisherOptions.named(name).rates(NotificationRates.unlimited()).build();
  }

  static NodeId node(int number) {
    return NodeId.of("esrp" + number + ".state.pa.us");
  }

  static Registration.Builder registration(int number) {
    return registration(SERVICE, number);
  }

  static Registration.Builder registration(ServiceId service, int number) {
    return Registration.builder(service, node(number)).lease(Duration.ofSeconds(60));
  }

  Lease join(int number) {
    Lease lease = cluster.register(registration(number).build());
    time.settle();
    return lease;
  }

  Lease join(int number, ElementState state) {
    Lease lease = cluster.register(registration(number).status(state).build());
    time.settle();
    return lease;
  }

  ReportOutcome report(int number, ElementState state) {
    return report(NodeStatus.of(node(number), state));
  }

  ReportOutcome report(NodeStatus status) {
    ReportOutcome outcome = cluster.report(status);
    time.settle();
    return outcome;
  }

  ServiceState state() {
    return state(SERVICE);
  }

  ServiceState state(ServiceId service) {
    return cluster.status(service).orElseThrow().state();
  }

  ElementState memberState(int number) {
    return cluster.view(SERVICE).orElseThrow().members().stream()
        .filter(member -> member.node().equals(node(number)))
        .findFirst()
        .orElseThrow()
        .state();
  }

  /** Returns the node that takes a call, and the mode: {@code "esrp1 NORMAL"}, or the refusal. */
  String route() {
    return describe(cluster.route(SERVICE));
  }

  static String describe(RoutingDecision decision) {
    if (decision instanceof RoutingDecision.Routed routed) {
      String name = routed.picked().node().toString();
      return name.substring(0, name.indexOf('.')) + " " + routed.mode();
    }
    return ((RoutingDecision.Refused) decision).reason().name();
  }

  List<ServiceState> sentStates() {
    return sent.stream().map(ServiceStatus::state).toList();
  }

  <E extends ClusterEvent> List<E> events(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  void pass(Duration duration) {
    time.advance(duration);
  }

  void passSeconds(long seconds) {
    pass(Duration.ofSeconds(seconds));
  }
}
