package io.github.esrpcluster.simulation.wire;

/** A notifier or a subscriber broke an invariant. */
@SuppressWarnings("serial") // never leaves the process
final class WireViolation extends AssertionError {
  final WireInvariant invariant;

  WireViolation(WireInvariant invariant, String what) {
    super(invariant + ": " + what);
    this.invariant = invariant;
  }
}
