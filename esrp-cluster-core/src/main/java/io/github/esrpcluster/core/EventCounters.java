package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterStatistics;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens; written by any thread. */
final class EventCounters {
  final AtomicInteger services = new AtomicInteger();

  /** Not an adder: the sum of one that also goes down may be seen below zero. */
  final AtomicLong members = new AtomicLong();

  final LongAdder reportsApplied = new LongAdder();
  final LongAdder reportsStale = new LongAdder();
  final LongAdder reportsUnknown = new LongAdder();
  final LongAdder leasesRefused = new LongAdder();
  final LongAdder leasesExpired = new LongAdder();
  final LongAdder stalls = new LongAdder();
  final LongAdder policyFailures = new LongAdder();
  final LongAdder balancingFailures = new LongAdder();
  final LongAdder lastResorts = new LongAdder();
  final LongAdder refusals = new LongAdder();
  final LongAdder transmissions = new LongAdder();
  final LongAdder transmissionFailures = new LongAdder();
  final LongAdder limitsReached = new LongAdder();
  final LongAdder listenerFailures = new LongAdder();
  final LongAdder eventsDropped = new LongAdder();

  ClusterStatistics read() {
    return new ClusterStatistics(
        services.get(),
        members.get(),
        reportsApplied.sum(),
        reportsStale.sum(),
        reportsUnknown.sum(),
        leasesRefused.sum(),
        leasesExpired.sum(),
        stalls.sum(),
        policyFailures.sum(),
        balancingFailures.sum(),
        lastResorts.sum(),
        refusals.sum(),
        transmissions.sum(),
        transmissionFailures.sum(),
        limitsReached.sum(),
        listenerFailures.sum(),
        eventsDropped.sum());
  }
}
