package io.github.esrpcluster.core;

import io.github.esrpcluster.api.TimeSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What all rooms of one manager share, and all that comes from outside: time, threads, chance.
 *
 * @param executor runs publishers and listeners, and policies that no caller waits for
 * @param policyExecutor runs every policy, if there is one
 * @param judgements what the pulse finds to be judged: of a storm each judgement would else wake a
 *     thread of its own
 * @param scheduler runs timers, which never call a guest themselves
 * @param epochs numbers the registrations of this manager; no epoch comes twice
 */
record ManagerContext(
    ManagerSettings settings,
    TimeSource time,
    Executor executor,
    @Nullable Executor policyExecutor,
    LimitedExecutor judgements,
    ScheduledExecutorService scheduler,
    RandomGenerator random,
    MemberIndex index,
    EventDispatcher events,
    EventCounters counters,
    AtomicLong epochs,
    SweepStallDetector stalls) {

  /** Runs a policy where no caller waits for it, or always. */
  Executor forPolicies() {
    return policyExecutor == null ? executor : policyExecutor;
  }

  long now() {
    return time.nanoTime();
  }
}
