package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ClusterStatistics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares the statistics with the counts of the model; no counter decreases. */
final class CounterChecker {
  private final Simulation simulation;
  private final Model model;
  private final Ledger ledger;
  private final EventChecker events;
  private @Nullable ClusterStatistics before;

  CounterChecker(Simulation simulation, EventChecker events) {
    this.simulation = simulation;
    this.model = simulation.model;
    this.ledger = simulation.ledger;
    this.events = events;
  }

  void check() {
    ClusterStatistics now = simulation.cluster.statistics();
    List<Long> wanted =
        List.of(
            (long) model.services().size(),
            model.countMembers(),
            model.appliedReports,
            model.staleReports,
            model.unknownReports,
            model.refusedLeases,
            model.refusedRegistrations,
            model.callsNotPermitted,
            events.expiries(),
            model.stalls,
            model.lastResorts,
            model.refusedCalls,
            events.notificationsSent(),
            events.notificationFailures() + simulation.unreportedFailures(),
            events.notificationsLate(),
            model.limitsReached,
            model.limitsReached,
            model.textsCut,
            model.textsCut);
    List<Long> found =
        List.of(
            now.services(),
            now.members(),
            now.reportsApplied(),
            now.reportsStale(),
            now.reportsUnknown(),
            now.leasesRefused(),
            now.registrationsRefused(),
            now.callsNotPermitted(),
            now.leasesExpired(),
            now.stalls(),
            now.lastResorts(),
            now.refusals(),
            now.notificationsSent(),
            now.notificationFailures(),
            now.notificationsLate(),
            now.limitsReached(),
            events.limitsReached(),
            now.textsCut(),
            events.textsCut());
    ledger.checkEqual(Invariant.COUNTS_ARE_CORRECT, wanted, found, () -> "statistics");
    ClusterStatistics last = before;
    ledger.check(
        Invariant.COUNTS_ARE_CORRECT,
        last == null || noneWentDown(last, now),
        () -> last + " became " + now);
    before = now;
  }

  private static boolean noneWentDown(ClusterStatistics last, ClusterStatistics now) {
    return now.policyFailures() >= last.policyFailures()
        && now.balancingFailures() >= last.balancingFailures()
        && now.listenerFailures() >= last.listenerFailures()
        && now.eventsDropped() == 0;
  }
}
