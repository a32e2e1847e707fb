package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterListener;

/** Listener that hands its events to the simulation, and may misbehave. */
final class FaultyListener implements ClusterListener {
  private final Simulation simulation;
  private int throwing;
  private boolean callsBack;

  FaultyListener(Simulation simulation) {
    this.simulation = simulation;
  }

  /** Throws at the next events. */
  void throwAt(int events) {
    throwing = events;
  }

  /** Calls the manager at the next change of a status. */
  void callBackOnce() {
    callsBack = true;
  }

  @Override
  public void onEvent(ClusterEvent event) {
    simulation.onEvent(event);
    if (callsBack && event instanceof ClusterEvent.StatusChanged changed) {
      callsBack = false;
      simulation.callBack(Fault.LISTENER_CALLED_BACK, changed.service());
    }
    if (throwing > 0) {
      throwing--;
      simulation.ledger.injected(Fault.LISTENER_THREW);
      throw new IllegalStateException("the listener of the simulation throws");
    }
  }
}
