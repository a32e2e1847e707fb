package io.github.esrpcluster.testkit.scenario;

import static io.github.esrpcluster.testkit.assertions.ClusterAssertions.assertThat;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.RoutingDecision.Mode;
import io.github.esrpcluster.api.RoutingDecision.Refusal;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.testkit.RecordingListener;
import io.github.esrpcluster.testkit.RecordingPublisher;
import io.github.esrpcluster.testkit.assertions.RoutingDecisionAssert;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The part of {@link Scenario} that expects. */
abstract class Expectations {
  final ScenarioContext stage;
  final ScenarioNodes cast;
  private final Map<ServiceId, Integer> transmissionsMet = new HashMap<>();

  Expectations(ScenarioContext stage) {
    this.stage = stage;
    this.cast = new ScenarioNodes(stage);
  }

  abstract Scenario self();

  /** The status of the service is this one. */
  public Scenario expectStatus(ServiceState state) {
    Objects.requireNonNull(state, "state");
    return expect(
        "expectStatus " + state.token(), service -> assertThat(status(service)).hasState(state));
  }

  /** The reason in the status of the service contains this text. */
  public Scenario expectReason(String text) {
    Objects.requireNonNull(text, "text");
    return expect(
        "expectReason \"" + text + "\"",
        service -> assertThat(status(service)).hasReasonContaining(text));
  }

  /** The posture in the status of the service is this one. */
  public Scenario expectPosture(SecurityPosture posture) {
    Objects.requireNonNull(posture, "posture");
    return expect(
        "expectPosture " + posture.token(),
        service -> assertThat(status(service)).hasPosture(posture));
  }

  /**
   * The node counts in this state in the service.
   *
   * @throws IllegalArgumentException if it has not joined
   */
  public Scenario expectNode(String node, ElementState state) {
    String line = "expectNode " + node + " " + state.token();
    NodeDriver actor = cast.find(node, line);
    return expect(
        line,
        service ->
            assertThat(stage.cluster.view(service).orElseThrow(() -> unknown(service)))
                .hasMember(actor.node())
                .inState(state));
  }

  /**
   * A call goes to this node, now. This asks for a route: policies that take turns count it.
   *
   * @throws IllegalArgumentException if the node has not joined
   */
  public Scenario expectRouteTo(String node) {
    return expectRouteToOneOf(node);
  }

  /**
   * A call goes to one of these nodes, now. This asks for a route: policies that take turns count
   * it.
   *
   * @throws IllegalArgumentException if one of the nodes has not joined
   */
  public Scenario expectRouteToOneOf(String... nodes) {
    String line = "expectRouteTo " + String.join(" or ", nodes);
    cast.find(nodes, line);
    return expectRoute(line, call -> call.isRoutedToOneOf(nodes));
  }

  /**
   * A call goes to this node, now, and it is as good a choice as that. This asks for a route:
   * policies that take turns count it.
   *
   * @throws IllegalArgumentException if the node has not joined
   */
  public Scenario expectRouteTo(String node, Mode mode) {
    String line = "expectRouteTo " + node + " " + mode;
    NodeDriver actor = cast.find(node, line);
    return expectRoute(line, call -> call.isRoutedTo(actor.node()).isRoutedInMode(mode));
  }

  /** A call is refused, now, for this reason. */
  public Scenario expectRefusal(Refusal reason) {
    Objects.requireNonNull(reason, "reason");
    return expectRoute("expectRefusal " + reason, call -> call.isRefusedBecause(reason));
  }

  private Scenario expectRoute(String line, Consumer<RoutingDecisionAssert> call) {
    return expect(line, service -> call.accept(assertThat(stage.cluster.route(service))));
  }

  /**
   * PublisherDriver was told these states of the service, in this order, since the story began or
   * since the last such expectation for this service, and nothing else. None: it was told nothing.
   */
  public Scenario expectTransmitted(ServiceState... states) {
    List<ServiceState> expected = List.of(states);
    return expect(
        "expectTransmitted " + tokens(expected),
        service -> {
          List<ServiceState> all = stage.upstream.states(service);
          List<ServiceState> recent =
              all.subList(transmissionsMet.getOrDefault(service, 0), all.size());
          if (!recent.equals(expected)) {
            throw new AssertionError(
                "Expected upstream to have been told "
                    + tokens(expected)
                    + (" of " + service + " since the last look, but it was told ")
                    + (tokens(recent) + "."));
          }
          transmissionsMet.put(service, all.size());
        });
  }

  private static String tokens(List<ServiceState> states) {
    return states.isEmpty()
        ? "nothing"
        : states.stream().map(ServiceState::token).collect(Collectors.joining(", "));
  }

  /** An event of this kind, or group of kinds, was told since the story began. */
  public Scenario expectEvent(Class<? extends ClusterEvent> kind) {
    return expect(
        "expectEvent " + kind.getSimpleName(), service -> assertThat(stage.listener).hasTold(kind));
  }

  /** No event of this kind, or group of kinds, was told since the story began. */
  public Scenario expectNoEvent(Class<? extends ClusterEvent> kind) {
    return expect(
        "expectNoEvent " + kind.getSimpleName(),
        service -> assertThat(stage.listener).hasNotTold(kind));
  }

  /** Anything else: what the assertions throw is told with the story. */
  public Scenario expectThat(String what, Consumer<ClusterManager> assertions) {
    Objects.requireNonNull(assertions, "assertions");
    return expect("expectThat " + what, service -> assertions.accept(stage.cluster));
  }

  /** What upstream was told, for further assertions. */
  public RecordingPublisher upstream() {
    return stage.upstream;
  }

  /** What happened, for further assertions. */
  public RecordingListener events() {
    return stage.listener;
  }

  private Scenario expect(String line, Consumer<ServiceId> check) {
    ServiceId service = stage.service(line);
    stage.story.step(line);
    try {
      check.accept(service);
      stage.time.settle(); // a route that was asked for may have something to tell
    } catch (AssertionError unmet) {
      throw stage.failure(unmet, service);
    }
    return self();
  }

  private ServiceStatus status(ServiceId service) {
    return stage.cluster.status(service).orElseThrow(() -> unknown(service));
  }

  private static AssertionError unknown(ServiceId service) {
    return new AssertionError(
        "Expected " + service + " to have a status, but the manager does not know it yet.");
  }
}
