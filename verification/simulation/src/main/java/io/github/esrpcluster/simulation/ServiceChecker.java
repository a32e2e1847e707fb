package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.ServiceStatus;

/** AccessCounter whether services are remembered as long as they must be, and no longer. */
final class ServiceChecker {
  private final Simulation world;
  private final Model model;
  private final Ledger ledger;
  private final ScriptText story;

  ServiceChecker(Simulation world, ScriptText story) {
    this.world = world;
    this.model = world.model;
    this.ledger = world.ledger;
    this.story = story;
  }

  /**
   * Somebody calls while the manager's pulse is under way: what it has forgotten by then is made
   * anew by that call.
   */
  void noticeForgotten(ServiceId id) {
    ServiceModel service = model.find(id);
    if (service != null && world.cluster.view(id).isEmpty()) {
      long now = world.now();
      model.letPulseBeat(now);
      forgotten(service, now);
    }
  }

  /** Something became of a message. */
  void heardOf(ClusterEvent.NotificationEvent sent) {
    world.publishers.stream()
        .filter(each -> each.options().name().equals(sent.publisher()))
        .forEach(each -> heardOf(sent, each));
  }

  private void heardOf(ClusterEvent.NotificationEvent sent, FaultyPublisher publisher) {
    ServiceModel service = model.find(sent.service());
    if (service != null && story.standing(service.id).filter(publisher::mayKeep).isPresent()) {
      service.busyAt = world.now(); // until then it had that to be remembered for
    }
    if (sent instanceof ClusterEvent.NotificationSent) {
      publisher.transmitted(sent.service(), sent.version());
    } else if (sent instanceof ClusterEvent.NotificationFailed failed) {
      publisher.failed(failed);
    } else if (sent instanceof ClusterEvent.NotificationStalled) {
      publisher.stuck(sent.service());
    } else if (sent instanceof ClusterEvent.NotificationAbandoned) {
      publisher.abandoned(sent.service());
    }
  }

  /** A service is forgotten: its last state must have come to everybody. */
  void checkArrivedEverywhere(ServiceId id) {
    story
        .standing(id)
        .ifPresent(
            last ->
                ledger.check(
                    Invariant.LAST_STATE_ARRIVES,
                    world.publishers.stream().noneMatch(each -> each.keeps(last)),
                    () -> "forgotten before it arrived: " + last));
  }

  private boolean mayStay(ServiceStatus last) {
    return world.publishers.stream().anyMatch(each -> each.mayKeep(last));
  }

  void forgotten(ServiceModel service, long now) {
    if (service.hold.holds() && service.hold.isOver(now)) {
      service.hold.release(now); // in the very pulse that forgot it, when nobody can ask any more
    }
    ledger.check(
        Invariant.STATE_HAS_THREE_SOURCES,
        service.isIdle(now)
            && !service.hold.holds()
            && now >= service.idleSince + world.setup.retention().toNanos(),
        () -> service.id + " was forgotten too early: " + Model.describe(service));
    model.forget(service);
    world.publishers.forEach(each -> each.serviceRemoved(service.id));
  }

  void checkRemembered(ServiceModel service, long now) {
    boolean idle = service.isIdle(model.pulse().last());
    if (!idle
        || service.hold.holds()
        || world.eventsWait()
        || story.standing(service.id).filter(this::mayStay).isPresent()) {
      service.busyAt = now;
    }
    long end = Math.max(service.idleSince + world.setup.retention().toNanos(), service.busyAt);
    ledger.check(
        Invariant.DEGRADED_MODES_END,
        !idle || model.pulse().last() <= end + world.sweep(),
        () -> service.id + " is idle and must have been forgotten");
  }
}
