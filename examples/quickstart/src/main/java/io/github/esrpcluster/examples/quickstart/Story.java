package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterListener;
import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.StatusExplanation;

/** Tells the events of a manager, and explains its verdicts if asked to. */
final class Story implements ClusterListener {
  private final Narrator narrator;
  private final ClusterManager manager;
  private final boolean explain;

  Story(Narrator narrator, ClusterManager manager, boolean explain) {
    this.narrator = narrator;
    this.manager = manager;
    this.explain = explain;
  }

  @Override
  public void onEvent(ClusterEvent event) {
    EventTexts.of(event).ifPresent(text -> narrator.say(event.at(), text));
    if (explain && event instanceof ClusterEvent.StatusChanged changed) {
      explain(changed.service());
    }
  }

  private void explain(ServiceId service) {
    manager.explain(service).map(StatusExplanation::text).ifPresent(narrator::detail);
  }
}
