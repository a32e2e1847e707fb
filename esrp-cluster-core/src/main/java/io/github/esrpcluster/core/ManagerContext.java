package io.github.esrpcluster.core;

import io.github.esrpcluster.api.TimeSource;
import io.github.esrpcluster.core.LimitedExecutor.CallbackExecutor;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Holds everything that the parts of one manager share: settings, clocks, threads, events. */
final class ManagerContext {
  final ManagerSettings settings;
  final TimeSource time;

  /** Runs publishers and listeners, and policies that no caller waits for. */
  final Executor executor;

  /** Runs every policy, if there is one. */
  final @Nullable Executor policyExecutor;

  /**
   * Runs the evaluations that a sweep begins: after many expiries each of them would otherwise wake
   * a thread of its own.
   */
  final LimitedExecutor evaluations;

  /** Runs timers, which never run a callback themselves. */
  final ScheduledExecutorService scheduler;

  final RandomGenerator random;
  final EventDispatcher events;
  final EventCounters counters = new EventCounters();

  final ManagerEpochs epochs;

  private final Set<Thread> callbackThreads = ConcurrentHashMap.newKeySet();

  ManagerContext(
      ManagerSettings settings,
      TimeSource time,
      Executor executor,
      @Nullable Executor policyExecutor,
      ScheduledExecutorService scheduler,
      RandomGenerator random) {
    this.settings = settings;
    this.time = time;
    this.executor = new CallbackExecutor(executor, callbackThreads);
    this.policyExecutor =
        policyExecutor == null ? null : new CallbackExecutor(policyExecutor, callbackThreads);
    this.scheduler = scheduler;
    this.random = random;
    this.epochs = new ManagerEpochs(settings.generation(), random);
    this.evaluations = new LimitedExecutor(forPolicies(), LimitedExecutor.UNLIMITED);
    this.events =
        new EventDispatcher(
            settings.name(), time, this.executor, counters, settings.listenerBacklog());
  }

  /** Returns whether an executor runs a task of this manager on the calling thread. */
  boolean isCallbackThread() {
    return callbackThreads.contains(Thread.currentThread());
  }

  /** Returns the executor of policies that no caller waits for. */
  Executor forPolicies() {
    return policyExecutor == null ? executor : policyExecutor;
  }
}
