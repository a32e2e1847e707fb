package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.StatusExplanation;
import java.util.Optional;

/** Compares the status of a service with the verdict, the hold-down and the overrides. */
final class StatusChecker {
  private final Simulation simulation;
  private final Model model;
  private final Ledger ledger;
  private final EventChecker events;
  private final BlockingPolicyExecutor policyExecutor;
  private final Endings endings;
  private final EvaluationChecker evaluations;

  StatusChecker(
      Simulation simulation,
      EventChecker events,
      BlockingPolicyExecutor policyExecutor,
      Endings endings) {
    this.simulation = simulation;
    this.model = simulation.model;
    this.ledger = simulation.ledger;
    this.events = events;
    this.policyExecutor = policyExecutor;
    this.endings = endings;
    this.evaluations = new EvaluationChecker(simulation, policyExecutor);
  }

  void observe(ServiceModel service, long now) {
    simulation
        .cluster
        .explain(service.id)
        .ifPresentOrElse(
            why -> observeStatus(service, why, now), () -> checkMayBeUnevaluated(service));
  }

  private void checkMayBeUnevaluated(ServiceModel service) {
    ledger.check(
        Invariant.DEGRADED_MODES_END,
        policyExecutor.holding(),
        () -> service.id + " was never evaluated");
    Timed<?> posture = service.postureOverride;
    if (posture != null && endings.isOver(posture)) {
      service.postureOverride = null; // without an evaluation nothing shows, not even this
    }
  }

  private void observeStatus(ServiceModel service, StatusExplanation why, long now) {
    ServiceStatus status = why.published();
    observeServiceOverrides(service, why, now);
    evaluations.observe(service, why, now);
    observeHold(service, why, now);
    ledger.check(
        Invariant.STATUS_IS_THE_VERDICT,
        service.hasNothingToPublish() // then a cleared override shows until the policy returns
            || (service.mustPublish(status.verdict()) && status.posture() == service.posture()),
        () -> status + ", wanted " + service.hold.shown() + " with " + service.posture());
    checkEmpty(service, status);
    simulation.publishers.forEach(publisher -> publisher.noteStatus(status));
    if (!simulation.eventsPending()) {
      checkReported(service, status);
    }
  }

  private void checkReported(ServiceModel service, ServiceStatus status) {
    ledger.checkEqual(
        Invariant.LAST_STATUS_ARRIVES,
        Optional.of(status),
        events.standing(service.id),
        () -> "the status in the events of " + service.id);
    ledger.checkEqual(
        Invariant.DEGRADED_MODES_END,
        service.lastResortCalls,
        events.lastResortCalls(service.id),
        () -> "calls of the last-resort episode of " + service.id);
    ledger.checkEqual(
        Invariant.DEGRADED_MODES_END,
        service.refusedCalls,
        events.refusedCalls(service.id),
        () -> "calls of the episode of refusals of " + service.id);
    simulation.publishers.forEach(publisher -> publisher.checkArrived(status));
    simulation.publishers.forEach(publisher -> publisher.checkStalled(service.id));
  }

  private void observeServiceOverrides(ServiceModel service, StatusExplanation why, long now) {
    Timed<?> set = service.override;
    if (set != null) {
      endings.check(set, why.override().isEmpty(), now, () -> "override of " + service.id);
      service.override = why.override().isEmpty() ? null : service.override;
    }
    Timed<?> posture = service.postureOverride;
    if (posture != null) {
      endings.check(
          posture, why.postureOverride().isEmpty(), now, () -> "posture of " + service.id);
      service.postureOverride = why.postureOverride().isEmpty() ? null : service.postureOverride;
    }
  }

  private void observeHold(ServiceModel service, StatusExplanation why, long now) {
    HeldStatus hold = service.hold;
    observeRelease(service, why, now);
    ledger.check(
        Invariant.STATUS_IS_THE_VERDICT,
        hold.agrees(why, now),
        () -> "what waits for the hold-down of " + service.id + " is not " + why.text());
    ledger.check(
        Invariant.DEGRADED_MODES_END,
        !hold.holds() || model.sweeps().lastSweep() < hold.end(),
        () -> "a change was held too long");
  }

  /** Takes over that the manager has looked since a wait was over. */
  static void observeRelease(ServiceModel service, StatusExplanation why, long now) {
    HeldStatus hold = service.hold;
    if (hold.holds() && hold.isOver(now) && !HeldStatus.waitsOverdue(why)) {
      hold.release(now);
    }
  }

  private void checkEmpty(ServiceModel service, ServiceStatus status) {
    boolean byHand = service.override != null;
    ledger.check(
        Invariant.EMPTY_CLUSTER_IS_NOT_NORMAL,
        !service.members.isEmpty()
            || byHand
            || policyExecutor.holding()
            || status.state() != ServiceState.NORMAL,
        () -> "no member: " + status);
  }
}
