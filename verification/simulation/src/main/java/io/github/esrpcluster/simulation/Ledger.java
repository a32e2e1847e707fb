package io.github.esrpcluster.simulation;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts the checks made and the faults injected: a run without checks proves nothing. */
@SuppressWarnings("EnumOrdinal") // arrays indexed by enum: counted at every check
final class Ledger {
  private final long[] checks = new long[Invariant.values().length];
  private final long[] faults = new long[Fault.values().length];

  /**
   * The first violation: thrown by a callback, it would be taken for the failure of that callback.
   */
  private @Nullable Violation violation;

  /**
   * Checks an invariant.
   *
   * @throws Violation if it does not hold
   */
  void check(Invariant invariant, boolean holds, Supplier<String> what) {
    checks[invariant.ordinal()]++;
    throwFirst();
    if (!holds) {
      violation = new Violation(invariant, what.get());
      throw violation;
    }
  }

  /** Throws the first violation once more, if there was any. */
  void throwFirst() {
    if (violation != null) {
      throw violation;
    }
  }

  /** Checks that both are equal. */
  void checkEqual(Invariant invariant, Object wanted, Object found, Supplier<String> what) {
    check(
        invariant,
        wanted.equals(found),
        () -> what.get() + ": wanted " + wanted + ", found " + found);
  }

  void injected(Fault fault) {
    faults[fault.ordinal()]++;
  }

  long checks(Invariant invariant) {
    return checks[invariant.ordinal()];
  }

  long faults(Fault fault) {
    return faults[fault.ordinal()];
  }

  void add(Ledger other) {
    for (int i = 0; i < checks.length; i++) {
      checks[i] += other.checks[i];
    }
    for (int i = 0; i < faults.length; i++) {
      faults[i] += other.faults[i];
    }
  }
}
