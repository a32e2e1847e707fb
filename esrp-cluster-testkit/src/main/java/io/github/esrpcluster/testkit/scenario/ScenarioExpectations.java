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

/** The expectations; part of {@link Scenario}. */
abstract class ScenarioExpectations {
  final ScenarioContext context;
  final ScenarioNodes nodes;
  private final Map<ServiceId, Integer> notificationsChecked = new HashMap<>();

  ScenarioExpectations(ScenarioContext context) {
    this.context = context;
    this.nodes = new ScenarioNodes(context);
  }

  abstract Scenario self();

  /**
   * Expects this state in the status of the service.
   *
   * @throws AssertionError if the expectation is not met
   * @throws IllegalStateException if no service is set
   */
  public Scenario expectStatus(ServiceState state) {
    Objects.requireNonNull(state, "state");
    return expect(
        "expectStatus " + state.token(), service -> assertThat(status(service)).hasState(state));
  }

  /**
   * Expects that the reason in the status of the service contains this text.
   *
   * @throws AssertionError if the expectation is not met
   * @throws IllegalStateException if no service is set
   */
  public Scenario expectReason(String text) {
    Objects.requireNonNull(text, "text");
    return expect(
        "expectReason \"" + text + "\"",
        service -> assertThat(status(service)).hasReasonContaining(text));
  }

  /**
   * Expects this posture in the status of the service.
   *
   * @throws AssertionError if the expectation is not met
   * @throws IllegalStateException if no service is set
   */
  public Scenario expectPosture(SecurityPosture posture) {
    Objects.requireNonNull(posture, "posture");
    return expect(
        "expectPosture " + posture.token(),
        service -> assertThat(status(service)).hasPosture(posture));
  }

  /**
   * Expects that the node counts in this state in the service.
   *
   * @throws IllegalArgumentException if the node has not joined
   * @throws AssertionError if the expectation is not met
   * @throws IllegalStateException if no service is set
   */
  public Scenario expectNode(String name, ElementState state) {
    String step = "expectNode " + name + " " + state.token();
    NodeDriver node = nodes.find(name, step);
    return expect(
        step,
        service ->
            assertThat(context.cluster.view(service).orElseThrow(() -> unknown(service)))
                .hasMember(node.node())
                .inState(state));
  }

  /**
   * Routes a call and expects that this node is picked. The call counts for policies that take
   * turns.
   *
   * @throws IllegalArgumentException if the node has not joined
   * @throws AssertionError if the expectation is not met
   * @throws IllegalStateException if no service is set
   */
  public Scenario expectRouteTo(String name) {
    return expectRouteToOneOf(name);
  }

  /**
   * Routes a call and expects that one of these nodes is picked. The call counts for policies that
   * take turns.
   *
   * @throws IllegalArgumentException if no node is named, or one of them has not joined
   * @throws AssertionError if the expectation is not met
   * @throws IllegalStateException if no service is set
   */
  public Scenario expectRouteToOneOf(String... names) {
    String step = "expectRouteTo " + String.join(" or ", names);
    nodes.find(names, step);
    return expectRoute(step, call -> call.isRoutedToOneOf(names));
  }

  /**
   * Routes a call and expects that this node is picked, in this mode. The call counts for policies
   * that take turns.
   *
   * @throws IllegalArgumentException if the node has not joined
   * @throws AssertionError if the expectation is not met
   * @throws IllegalStateException if no service is set
   */
  public Scenario expectRouteTo(String name, Mode mode) {
    String step = "expectRouteTo " + name + " " + mode;
    NodeDriver node = nodes.find(name, step);
    return expectRoute(step, call -> call.isRoutedTo(node.node()).isRoutedInMode(mode));
  }

  /**
   * Routes a call and expects that it is refused for this reason.
   *
   * @throws AssertionError if the expectation is not met
   * @throws IllegalStateException if no service is set
   */
  public Scenario expectRefusal(Refusal reason) {
    Objects.requireNonNull(reason, "reason");
    return expectRoute("expectRefusal " + reason, call -> call.isRefusedBecause(reason));
  }

  private Scenario expectRoute(String step, Consumer<RoutingDecisionAssert> call) {
    return expect(step, service -> call.accept(assertThat(context.cluster.route(service))));
  }

  /**
   * Expects exactly these states, in this order, in the notifications about the service since the
   * start of the scenario or since the last such expectation that was met. Without a state: expects
   * no notification.
   *
   * @throws AssertionError if the expectation is not met
   * @throws IllegalStateException if no service is set
   */
  public Scenario expectNotified(ServiceState... states) {
    List<ServiceState> expected = List.of(states);
    return expect(
        "expectNotified " + tokens(expected),
        service -> {
          List<ServiceState> all = context.publisher.states(service);
          List<ServiceState> recent =
              all.subList(notificationsChecked.getOrDefault(service, 0), all.size());
          if (!recent.equals(expected)) {
            throw new AssertionError(
                "Expected the publisher to be notified of "
                    + tokens(expected)
                    + (" about " + service + " since the last such expectation, but it was ")
                    + ("notified of " + tokens(recent) + "."));
          }
          notificationsChecked.put(service, all.size());
        });
  }

  private static String tokens(List<ServiceState> states) {
    return states.isEmpty()
        ? "nothing"
        : states.stream().map(ServiceState::token).collect(Collectors.joining(", "));
  }

  /**
   * Expects at least one event of this kind, or group of kinds, since the scenario started.
   *
   * @throws AssertionError if the expectation is not met
   * @throws IllegalStateException if no service is set
   */
  public Scenario expectEvent(Class<? extends ClusterEvent> kind) {
    return expect(
        "expectEvent " + kind.getSimpleName(),
        service -> assertThat(context.listener).hasReceived(kind));
  }

  /**
   * Expects no event of this kind, or group of kinds, since the scenario started.
   *
   * @throws AssertionError if the expectation is not met
   * @throws IllegalStateException if no service is set
   */
  public Scenario expectNoEvent(Class<? extends ClusterEvent> kind) {
    return expect(
        "expectNoEvent " + kind.getSimpleName(),
        service -> assertThat(context.listener).hasNotReceived(kind));
  }

  /**
   * Runs assertions of the caller. An {@link AssertionError} is thrown again, with the transcript;
   * any other exception is passed on.
   *
   * @param what describes the assertions, for the transcript
   * @throws AssertionError if the expectation is not met
   * @throws IllegalStateException if no service is set
   */
  public Scenario expectThat(String what, Consumer<ClusterManager> assertions) {
    Objects.requireNonNull(assertions, "assertions");
    return expect("expectThat " + what, service -> assertions.accept(context.cluster));
  }

  /** Returns the publisher that has recorded every notification, for further assertions. */
  public RecordingPublisher publisher() {
    return context.publisher;
  }

  /** Returns the listener that has recorded every event, for further assertions. */
  public RecordingListener listener() {
    return context.listener;
  }

  private Scenario expect(String step, Consumer<ServiceId> check) {
    ServiceId service = context.service(step);
    context.transcript.step(step);
    try {
      check.accept(service);
      context.time.settle(); // a route may have fired an event
    } catch (AssertionError unmet) {
      throw context.failure(unmet, service);
    }
    return self();
  }

  private ServiceStatus status(ServiceId service) {
    return context.cluster.status(service).orElseThrow(() -> unknown(service));
  }

  private static AssertionError unknown(ServiceId service) {
    return new AssertionError(
        "Expected " + service + " to have a status, but the manager does not know it yet.");
  }
}
