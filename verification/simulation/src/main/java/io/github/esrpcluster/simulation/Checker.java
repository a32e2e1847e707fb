package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * AccessCounter at the manager after every instant and compares it with the model. Where the manager was
 * free to notice something between its time and the next pulse, the model takes over what the
 * manager did, if it was in that window; outside of it that is a violation.
 */
final class Checker {
  private final Simulation world;
  private final Model model;
  private final Ledger ledger;
  private final ServiceChecker services;
  private final TallyChecker tallies;
  private final MemberChecker members;
  private final StatusChecker statuses;
  private final CounterChecker counters;

  Checker(Simulation world, ScriptText story, BlockingPolicyExecutor desk) {
    this.world = world;
    this.model = world.model;
    this.ledger = world.ledger;
    Endings endings = new Endings(ledger, model.pulse());
    this.services = new ServiceChecker(world, story);
    this.tallies = new TallyChecker(ledger);
    this.members = new MemberChecker(world, story, endings, tallies);
    this.statuses = new StatusChecker(world, story, desk, endings);
    this.counters = new CounterChecker(world, story);
  }

  ServiceChecker services() {
    return services;
  }

  void observe() {
    long now = world.now();
    model.letPulseBeat(now);
    for (ServiceModel service : model.services()) {
      Optional<ClusterView> view = world.cluster.view(service.id);
      if (view.isEmpty()) {
        services.forgotten(service, now);
      } else {
        services.checkRemembered(service, now);
        members.observe(service, view.get(), now);
        statuses.observe(service, now);
      }
    }
    if (!world.eventsWait()) {
      world.publishers.forEach(FaultyPublisher::observeOrphans);
      world.publishers.forEach(FaultyPublisher::checkLeft);
      counters.check();
    }
  }

  /** A policy was shown this and said that. */
  void judged(FaultyPolicy guest, ClusterView view, @Nullable Verdict verdict) {
    if (world.cluster.view(view.service()).isEmpty()) {
      return; // forgotten while the policy hung
    }
    ServiceModel service = model.findOrMake(view.service(), world.now());
    if (guest != service.policy()) {
      return; // replaced while it was at it
    }
    tallies.check(view);
    if (!service.late) {
      ledger.checkEqual(
          Invariant.STATUS_IS_WHAT_THE_POLICY_FINDS,
          service.previous(),
          view.previous(),
          () -> "the previous verdict of " + service.id);
    }
    if (service.hold.holds() && service.hold.isOver(world.now())) { // the pulse may have come first
      world
          .cluster
          .explain(service.id)
          .ifPresent(why -> StatusChecker.observeRelease(service, why, world.now()));
    }
    service.heard(view.members(), verdict, world.now());
  }
}
