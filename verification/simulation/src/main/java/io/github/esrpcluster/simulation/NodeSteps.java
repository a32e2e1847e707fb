package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.simulation.Network.Fate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/** Creates the steps of nodes, with the faults of the network. */
final class NodeSteps {
  private static final List<SecurityPosture> POSTURES = List.of(SecurityPosture.values());
  private static final ElementState[] REPORTED_STATES = {
    ElementState.NORMAL,
    ElementState.NORMAL,
    ElementState.NORMAL,
    ElementState.SERVICE_DISRUPTION,
    ElementState.OVERLOADED,
    ElementState.GOING_DOWN,
    ElementState.SCHEDULED_MAINTENANCE,
    ElementState.DOWN
  };

  private final Setup setup;
  private final Random random;

  NodeSteps(Setup setup, Random random) {
    this.setup = setup;
    this.random = random;
  }

  Step any() {
    return switch (random.nextInt(20)) {
      case 0, 1, 2 -> register();
      case 3, 4, 5, 6, 7 -> report();
      case 8, 9, 10 -> renew();
      case 11, 12 -> allRenew();
      case 13, 14 -> arrive();
      case 15 -> crash();
      case 16, 17 -> restart();
      case 18 -> random.nextInt(3) == 0 ? storm() : leave();
      default -> oldLease();
    };
  }

  private int node() {
    return random.nextInt(setup.nodes());
  }

  private Fate fate() {
    return switch (random.nextInt(12)) {
      case 0 -> Fate.LOST;
      case 1, 2 -> Fate.DELAYED;
      case 3 -> Fate.DUPLICATED;
      default -> Fate.ARRIVES;
    };
  }

  private ElementState reportedState() {
    return REPORTED_STATES[random.nextInt(REPORTED_STATES.length)];
  }

  Step register() {
    int node = node();
    ServiceId service = setup.service(random.nextInt(3));
    Optional<ElementState> first =
        random.nextBoolean() ? Optional.of(reportedState()) : Optional.empty();
    int extraWeight = random.nextInt(6) == 0 ? 1 : 0;
    Fate fate = fate();
    return ofNode(
        node,
        "registers for "
            + service
            + first.map(state -> " as " + state.token()).orElse("")
            + fate(fate),
        (simulation, it) ->
            simulation.network.send(it.register(service, first, extraWeight), fate));
  }

  private Step report() {
    int node = node();
    ServiceId one = setup.service(random.nextInt(3));
    Optional<ServiceId> service = random.nextBoolean() ? Optional.of(one) : Optional.empty();
    ElementState state = reportedState();
    String reason = random.nextInt(20) == 0 ? "x".repeat(Setup.LONGEST_REASON + 1) : "";
    Optional<SecurityPosture> posture =
        random.nextInt(4) == 0
            ? Optional.of(POSTURES.get(random.nextInt(POSTURES.size())))
            : Optional.empty();
    OptionalDouble load =
        random.nextInt(4) == 0
            ? OptionalDouble.of(random.nextInt(5) / 4.0)
            : OptionalDouble.empty();
    Fate fate = fate();
    return ofNode(
        node,
        "reports "
            + state.token()
            + posture.map(p -> ", posture " + p.token()).orElse("")
            + service.map(s -> " for " + s).orElse("")
            + (reason.isEmpty() ? "" : ", with too long a reason")
            + fate(fate),
        (simulation, it) ->
            simulation.network.send(it.report(service, state, reason, posture, load), fate));
  }

  private Step renew() {
    int node = node();
    ServiceId service = setup.service(random.nextInt(3));
    Fate fate = fate();
    return ofNode(
        node,
        "renews" + fate(fate),
        (simulation, it) -> simulation.network.send(it.renew(service), fate));
  }

  private static String fate(Fate fate) {
    return switch (fate) {
      case ARRIVES -> "";
      case LOST -> " (lost)";
      case DELAYED -> " (late)";
      case DUPLICATED -> " (duplicated)";
    };
  }

