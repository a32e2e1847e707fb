package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterListener;

/** A listener that lets the world know what it was told, and may misbehave. */
final class FaultyListener implements ClusterListener {
  private final Simulation simulation;
  private int throwing;
  private boolean callsBack;

  FaultyListener(Simulation simulation) {
    this.simulation = simulation;
  }

  /** The next events are thrown at. */
  void throwAt(int events) {
    throwing = events;
  }

  /** The next event of a service is answered by calls of the manager. */
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
