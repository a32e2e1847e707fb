package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.RoutingRequest;
import io.github.esrpcluster.api.ServiceId;
import java.time.Duration;
import java.util.Random;

/** Creates the steps in which time passes, the wall clock steps and the manager stalls. */
final class TimeSteps {
  private final Setup setup;
  private final Random random;
  private final NodeSteps nodes;

  TimeSteps(Setup setup, Random random, NodeSteps nodes) {
    this.setup = setup;
    this.random = random;
    this.nodes = nodes;
  }

  Step any() {
    return switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4, 5 -> pass(Duration.ofMillis(1 + random.nextInt(900)));
      case 6, 7, 8, 9, 10 -> pass(Duration.ofMillis(random.nextInt(6_000)));
      case 11, 12, 13 -> pass(Duration.ofSeconds(5 + random.nextInt(20)));
      case 14 -> pass(Duration.ofSeconds(30 + random.nextInt(60)));
      case 15 -> random.nextInt(2) == 0 ? pass(setup.retention()) : stepWallClock();
      case 16, 17 -> stall();
      default -> stallAndCall();
    };
  }

  private static Step pass(Duration duration) {
    return new Step(text(duration) + " pass", simulation -> simulation.pass(duration));
  }

  private static String text(Duration duration) {
    return duration.toMillis() + " ms";
  }

  private Step stepWallClock() {
    Duration step = Duration.ofHours(random.nextBoolean() ? 1 : -1);
    return new Step(
        "the wall clock steps by " + step, simulation -> simulation.stepWallClock(step));
  }

  private Duration stallTime() {
    return switch (random.nextInt(4)) {
      case 0 -> Duration.ofMillis(1 + random.nextInt(1_000));
      case 1 -> Duration.ofMillis(1_000 + random.nextInt(10_000));
      case 2 -> Duration.ofSeconds(10 + random.nextInt(60));
      default -> Duration.ofSeconds(random.nextInt(600));
    };
  }

  private Step stall() {
    Duration duration = stallTime();
    return new Step(
        "the manager stalls for " + text(duration),
        simulation -> {
          simulation.stall(duration);
          simulation.resume();
        });
  }

  /** Creates a step in which a request comes after a stall, before the first sweep. */
  private Step stallAndCall() {
    Duration duration = stallTime();
    ServiceId service = setup.service(random.nextInt(3));
    Step first =
        random.nextBoolean()
            ? nodes.any()
            : new Step(
                "a call for " + service,
                simulation -> simulation.calls.route(service, RoutingRequest.any()));
    return new Step(
        "the manager stalls for " + text(duration) + ", and before its sweep: " + first,
        simulation -> {
          simulation.stall(duration);
          first.action().accept(simulation);
          simulation.resume();
        });
  }
}
