package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterListener;
import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.StatusExplanation;

/** Prints the events of a manager, and on request explains each new status. */
final class EventPrinter implements ClusterListener {
  private final ProgressLog log;
  private final ClusterManager manager;
  private final boolean explain;

  EventPrinter(ProgressLog log, ClusterManager manager, boolean explain) {
    this.log = log;
    this.manager = manager;
    this.explain = explain;
  }

  @Override
  public void onEvent(ClusterEvent event) {
    EventTexts.of(event).ifPresent(text -> log.print(event.at(), text));
    if (explain && event instanceof ClusterEvent.StatusChanged changed) {
      explain(changed.service());
    }
  }

  private void explain(ServiceId service) {
    manager.explain(service).map(StatusExplanation::text).ifPresent(log::detail);
  }
}
