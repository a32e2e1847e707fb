package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares the manager with the model after every instant. The manager is free to record an expiry
 * between its time and the next sweep: then the model takes over what the manager did within that
 * window; outside of it that is a violation.
 */
final class Checker {
  private final Simulation simulation;
  private final Model model;
  private final Ledger ledger;
  private final ServiceChecker services;
  private final TallyChecker tallies;
  private final MemberChecker members;
  private final StatusChecker statuses;
  private final CounterChecker counters;

  Checker(Simulation simulation, EventChecker events, BlockingPolicyExecutor policyExecutor) {
    this.simulation = simulation;
    this.model = simulation.model;
    this.ledger = simulation.ledger;
    Endings endings = new Endings(ledger, model.sweeps());
    this.services = new ServiceChecker(simulation, events);
    this.tallies = new TallyChecker(ledger);
    this.members = new MemberChecker(simulation, events, endings, tallies);
    this.statuses = new StatusChecker(simulation, events, policyExecutor, endings);
    this.counters = new CounterChecker(simulation, events);
  }

  ServiceChecker services() {
    return services;
  }

  void observe() {
    long now = simulation.now();
    model.sweepIfDue(now);
    for (ServiceModel service : model.services()) {
      Optional<ClusterView> view = simulation.cluster.view(service.id);
      if (view.isEmpty()) {
        services.removed(service, now);
      } else {
        services.checkKept(service, now);
        members.observe(service, view.get(), now);
        statuses.observe(service, now);
      }
    }
    if (!simulation.eventsPending()) {
      simulation.publishers.forEach(FaultyPublisher::observeOrphans);
      simulation.publishers.forEach(FaultyPublisher::checkLeft);
      simulation.publishers.forEach(FaultyPublisher::checkLate);
      counters.check();
    }
  }

  /** Records a call of a policy; the verdict is null if it failed. */
  void evaluated(FaultyPolicy policy, ClusterView view, @Nullable Verdict verdict) {
    if (simulation.cluster.view(view.service()).isEmpty()) {
      return; // removed while the policy hung
    }
    ServiceModel service = model.findOrCreate(view.service(), simulation.now());
    if (policy != service.policy()) {
      return; // replaced during the call
    }
    tallies.check(view);
    if (!service.late) {
      ledger.checkEqual(
          Invariant.STATUS_IS_THE_VERDICT,
          service.previous(),
          view.previous(),
          () -> "the previous verdict of " + service.id);
    }
    if (service.hold.holds()
        && service.hold.isOver(simulation.now())) { // the sweep may have come first
      simulation
          .cluster
          .explain(service.id)
          .ifPresent(why -> StatusChecker.observeRelease(service, why, simulation.now()));
    }
    service.evaluated(view.members(), verdict, simulation.now());
  }
}
