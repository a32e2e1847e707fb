/**
 * Runs whole clusters through random steps and faults in virtual time, and checks each step against
 * a model that shares no code with the manager. Read {@link
 * io.github.esrpcluster.simulation.SimulationRun} first, then {@code Model}.
 */
@NullMarked
package io.github.esrpcluster.simulation;

import org.jspecify.annotations.NullMarked;