  private static Step allRenew() {
    return new Step(
        "all nodes that are up renew",
        simulation -> {
          for (SimNode node : simulation.nodes) {
            if (node.isUp()) {
              simulation.network.send(new Message.Renew(node.id(), node.owner()), Fate.ARRIVES);
            }
          }
        });
  }

  private Step arrive() {
    int place = random.nextInt(4);
    return new Step(
        "late message " + place + " arrives", simulation -> simulation.network.arrive(place));
  }

  private Step crash() {
    int node = node();
    return new Step(
        "node " + node + " crashes",
        simulation -> {
          simulation.ledger.injected(Fault.NODE_CRASHED);
          simulation.nodes.get(node).crash();
        });
  }

  private Step restart() {
    int node = node();
    int how = random.nextInt(3);
    ServiceId service = setup.service(random.nextInt(3));
    Optional<ElementState> first =
        random.nextBoolean() ? Optional.of(reportedState()) : Optional.empty();
    String as = how == 0 ? "as before" : how == 1 ? "with a new incarnation" : "under another name";
    return new Step(
        "node " + node + " restarts " + as + " and registers for " + service,
        simulation -> {
          SimNode it = simulation.nodes.get(node);
          switch (how) {
            case 0 -> {
              simulation.ledger.injected(Fault.NODE_RESTARTED_AS_BEFORE);
              it.restartAsBefore();
            }
            case 1 -> {
              simulation.ledger.injected(Fault.NODE_RESTARTED_ANEW);
              it.restartAnew();
            }
            default -> {
              simulation.ledger.injected(Fault.NODE_RESTARTED_UNDER_ANOTHER_NAME);
              it.restartUnderAnotherName();
            }
          }
          simulation.network.send(it.register(service, first, 0), Fate.ARRIVES);
        });
  }

  private Step storm() {
    ServiceId service = setup.service(random.nextInt(3));
    int rounds = 1 + random.nextInt(3);
    return new Step(
        "all nodes register with a new incarnation for " + service + ", " + rounds + " times",
        simulation -> {
          simulation.ledger.injected(Fault.REGISTRATION_STORM);
          for (int round = 0; round < rounds; round++) {
            for (SimNode node : simulation.nodes) {
              node.restartAnew();
              simulation.network.send(
                  node.register(service, Optional.of(ElementState.NORMAL), round), Fate.ARRIVES);
            }
          }
        });
  }

  private Step leave() {
    int node = node();
    ServiceId service = setup.service(random.nextInt(3));
    if (random.nextInt(4) == 0) {
      return new Step(
          "node " + node + " is released from all services",
          simulation -> {
            simulation.ledger.injected(Fault.NODE_RELEASED_EVERYWHERE);
            SimNode it = simulation.nodes.get(node);
            simulation.actions.release(it.id(), it.owner());
          });
    }
    boolean byHand = random.nextInt(3) == 0;
    Fate fate = fate();
    return byHand
        ? new Step(
            "node " + node + " is released from " + service,
            simulation -> {
              SimNode it = simulation.nodes.get(node);
              simulation.actions.release(service, it.id(), it.owner());
            })
        : ofNode(
            node,
            "leaves " + service + fate(fate),
            (simulation, it) -> simulation.network.send(it.release(service), fate));
  }

  private Step oldLease() {
    int number = random.nextInt(30);
    int how = random.nextInt(4);
    String what = List.of("renewed", "released", "expired early", "reported under").get(how);
    return new Step(
        "granted lease " + number + " is " + what,
        simulation -> simulation.actions.useOldLease(number, how));
  }

  private interface NodeAction {
    void by(Simulation simulation, SimNode node);
  }

  private static Step ofNode(int number, String what, NodeAction action) {
    return new Step(
        "node " + number + " " + what,
        simulation -> {
          SimNode node = simulation.nodes.get(number);
          if (node.isUp()) {
            action.by(simulation, node);
          }
        });
  }

  /** A node that may or may not be there, by its first name. */
  NodeId someId() {
    return Setup.nodeId("node" + node());
  }
}
