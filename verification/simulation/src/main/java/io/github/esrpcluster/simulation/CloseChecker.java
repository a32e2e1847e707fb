package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import java.util.ArrayList;

/** AccessCounter at what is left when the manager is closed. */
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

  /** Every service said that it goes down; who did not hear it is told of; nothing is left. */
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
