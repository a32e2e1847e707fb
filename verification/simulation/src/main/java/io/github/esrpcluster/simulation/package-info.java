/**
 * The simulator: random lives of whole clusters in virtual time, with every fault we could think
 * of, each step checked against a model that shares no code with the manager. Start reading at
 * {@link io.github.esrpcluster.simulation.SimulationRun}; {@code Model} and what it is made of say
 * what is right.
 */
@NullMarked
package io.github.esrpcluster.simulation;

import org.jspecify.annotations.NullMarked;
