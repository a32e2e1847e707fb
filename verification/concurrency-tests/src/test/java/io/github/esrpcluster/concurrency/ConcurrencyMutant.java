package io.github.esrpcluster.concurrency;

import io.github.esrpcluster.simulation.Mutant;

/**
 * A mutant, and what must find it.
 *
 * @param races an expression for the names of jcstress tests; empty if none is expected to
 * @param lincheck a class of core's tests; empty if none is expected to
 */
record ConcurrencyMutant(Mutant mutant, String races, String lincheck) {}
