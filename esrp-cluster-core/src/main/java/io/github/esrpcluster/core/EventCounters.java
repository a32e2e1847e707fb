package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterStatistics;
import java.util.concurrent.atomic.LongAdder;

/** The counters of one manager; incremented by any thread. */
final class EventCounters {
  final LongAdder reportsApplied = new LongAdder();
  final LongAdder reportsStale = new LongAdder();
  final LongAdder reportsUnknown = new LongAdder();
  final LongAdder contestedRegistrations = new LongAdder();
  final LongAdder registrationsRefused = new LongAdder();
  final LongAdder callsNotPermitted = new LongAdder();
  final LongAdder leasesRefused = new LongAdder();
  final LongAdder leasesExpired = new LongAdder();
  final LongAdder stalls = new LongAdder();
  final LongAdder policyFailures = new LongAdder();
  final LongAdder balancingFailures = new LongAdder();
  final LongAdder lastResorts = new LongAdder();
  final LongAdder refusals = new LongAdder();
  final LongAdder notificationsSent = new LongAdder();
  final LongAdder notificationFailures = new LongAdder();
  final LongAdder notificationsLate = new LongAdder();
  final LongAdder limitsReached = new LongAdder();
  final LongAdder textsCut = new LongAdder();
  final LongAdder listenerFailures = new LongAdder();
  final LongAdder eventsDropped = new LongAdder();

  ClusterStatistics read(long services, long members) {
    return new Statistics(
        services,
        members,
        reportsApplied.sum(),
        reportsStale.sum(),
        reportsUnknown.sum(),
        contestedRegistrations.sum(),
        registrationsRefused.sum(),
        callsNotPermitted.sum(),
        leasesRefused.sum(),
        leasesExpired.sum(),
        stalls.sum(),
        policyFailures.sum(),
        balancingFailures.sum(),
        lastResorts.sum(),
        refusals.sum(),
        notificationsSent.sum(),
        notificationFailures.sum(),
        notificationsLate.sum(),
        limitsReached.sum(),
        textsCut.sum(),
        listenerFailures.sum(),
        eventsDropped.sum());
  }

  /** The counters at one point in time. */
  private record Statistics(
      long services,
      long members,
      long reportsApplied,
      long reportsStale,
      long reportsUnknown,
      long contestedRegistrations,
      long registrationsRefused,
      long callsNotPermitted,
      long leasesRefused,
      long leasesExpired,
      long stalls,
      long policyFailures,
      long balancingFailures,
      long lastResorts,
      long refusals,
      long notificationsSent,
      long notificationFailures,
      long notificationsLate,
      long limitsReached,
      long textsCut,
      long listenerFailures,
      long eventsDropped)
      implements ClusterStatistics {}
}
