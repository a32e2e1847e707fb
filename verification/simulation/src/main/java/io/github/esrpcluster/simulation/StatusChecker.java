package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.StatusExplanation;
import java.util.Optional;

/** Compares the status of a service with what its policy must find, and what overlays that. */
final class StatusChecker {
  private final Simulation world;
  private final Model model;
  private final Ledger ledger;
  private final ScriptText story;
  private final BlockingPolicyExecutor desk;
  private final Endings endings;
  private final EvaluationChecker judgements;

  StatusChecker(Simulation world, ScriptText story, BlockingPolicyExecutor desk, Endings endings) {
    this.world = world;
    this.model = world.model;
    this.ledger = world.ledger;
    this.story = story;
    this.desk = desk;
    this.endings = endings;
    this.judgements = new EvaluationChecker(world, desk);
  }

  void observe(ServiceModel service, long now) {
    world
        .cluster
        .explain(service.id)
        .ifPresentOrElse(
            why -> observeStatus(service, why, now), () -> checkMayBeUnjudged(service));
  }

  private void checkMayBeUnjudged(ServiceModel service) {
    ledger.check(
        Invariant.DEGRADED_MODES_END, desk.holding(), () -> service.id + " was never judged");
    Timed<?> posture = service.postureOverride;
    if (posture != null && endings.isOver(posture)) {
      service.postureOverride = null; // of what was never judged nothing shows, not even this
    }
  }

  private void observeStatus(ServiceModel service, StatusExplanation why, long now) {
    ServiceStatus status = why.published();
    observeServiceOverrides(service, why, now);
    judgements.observe(service, why, now);
    observeHold(service, why, now);
    ledger.check(
        Invariant.STATUS_IS_WHAT_THE_POLICY_FINDS,
        service.isSilent() // then what an operator cleared stands until the policy is back
            || (service.says(status.verdict()) && status.posture() == service.posture()),
        () -> status + ", wanted " + service.hold.shown() + " with " + service.posture());
    checkNobody(service, status);
    world.publishers.forEach(publisher -> publisher.noteOwed(status));
    if (!world.eventsWait()) {
      checkTold(service, status);
    }
  }

  private void checkTold(ServiceModel service, ServiceStatus status) {
    ledger.checkEqual(
        Invariant.LAST_STATE_ARRIVES,
        Optional.of(status),
        story.standing(service.id),
        () -> "what was told of " + service.id);
    ledger.checkEqual(
        Invariant.DEGRADED_MODES_END,
        service.lastResortCalls,
        story.lastResortCalls(service.id),
        () -> "calls of the last-resort episode of " + service.id);
    world.publishers.forEach(publisher -> publisher.checkArrived(status));
    world.publishers.forEach(publisher -> publisher.checkStuck(service.id));
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
    Hold hold = service.hold;
    if (!hold.holds()) {
      return;
    }
    boolean over = hold.isOver(now);
    long end = hold.end();
    boolean stillHeld = observeRelease(service, why, now);
    ledger.check(
        Invariant.STATUS_IS_WHAT_THE_POLICY_FINDS,
        stillHeld || over,
        () -> "an improvement shows before the hold-down is over");
    ledger.check(
        Invariant.DEGRADED_MODES_END,
        !stillHeld || model.pulse().last() < end,
        () -> "an improvement was held too long");
  }

  /** Whether what was held is held still; if not, the manager has let it go. */
  static boolean observeRelease(ServiceModel service, StatusExplanation why, long now) {
    boolean over = service.hold.isOver(now);
    boolean stillHeld = why.held().filter(held -> !over || held.left().isZero()).isPresent();
    if (!stillHeld && over) {
      service.hold.release(now);
    }
    return stillHeld;
  }

  private void checkNobody(ServiceModel service, ServiceStatus status) {
    boolean byHand = service.override != null;
    ledger.check(
        Invariant.NOBODY_IS_NEVER_NORMAL,
        !service.members.isEmpty()
            || byHand
            || desk.holding()
            || status.state() != ServiceState.NORMAL,
        () -> "nobody is there: " + status);
  }
}
