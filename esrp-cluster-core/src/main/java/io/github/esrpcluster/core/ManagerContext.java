package io.github.esrpcluster.core;

import io.github.esrpcluster.api.TimeSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What all parts of one manager share: its settings, clocks, threads, events and counters.
 *
 * @param executor runs publishers and listeners, and policies that no caller waits for
 * @param policyExecutor runs every policy, if there is one
 * @param evaluations runs the evaluations that a sweep begins: after many expiries each of them
 *     would otherwise wake a thread of its own
 * @param scheduler runs timers, which never run a callback themselves
 * @param epochs numbers the registrations of this manager; no epoch is used twice
 */
record ManagerContext(
    ManagerSettings settings,
    TimeSource time,
    Executor executor,
    @Nullable Executor policyExecutor,
    LimitedExecutor evaluations,
    ScheduledExecutorService scheduler,
    RandomGenerator random,
    EventDispatcher events,
    EventCounters counters,
    AtomicLong epochs) {

  /** Returns the executor of policies that no caller waits for. */
  Executor forPolicies() {
    return policyExecutor == null ? executor : policyExecutor;
  }

  /** Returns the monotonic time, in nanoseconds. */
  long now() {
    return time.nanoTime();
  }
}
