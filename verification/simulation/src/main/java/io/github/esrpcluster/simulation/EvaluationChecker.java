package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.StatusExplanation;
import java.util.Objects;

/** AccessCounter whether each service is judged, in time, by its policy or else by the stand-in. */
final class EvaluationChecker {
  private final Simulation world;
  private final Model model;
  private final Ledger ledger;
  private final BlockingPolicyExecutor desk;

  EvaluationChecker(Simulation world, BlockingPolicyExecutor desk) {
    this.world = world;
    this.model = world.model;
    this.ledger = world.ledger;
    this.desk = desk;
  }

  /** The newest members were judged, unless the policy hangs; then by the stand-in, in time. */
  void observe(ServiceModel service, StatusExplanation why, long now) {
    takeOverRefusal(service, why, now);
    if (service.isJudged(now) && !service.late) {
      ledger.checkEqual(
          Invariant.STATUS_IS_WHAT_THE_POLICY_FINDS,
          service.wanted(),
          Objects.requireNonNull(service.last()),
          () -> Model.describe(service));
      checkRecovery(service);
      return;
    }
    ledger.check(
        Invariant.STATUS_IS_WHAT_THE_POLICY_FINDS,
        desk.holding(),
        () -> service.id + " was not judged: " + Model.describe(service));
    observeLateness(service, why, now);
  }

  /** For a judgement that nobody waits for there was no thread: the stand-in judged at once. */
  private void takeOverRefusal(ServiceModel service, StatusExplanation why, long now) {
    boolean refused = now <= world.threadsSince() && !world.setup.policiesElsewhere();
    if (refused && !service.isJudged(now) && why.fallback().isPresent()) {
      service.standIn(now);
    }
  }

  private void observeLateness(ServiceModel service, StatusExplanation why, long now) {
    long patience = world.setup.policyDeadline().toNanos();
    long latest = Math.max(service.owedSince, service.excusedAt) + patience + world.sweep();
    boolean standsIn = why.fallback().isPresent();
    ledger.check(
        Invariant.DEGRADED_MODES_END,
        standsIn
            ? service.late || now > service.owedSince + patience
            : model.pulse().last() <= latest,
        () -> "policy of " + service.id + " hangs since " + service.owedSince);
    if (standsIn && !(service.late && service.isJudged(now))) {
      service.late = true;
      service.standIn(now);
    }
  }

  /** A policy that behaves again judges again, by itself. */
  private void checkRecovery(ServiceModel service) {
    FaultyPolicy policy = service.policy();
    long wellSince =
        Math.max(Math.max(policy.wellSince(), world.threadsSince()), service.excusedAt);
    ledger.check(
        Invariant.DEGRADED_MODES_END,
        !service.standsIn()
            || !policy.isWell()
            || model.pulse().last() <= wellSince + world.sweep(),
        () -> "the policy of " + service.id + " is well and not asked");
  }
}
