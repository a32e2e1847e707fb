package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.StatusExplanation;
import java.util.Objects;

/** Checks that each service is evaluated in time, by its policy or otherwise by the fallback. */
final class EvaluationChecker {
  private static final String REFUSED = "was refused";

  private final Simulation simulation;
  private final Model model;
  private final Ledger ledger;
  private final BlockingPolicyExecutor policyExecutor;

  EvaluationChecker(Simulation simulation, BlockingPolicyExecutor policyExecutor) {
    this.simulation = simulation;
    this.model = simulation.model;
    this.ledger = simulation.ledger;
    this.policyExecutor = policyExecutor;
  }

  /**
   * Checks that the newest members were evaluated; if the policy hangs, by the fallback, in time.
   */
  void observe(ServiceModel service, StatusExplanation why, long now) {
    takeOverRefusal(service, why, now);
    if (service.isEvaluated(now) && !service.late) {
      ledger.checkEqual(
          Invariant.STATUS_IS_THE_VERDICT,
          service.wanted(),
          Objects.requireNonNull(service.last()),
          () -> Model.describe(service));
      checkRecovery(service);
      return;
    }
    ledger.check(
        Invariant.STATUS_IS_THE_VERDICT,
        policyExecutor.holding(),
        () -> service.id + " was not evaluated: " + Model.describe(service));
    observeLateness(service, why, now);
  }

  /** Takes over an evaluation by the fallback, because the executor refused to call the policy. */
  private void takeOverRefusal(ServiceModel service, StatusExplanation why, long now) {
    boolean refused =
        now <= simulation.executorWorksSince() && !simulation.setup.ownPolicyExecutor();
    boolean says = why.fallback().filter(text -> text.startsWith(REFUSED)).isPresent();
    boolean known = service.isEvaluated(now) && service.wanted().reason().endsWith(REFUSED);
    if (refused && says && !known) {
      service.fallback(REFUSED, now);
    }
  }

  private void observeLateness(ServiceModel service, StatusExplanation why, long now) {
    long patience = simulation.setup.policyDeadline().toNanos();
    long latest =
        Math.max(service.dueSince, service.stallEndedAt) + patience + simulation.sweepInterval();
    boolean usesFallback = why.fallback().isPresent();
    ledger.check(
        Invariant.DEGRADED_MODES_END,
        usesFallback
            ? service.late || now > service.dueSince + patience
            : model.sweeps().lastSweep() <= latest,
        () -> "policy of " + service.id + " hangs since " + service.dueSince);
    if (usesFallback && !(service.late && service.isEvaluated(now))) {
      service.late = true;
      service.fallback("", now); // no hold-down: the reason is not compared
    }
  }

  /** Checks that a policy that works again is called again, by itself. */
  private void checkRecovery(ServiceModel service) {
    FaultyPolicy policy = service.policy();
    long worksSince =
        Math.max(
            Math.max(policy.worksSince(), simulation.executorWorksSince()), service.stallEndedAt);
    ledger.check(
        Invariant.DEGRADED_MODES_END,
        !service.usesFallback()
            || !policy.works()
            || model.sweeps().lastSweep() <= worksSince + simulation.sweepInterval(),
        () -> "the policy of " + service.id + " works and is not called");
  }
}
