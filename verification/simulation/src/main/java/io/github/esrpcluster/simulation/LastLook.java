package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import java.util.ArrayList;

/** AccessCounter at what is left when the manager is closed. */
final class LastLook {
  private final Simulation world;
  private final Model model;
  private final Ledger ledger;
  private final ScriptText story;

  LastLook(Simulation world, ScriptText story) {
    this.world = world;
    this.model = world.model;
    this.ledger = world.ledger;
    this.story = story;
  }

  /** Every service said that it goes down; who did not hear it is told of; nothing is left. */
  void check(int pending) {
    for (ServiceModel service : new ArrayList<>(model.services())) {
      ServiceStatus last = world.cluster.status(service.id).orElseThrow();
      ledger.checkEqual(
          Invariant.LAST_STATE_ARRIVES,
          ServiceState.GOING_DOWN,
          last.state(),
          service.id::toString);
      for (FaultyPublisher publisher : world.publishers) {
        ledger.check(
            Invariant.DEGRADED_MODES_END,
            publisher.isTakenOff()
                || publisher.accepted(last)
                || story.wasAbandoned(publisher.toString(), service.id),
            () -> publisher + " neither took " + last + " over nor was given up");
      }
    }
    ledger.checkEqual(Invariant.DEGRADED_MODES_END, 0, pending, () -> "tasks left behind");
  }
}
