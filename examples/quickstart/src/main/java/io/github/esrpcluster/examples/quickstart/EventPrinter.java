package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterListener;
import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.StatusExplanation;
import java.util.Set;

/** Prints the events of a manager, and on request explains each new status. */
public final class EventPrinter implements ClusterListener {
  /** Events that the program shows on standard output, or as the result of a call. */
  private static final Set<Class<? extends ClusterEvent>> SHOWN_ELSEWHERE =
      Set.of(
          ClusterEvent.NotificationSent.class,
          ClusterEvent.LastResortUsed.class,
          ClusterEvent.RouteRefused.class);

  private final ProgressLog log;
  private final ClusterManager manager;
  private final boolean explain;

  /** Creates a printer; with {@code explain} it explains each status that changes. */
  public EventPrinter(ProgressLog log, ClusterManager manager, boolean explain) {
    this.log = log;
    this.manager = manager;
    this.explain = explain;
  }

  @Override
  public void onEvent(ClusterEvent event) {
    if (SHOWN_ELSEWHERE.stream().noneMatch(kind -> kind.isInstance(event))) {
      log.print(event.at(), event.text());
    }
    if (explain && event instanceof ClusterEvent.StatusChanged changed) {
      explain(changed.service());
    }
  }

  private void explain(ServiceId service) {
    manager.explain(service).map(StatusExplanation::text).ifPresent(log::detail);
  }
}
