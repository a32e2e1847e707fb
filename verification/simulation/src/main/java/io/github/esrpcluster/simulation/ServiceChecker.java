package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceStatus;

/** Checks that services stay as long as they must, and no longer. */
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

  /** Notes the removal of a service during a sweep: the call of a callback creates it again. */
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
      service.busyAt = simulation.now(); // until then it had to be kept
    }
    if (event instanceof ClusterEvent.NotificationSent) {
      publisher.delivered(event.service(), event.version());
    } else if (event instanceof ClusterEvent.NotificationFailed failed) {
      publisher.failed(failed);
    } else if (event instanceof ClusterEvent.NotificationDeliveredLate) {
      publisher.deliveredLate(event.service(), event.version());
    } else if (event instanceof ClusterEvent.NotificationStalled) {
      publisher.stalled(event.service());
    } else if (event instanceof ClusterEvent.NotificationAbandoned) {
      publisher.abandoned(event.service());
    }
  }

  /** Checks at the removal that every publisher has the last status. */
  void checkArrivedEverywhere(ServiceId id) {
    events
        .standing(id)
        .ifPresent(
            last ->
                ledger.check(
                    Invariant.LAST_STATUS_ARRIVES,
                    simulation.publishers.stream().noneMatch(each -> each.keeps(last)),
                    () -> "removed before it was delivered: " + last));
  }

  private boolean mayStay(ServiceStatus last) {
    return simulation.publishers.stream().anyMatch(each -> each.mayKeep(last));
  }

  void removed(ServiceModel service, long now) {
    if (service.hold.holds() && service.hold.isOver(now)) {
      service.hold.release(now); // in the sweep that removed it: no explanation is left to compare
    }
    ledger.check(
        Invariant.STATE_HAS_THREE_SOURCES,
        service.isIdle(now)
            && !service.hold.holds()
            && now >= service.idleSince + simulation.setup.shortRetention().toNanos(),
        () -> service.id + " was removed too early: " + Model.describe(service));
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
    long end =
        Math.max(service.idleSince + simulation.setup.shortRetention().toNanos(), service.busyAt);
    ledger.check(
        Invariant.DEGRADED_MODES_END,
        !idle || model.sweeps().lastSweep() <= end + simulation.sweepInterval(),
        () -> service.id + " is idle and must have been removed");
  }
}
