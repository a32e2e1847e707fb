package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import java.util.ArrayList;

/** Checks the state after the manager was closed. */
final class CloseChecker {
  private final Simulation simulation;
  private final Model model;
  private final Ledger ledger;
  private final EventChecker events;

  CloseChecker(Simulation simulation, EventChecker events) {
    this.simulation = simulation;
    this.model = simulation.model;
    this.ledger = simulation.ledger;
    this.events = events;
  }

  /**
   * Checks that every service published GoingDown, that it was delivered or abandoned, and that no
   * task is left.
   */
  void check(int pending) {
    for (ServiceModel service : new ArrayList<>(model.services())) {
      ServiceStatus last = simulation.cluster.status(service.id).orElseThrow();
      ledger.checkEqual(
          Invariant.LAST_STATUS_ARRIVES,
          ServiceState.GOING_DOWN,
          last.state(),
          service.id::toString);
      for (FaultyPublisher publisher : simulation.publishers) {
        ledger.check(
            Invariant.DEGRADED_MODES_END,
            publisher.isRemoved()
                || publisher.accepted(last)
                || events.wasAbandoned(publisher.toString(), service.id),
            () -> publisher + " neither took " + last + " over nor was given up");
      }
    }
    ledger.checkEqual(Invariant.DEGRADED_MODES_END, 0, pending, () -> "tasks left behind");
  }
}
