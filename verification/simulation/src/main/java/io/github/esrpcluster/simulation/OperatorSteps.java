package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.RoutingRequest;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceState;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Creates the steps of operators, and calls. */
final class OperatorSteps {
  private static final List<SecurityPosture> POSTURES = List.of(SecurityPosture.values());
  private static final List<ServiceState> PUBLISHABLE =
      Stream.of(ServiceState.values()).filter(ServiceState::publishable).toList();

  /** The operator who clears overrides, and the reason given. */
  static final String OPERATOR = "kim";

  static final String CLEARED = "no longer needed";

  private final Setup setup;
  private final Random random;
  private final NodeSteps nodes;

  OperatorSteps(Setup setup, Random random, NodeSteps nodes) {
    this.setup = setup;
    this.random = random;
    this.nodes = nodes;
  }

  Step any() {
    ServiceId service = setup.service(random.nextInt(3));
    return switch (random.nextInt(11)) {
      case 0, 1 -> overrideMember(service);
      case 2 -> clearMember(service);
      case 3 -> overrideService(service);
      case 4 ->
          new Step(
              "override of " + service + " cleared",
              simulation -> simulation.actions.clear(service));
      case 5 -> overridePosture(service);
      case 6 ->
          new Step(
              "posture of " + service + " cleared",
              simulation -> simulation.actions.clearPosture(service));
      case 7 ->
          new Step(service + " is declared", simulation -> simulation.actions.declare(service));
      default -> call(service);
    };
  }

  private <S extends Enum<S>> OperatorOverride<S> set(S state) {
    OperatorOverride<S> set = OperatorOverride.of(state, "jo", "by hand");
    return random.nextBoolean()
        ? set
        : set.duration(Duration.ofMillis(100 + random.nextInt(30_000)));
  }

  private static String text(OperatorOverride<?> set) {
    return set.state() + set.duration().map(time -> " for " + time).orElse("");
  }

  private Step overrideMember(ServiceId service) {
    NodeId node = nodes.someId();
    ElementState[] all = ElementState.values();
    OperatorOverride<ElementState> set = set(all[random.nextInt(all.length)]);
    return new Step(
        node + " in " + service + " is set to " + text(set),
        simulation -> simulation.actions.override(service, node, set));
  }

  private Step clearMember(ServiceId service) {
    NodeId node = nodes.someId();
    return new Step(
        "override of " + node + " in " + service + " cleared",
        simulation -> simulation.actions.clear(service, node));
  }

  private Step overrideService(ServiceId service) {
    OperatorOverride<ServiceState> set = set(PUBLISHABLE.get(random.nextInt(PUBLISHABLE.size())));
    return new Step(
        service + " is set to " + text(set),
        simulation -> simulation.actions.override(service, set));
  }

  private Step overridePosture(ServiceId service) {
    OperatorOverride<SecurityPosture> set = set(POSTURES.get(random.nextInt(POSTURES.size())));
    return new Step(
        "posture of " + service + " is set to " + text(set),
        simulation -> simulation.actions.overridePosture(service, set));
  }

  private Step call(ServiceId service) {
    RoutingRequest request = RoutingRequest.ofKey("call" + random.nextInt(5));
    for (int i = random.nextInt(3); i > 0; i--) {
      request = request.excluding(nodes.someId());
    }
    RoutingRequest asked = request;
    return new Step(
        "a call for " + service + " not to " + asked.excluded(),
        simulation -> simulation.calls.route(service, asked));
  }
}
