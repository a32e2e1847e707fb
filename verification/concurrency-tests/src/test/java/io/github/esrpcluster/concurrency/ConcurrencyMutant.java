package io.github.esrpcluster.concurrency;

import io.github.esrpcluster.simulation.Mutant;

/**
 * A mutant, and the tests that must kill it.
 *
 * @param races a regular expression for the names of jcstress tests; empty if none can kill it
 * @param lincheck a Lincheck test class of core; empty if none can kill it
 */
record ConcurrencyMutant(Mutant mutant, String races, String lincheck) {}
