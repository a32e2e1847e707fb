package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the manager after every instant and compares it with the model. Where the manager was
 * free to notice something between its time and the next pulse, the model takes over what the
 * manager did, if it was in that window; outside of it that is a violation.
 */
final class Watch {
  private final World world;
  private final Model model;
  private final Ledger ledger;
  private final ServiceWatch services;
  private final TallyWatch tallies;
  private final MemberWatch members;
  private final StatusWatch statuses;
  private final CounterWatch counters;

  Watch(World world, Story story, PolicyDesk desk) {
    this.world = world;
    this.model = world.model;
    this.ledger = world.ledger;
    Endings endings = new Endings(ledger, model.pulse());
    this.services = new ServiceWatch(world, story);
    this.tallies = new TallyWatch(ledger);
    this.members = new MemberWatch(world, story, endings, tallies);
    this.statuses = new StatusWatch(world, story, desk, endings);
    this.counters = new CounterWatch(world, story);
  }

  ServiceWatch services() {
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
      world.publishers.forEach(PublisherGuest::checkLeft);
      counters.check();
    }
  }

  /** A policy was shown this and said that. */
  void judged(PolicyGuest guest, ClusterView view, @Nullable Verdict verdict) {
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
          .ifPresent(why -> StatusWatch.observeRelease(service, why, world.now()));
    }
    service.heard(view.members(), verdict, world.now());
  }
}
