package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.RoutingRequest;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** Plays a script on the real manager and on the model, and compares both after every step. */
final class SimulationRun {
  private final Script script;
  private final Ledger ledger = new Ledger();
  private final Consumer<String> trace;
  private Duration simulated = Duration.ZERO;
  private int played;

  /**
   * @param trace gets a line for each step, with the virtual time
   */
  SimulationRun(Script script, Consumer<String> trace) {
    this.script = script;
    this.trace = trace;
  }

  SimulationRun(Script script) {
    this(script, line -> {});
  }

  /** Plays all of it; empty if nothing was violated. */
  Optional<Failure> play() {
    try {
      Simulation simulation = new Simulation(script.setup(), new Random(script.seed()), ledger);
      try {
        play(simulation);
      } finally {
        simulated = Duration.ofNanos(simulation.now());
      }
      return Optional.empty();
    } catch (Violation violation) {
      return Optional.of(new Failure(script, played, violation));
    } catch (RuntimeException | Error other) { // the manager must not let anything out
      return Optional.of(new Failure(script, played, other));
    }
  }

  private void play(Simulation simulation) {
    Iterator<Step> steps = script.steps().iterator();
    simulation.meanwhile(end -> playWithin(simulation, steps, end));
    playUntil(simulation, steps, Long.MAX_VALUE);
    played++;
    if (script.recovers()) {
      trace.accept(simulation + ": all faults end");
      simulation.recover();
    } else {
      ledger.injected(Fault.CLOSED_AT_ANY_MOMENT);
    }
    trace.accept(simulation + ": the manager is closed");
    simulation.close();
    ledger.throwFirst();
  }

  private void playUntil(Simulation simulation, Iterator<Step> steps, long end) {
    while (steps.hasNext() && simulation.now() < end) {
      Step step = steps.next();
      played++;
      trace.accept(simulation + ": " + step);
      step.action().accept(simulation);
      for (ServiceModel service : simulation.model.services()) {
        simulation.calls.route(service.id, RoutingRequest.any());
      }
    }
  }

  /**
   * Plays steps within a call of a callback: the manager would take an exception for the
   * callback's.
   */
  private void playWithin(Simulation simulation, Iterator<Step> steps, long end) {
    try {
      playUntil(simulation, steps, end);
    } catch (RuntimeException | Error thrown) {
      ledger.check(Invariant.DEGRADED_MODES_END, false, () -> "the manager threw " + thrown);
    }
  }

  Ledger ledger() {
    return ledger;
  }

  Duration simulated() {
    return simulated;
  }

  int steps() {
    return played;
  }
}
