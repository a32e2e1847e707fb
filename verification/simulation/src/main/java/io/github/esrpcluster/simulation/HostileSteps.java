package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.NodeStatus;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceId;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/** Creates the steps of an intruder: it steals, forges, guesses, lies and floods. */
final class HostileSteps {
  /** The owner for which the intruder acts, if it acts for any. */
  static final Optional<String> INTRUDER = Optional.of("intruder");

  private static final int GHOSTS = 12;

  private final Setup setup;
  private final Random random;

  HostileSteps(Setup setup, Random random) {
    this.setup = setup;
    this.random = random;
  }

  Step any() {
    int victim = random.nextInt(setup.nodes());
    ServiceId service = setup.service(random.nextInt(3));
    Optional<String> caller = random.nextBoolean() ? INTRUDER : Optional.empty();
    return switch (random.nextInt(6)) {
      case 0 -> steal(victim, service, caller);
      case 1 -> report(victim, service, caller);
      case 2 -> renewOrRelease(victim, service, caller);
      case 3 -> guess(victim, service, caller);
      case 4 -> farSequence(victim, service, caller);
      default -> flood(service, caller);
    };
  }

  private static Step forged(
      Fault fault, int victim, String what, Function<SimNode, Message> message) {
    return new Step(
        "an intruder " + what + " node " + victim,
        simulation -> {
          simulation.ledger.injected(fault);
          simulation.actions.receiveForged(message.apply(simulation.nodes.get(victim)));
        });
  }

  private Step steal(int victim, ServiceId service, Optional<String> caller) {
    return forged(
        Fault.CALL_FORGED,
        victim,
        "registers for " + service + " as",
        node -> {
          Registration.Builder stolen =
              Registration.builder(service, node.id())
                  .contact("sip:intruder.example.com")
                  .weight(1_000)
                  .preference(5)
                  .status(NodeStatus.builder(node.id(), ElementState.NORMAL).load(0).build());
          caller.ifPresent(stolen::owner);
          return new Message.Join(Optional.empty(), stolen.build());
        });
  }

  private Step report(int victim, ServiceId service, Optional<String> caller) {
    ElementState state = random.nextBoolean() ? ElementState.DOWN : ElementState.NORMAL;
    boolean knowsEpoch = random.nextInt(3) == 0;
    return forged(
        Fault.CALL_FORGED,
        victim,
        "reports " + state.token() + " as",
        node -> {
          NodeStatus.Builder lie = NodeStatus.builder(node.id(), state);
          if (knowsEpoch) {
            lie.service(service).epoch(node.epoch(service));
          }
          return new Message.Report(lie.build(), caller);
        });
  }

  private Step renewOrRelease(int victim, ServiceId service, Optional<String> caller) {
    boolean releases = random.nextBoolean();
    return forged(
        Fault.CALL_FORGED,
        victim,
        releases ? "releases" : "renews",
        node ->
            releases
                ? new Message.Release(service, node.id(), node.epoch(service), caller)
                : new Message.Renew(node.id(), caller));
  }

  private Step guess(int victim, ServiceId service, Optional<String> caller) {
    long off = 1L + random.nextInt(1_000);
    boolean releases = random.nextBoolean();
    return forged(
        Fault.EPOCH_GUESSED,
        victim,
        (releases ? "releases" : "renews") + " under a guessed epoch",
        node -> {
          long guess = node.epoch(service) + off;
          return releases
              ? new Message.Release(service, node.id(), guess, caller)
              : new Message.RenewLease(service, node.id(), guess, caller);
        });
  }

  private Step farSequence(int victim, ServiceId service, Optional<String> caller) {
    return forged(
        Fault.SEQUENCE_FAR_AHEAD,
        victim,
        "reports the highest sequence as",
        node ->
            new Message.Report(
                NodeStatus.builder(node.id(), ElementState.NORMAL)
                    .service(service)
                    .sequence(NodeStatus.MAX_SEQUENCE)
                    .build(),
                caller));
  }

  private Step flood(ServiceId service, Optional<String> caller) {
    int first = random.nextInt(GHOSTS);
    int count = 1 + random.nextInt(GHOSTS);
    return new Step(
        "an intruder registers " + count + " nodes for " + service + " that never report",
        simulation -> {
          simulation.ledger.injected(Fault.REGISTRATIONS_FLOODED);
          for (int i = 0; i < count; i++) {
            NodeId ghost = Setup.nodeId("ghost" + (first + i) % GHOSTS);
            Registration.Builder registration = Registration.builder(service, ghost);
            caller.ifPresent(registration::owner);
            simulation.actions.receiveForged(
                new Message.Join(Optional.empty(), registration.build()));
          }
        });
  }
}
