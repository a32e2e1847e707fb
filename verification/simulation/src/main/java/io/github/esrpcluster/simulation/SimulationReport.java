package io.github.esrpcluster.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Sums up many simulations. Not thread-safe. */
final class SimulationReport {
  private final Ledger ledger = new Ledger();
  private final List<Failure> failures = new ArrayList<>();
  private long seeds;
  private long steps;
  private Duration simulated = Duration.ZERO;

  void add(SimulationRun done) {
    seeds++;
    steps += done.steps();
    simulated = simulated.plus(done.simulated());
    ledger.add(done.ledger());
  }

  void add(Failure failure) {
    failures.add(failure);
  }

  void add(SimulationReport other) {
    seeds += other.seeds;
    steps += other.steps;
    simulated = simulated.plus(other.simulated);
    ledger.add(other.ledger);
    failures.addAll(other.failures);
  }

  List<Failure> failures() {
    return List.copyOf(failures);
  }

  /** The invariants that were never checked and the faults that were never injected. */
  List<String> neverSeen() {
    return Stream.concat(
            Stream.of(Invariant.values()).filter(each -> ledger.checks(each) == 0),
            Stream.of(Fault.values()).filter(each -> ledger.faults(each) == 0))
        .map(Enum::name)
        .toList();
  }

  /** For people. */
  String text() {
    StringBuilder text = new StringBuilder();
    line(text, "seeds", seeds);
    line(text, "steps", steps);
    line(text, "simulated hours", simulated.toHours());
    text.append("faults injected\n");
    for (Fault fault : Fault.values()) {
      line(text, "  " + fault, ledger.faults(fault));
    }
    text.append("invariants checked\n");
    for (Invariant invariant : Invariant.values()) {
      line(text, "  " + invariant, ledger.checks(invariant));
    }
    line(text, "violations", failures.size());
    return text.toString();
  }

  private static void line(StringBuilder text, String name, long number) {
    text.append(String.format(Locale.ROOT, "%-40s %,15d%n", name, number));
  }
}
