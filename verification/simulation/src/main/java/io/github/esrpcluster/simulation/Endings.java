package io.github.esrpcluster.simulation;

import java.util.function.Supplier;

/** Checks that a timed setting ends with the first sweep after its end, and not before its end. */
final class Endings {
  private final Ledger ledger;
  private final SweepModel sweeps;

  Endings(Ledger ledger, SweepModel sweeps) {
    this.ledger = ledger;
    this.sweeps = sweeps;
  }

  void check(Timed<?> timed, boolean gone, long now, Supplier<String> what) {
    ledger.check(
        Invariant.STATE_HAS_THREE_SOURCES,
        !gone || timed.isOver(now),
        () -> what.get() + " ended too early");
    ledger.check(
        Invariant.DEGRADED_MODES_END, gone || !isOver(timed), () -> what.get() + " did not end");
  }

  /** Returns whether it was over at the last sweep. */
  boolean isOver(Timed<?> timed) {
    return timed.isOver(sweeps.lastSweep());
  }
}
