package io.github.esrpcluster.simulation.wire;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts the checks made and the faults injected on the wire. Keeps the first violation. */
final class WireLedger {
  private final Map<WireInvariant, Long> checks = new EnumMap<>(WireInvariant.class);
  private final Map<WireFault, Long> faults = new EnumMap<>(WireFault.class);
  private @Nullable WireViolation violation;

  /**
   * Checks an invariant. A violation is kept, because the code under test may catch what a callback
   * throws.
   *
   * @throws WireViolation if it does not hold
   */
  void check(WireInvariant invariant, boolean holds, Supplier<String> what) {
    checks.merge(invariant, 1L, Long::sum);
    throwFirst();
    if (!holds) {
      violation = new WireViolation(invariant, what.get());
      throw violation;
    }
  }

  /** Throws the first violation once more, if there was any. */
  void throwFirst() {
    if (violation != null) {
      throw violation;
    }
  }

  void injected(WireFault fault) {
    faults.merge(fault, 1L, Long::sum);
  }

  long checks(WireInvariant invariant) {
    return checks.getOrDefault(invariant, 0L);
  }

  long faults(WireFault fault) {
    return faults.getOrDefault(fault, 0L);
  }

  void add(WireLedger other) {
    other.checks.forEach((each, count) -> checks.merge(each, count, Long::sum));
    other.faults.forEach((each, count) -> faults.merge(each, count, Long::sum));
  }
}
