package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceStatus;

/** AccessCounter whether services are remembered as long as they must be, and no longer. */
final class ServiceChecker {
  private final Simulation simulation;
  private final Model model;
  private final Ledger ledger;
  private final EventChecker events;

  ServiceChecker(Simulation simulation, EventChecker events) {
    this.simulation = simulation;
    this.model = simulation.model;
    this.ledger = simulation.ledger;
    this.events = events;
  }

  /**
   * Somebody calls while the manager's pulse is under way: what it has forgotten by then is made
   * anew by that call.
   */
  void noteRemoved(ServiceId id) {
    ServiceModel service = model.find(id);
    if (service != null && simulation.cluster.view(id).isEmpty()) {
      long now = simulation.now();
      model.sweepIfDue(now);
      removed(service, now);
    }
  }

  /** Something became of a message. */
  void onNotification(ClusterEvent.NotificationEvent event) {
    simulation.publishers.stream()
        .filter(each -> each.options().name().equals(event.publisher()))
        .forEach(each -> onNotification(event, each));
  }

  private void onNotification(ClusterEvent.NotificationEvent event, FaultyPublisher publisher) {
    ServiceModel service = model.find(event.service());
    if (service != null && events.standing(service.id).filter(publisher::mayKeep).isPresent()) {
      service.busyAt = simulation.now(); // until then it had that to be remembered for
    }
    if (event instanceof ClusterEvent.NotificationSent) {
      publisher.delivered(event.service(), event.version());
    } else if (event instanceof ClusterEvent.NotificationFailed failed) {
      publisher.failed(failed);
    } else if (event instanceof ClusterEvent.NotificationStalled) {
      publisher.stalled(event.service());
    } else if (event instanceof ClusterEvent.NotificationAbandoned) {
      publisher.abandoned(event.service());
    }
  }

  /** A service is forgotten: its last state must have come to everybody. */
  void checkArrivedEverywhere(ServiceId id) {
    events
        .standing(id)
        .ifPresent(
            last ->
                ledger.check(
                    Invariant.LAST_STATUS_ARRIVES,
                    simulation.publishers.stream().noneMatch(each -> each.keeps(last)),
                    () -> "forgotten before it arrived: " + last));
  }

  private boolean mayStay(ServiceStatus last) {
    return simulation.publishers.stream().anyMatch(each -> each.mayKeep(last));
  }

  void removed(ServiceModel service, long now) {
    if (service.hold.holds() && service.hold.isOver(now)) {
      service.hold.release(now); // in the very pulse that forgot it, when nobody can ask any more
    }
    ledger.check(
        Invariant.STATE_HAS_THREE_SOURCES,
        service.isIdle(now)
            && !service.hold.holds()
            && now >= service.idleSince + simulation.setup.retention().toNanos(),
        () -> service.id + " was forgotten too early: " + Model.describe(service));
    model.remove(service);
    simulation.publishers.forEach(each -> each.serviceRemoved(service.id));
  }

  void checkKept(ServiceModel service, long now) {
    boolean idle = service.isIdle(model.sweeps().lastSweep());
    if (!idle
        || service.hold.holds()
        || simulation.eventsPending()
        || events.standing(service.id).filter(this::mayStay).isPresent()) {
      service.busyAt = now;
    }
    long end = Math.max(service.idleSince + simulation.setup.retention().toNanos(), service.busyAt);
    ledger.check(
        Invariant.DEGRADED_MODES_END,
        !idle || model.sweeps().lastSweep() <= end + simulation.sweepInterval(),
        () -> service.id + " is idle and must have been forgotten");
  }
}
