package io.github.esrpcluster.simulation.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Sums up many simulations of the wire. Thread-safe. */
final class WireReport {
  private final WireLedger ledger = new WireLedger();
  private final List<WireFailure> failures = new ArrayList<>();
  private long seeds;
  private Duration simulated = Duration.ZERO;

  synchronized void add(WireRun done) {
    seeds++;
    simulated = simulated.plus(done.simulated());
    ledger.add(done.ledger());
  }

  synchronized void add(WireFailure failure) {
    failures.add(failure);
  }

  synchronized List<WireFailure> failures() {
    return List.copyOf(failures);
  }

  /** Returns the invariants that were never checked and the faults that were never injected. */
  synchronized List<String> neverSeen() {
    return Stream.concat(
            Stream.of(WireInvariant.values()).filter(each -> ledger.checks(each) == 0),
            Stream.of(WireFault.values()).filter(each -> ledger.faults(each) == 0))
        .map(Enum::name)
        .toList();
  }

  /** Returns all counts, for people. */
  synchronized String text() {
    StringBuilder text = new StringBuilder();
    line(text, "wire seeds", seeds);
    line(text, "simulated hours", simulated.toHours());
    text.append("faults injected\n");
    for (WireFault fault : WireFault.values()) {
      line(text, "  " + fault, ledger.faults(fault));
    }
    text.append("invariants checked\n");
    for (WireInvariant invariant : WireInvariant.values()) {
      line(text, "  " + invariant, ledger.checks(invariant));
    }
    line(text, "violations", failures.size());
    return text.toString();
  }

  private static void line(StringBuilder text, String name, long number) {
    text.append(String.format(Locale.ROOT, "%-40s %,15d%n", name, number));
  }
}
