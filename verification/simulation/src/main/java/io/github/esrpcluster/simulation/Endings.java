package io.github.esrpcluster.simulation;

import java.util.function.Supplier;

/** What ends by itself must be gone once the pulse has come after its end, and not before it. */
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

  /** Over when the pulse last came. */
  boolean isOver(Timed<?> timed) {
    return timed.isOver(sweeps.lastSweep());
  }
}
