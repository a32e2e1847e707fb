package io.github.esrpcluster.simulation;

/** The manager broke an invariant. */
@SuppressWarnings("serial") // never leaves the process
final class Violation extends AssertionError {
  final Invariant invariant;

  Violation(Invariant invariant, String what) {
    super(invariant + ": " + what);
    this.invariant = invariant;
  }
}
