package io.github.esrpcluster.simulation.wire;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Plays a script on the real notifier and on the model, and compares both after every instant. */
final class WireRun {
  private final WireScript script;
  private final WireLedger ledger = new WireLedger();
  private final @Nullable Consumer<String> trace;
  private Duration simulated = Duration.ZERO;
  private int played;

  /**
   * @param trace gets a line for each step and message, with the virtual time; null for no trace
   */
  WireRun(WireScript script, @Nullable Consumer<String> trace) {
    this.script = script;
    this.trace = trace;
  }

  /** Plays all of it; empty if nothing was violated. */
  Optional<WireFailure> play() {
    try {
      Random random = new Random(script.seed());
      WireSimulation simulation = new WireSimulation(script.setup(), random, ledger);
      try {
        play(simulation);
      } finally {
        simulated = Duration.ofNanos(simulation.now());
        trace(simulation, () -> "the end");
      }
      return Optional.empty();
    } catch (RuntimeException | Error cause) { // nothing may be thrown out of a process
      return Optional.of(new WireFailure(script, played, cause));
    }
  }

  private void play(WireSimulation simulation) {
    simulation.network.trace(line -> trace(simulation, () -> "    " + line.get()));
    for (WireStep step : script.steps()) {
      played++;
      trace(simulation, step::toString);
      step.action().accept(simulation);
      simulation.settle();
    }
    played++;
    trace(simulation, () -> script.ending().toString());
    switch (script.ending()) {
      case RECOVERS -> simulation.recover();
      case RECOVERS_AND_SHUTS_DOWN -> {
        simulation.recover();
        simulation.shutDown();
      }
      case SHUTS_DOWN -> simulation.shutDown();
      case EXPIRES -> {
        simulation.recover();
        simulation.expireAll();
        simulation.shutDown();
      }
    }
    ledger.throwFirst();
  }

  private void trace(WireSimulation simulation, Supplier<String> line) {
    if (trace != null) {
      trace.accept(simulation + ": " + line.get());
    }
  }

  WireLedger ledger() {
    return ledger;
  }

  Duration simulated() {
    return simulated;
  }

  int steps() {
    return played;
  }
}
