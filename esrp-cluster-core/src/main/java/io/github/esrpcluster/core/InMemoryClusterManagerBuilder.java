package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterListener;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.TimeSource;
import io.github.esrpcluster.api.internal.Checks;
import io.github.esrpcluster.api.internal.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link InMemoryClusterManager}. Only {@link #statusPolicy} has no default. Each setter
 * checks its value and throws {@link NullPointerException} for a null or {@link
 * IllegalArgumentException} for a value that breaks its rule. Durations are above zero and at most
 * 366 days, unless a setter says otherwise. Nothing starts before {@link #build}. Not thread-safe.
 */
public final class InMemoryClusterManagerBuilder {
  private static final Duration LONGEST = Duration.ofDays(366);

  private String name = "esrp-cluster";
  private @Nullable StatusPolicy statusPolicy;
  private LoadBalancingPolicy loadBalancing = LoadBalancingPolicy.roundRobin();
  private Duration policyDeadline = Duration.ofSeconds(1);
  private Duration holdDown = Duration.ZERO;
  private Duration shortestLease = Duration.ofSeconds(1);
  private Duration defaultLease = Duration.ofSeconds(60);
  private Duration longestLease = Duration.ofHours(24);
  private Duration sweepInterval = Duration.ofSeconds(1);
  private @Nullable Duration stallThreshold;
  private Duration retention = Duration.ofHours(24);
  private Duration closeGrace = Duration.ofSeconds(5);
  private int maxServices = Integer.MAX_VALUE;
  private int maxMembersPerService = Integer.MAX_VALUE;
  private int maxReasonLength = 4096;
  private int maxListenerBacklog = 100_000;

  private TimeSource time = TimeSource.system();
  private @Nullable Executor executor;
  private @Nullable Executor policyExecutor;
  private @Nullable ScheduledExecutorService scheduler;
  private RandomGenerator random = new Random(); // thread-safe, unlike RandomGenerator.getDefault()
  private final List<Consumer<InMemoryClusterManager>> callbacks = new ArrayList<>();

  InMemoryClusterManagerBuilder() {}

  /**
   * Sets the name of the manager; {@code esrp-cluster} by default. Its threads, its lines in the
   * log and its events carry it, so that several managers in one process can be told apart.
   *
   * @throws IllegalArgumentException if blank or longer than 255 characters
   */
  public InMemoryClusterManagerBuilder name(String name) {
    this.name = Checks.name("name", name);
    return this;
  }

  // ---- callbacks

  /** Sets the status policy of every service that has none of its own. Required. */
  public InMemoryClusterManagerBuilder statusPolicy(StatusPolicy policy) {
    this.statusPolicy = Objects.requireNonNull(policy, "policy");
    return this;
  }

  /**
   * Sets the load-balancing policy of every service that has none of its own; round robin by
   * default.
   */
  public InMemoryClusterManagerBuilder loadBalancing(LoadBalancingPolicy policy) {
    this.loadBalancing = Objects.requireNonNull(policy, "policy");
    return this;
  }

  /** Adds a publisher for all services, with default options and a generated name. */
  public InMemoryClusterManagerBuilder publisher(ServiceStatusPublisher publisher) {
    Objects.requireNonNull(publisher, "publisher");
    callbacks.add(manager -> manager.addPublisher(publisher));
    return this;
  }

  /** Adds a publisher. Two publishers of one name make {@link #build} fail. */
  public InMemoryClusterManagerBuilder publisher(
      ServiceStatusPublisher publisher, PublisherOptions options) {
    Objects.requireNonNull(publisher, "publisher");
    Objects.requireNonNull(options, "options");
    callbacks.add(manager -> manager.addPublisher(publisher, options));
    return this;
  }

  /** Adds a listener, which receives every event from the start. */
  public InMemoryClusterManagerBuilder listener(ClusterListener listener) {
    Objects.requireNonNull(listener, "listener");
    callbacks.add(manager -> manager.addListener(listener));
    return this;
  }

  // ---- evaluation

  /**
   * Sets how long an evaluation may take before the built-in any-up evaluates in the policy's
   * place; 1 s by default. Checked at each sweep.
   */
  public InMemoryClusterManagerBuilder policyDeadline(Duration deadline) {
    this.policyDeadline = positive("policyDeadline", deadline);
    return this;
  }

  /**
   * Sets how long an improvement of a service's state must last before it is published. Zero, the
   * default, publishes it at once. A deterioration is always published at once.
   */
  public InMemoryClusterManagerBuilder holdDown(Duration holdDown) {
    Objects.requireNonNull(holdDown, "holdDown");
    this.holdDown = holdDown.isZero() ? holdDown : positive("holdDown", holdDown);
    return this;
  }

  // ---- leases

  /**
   * Sets the bounds of the leases granted, and the lease of a registration that asks for none; 1 s,
   * 60 s and 24 h by default.
   *
   * @throws IllegalArgumentException if not {@code 0 < shortest <= usual <= longest <= 24 h}
   */
  public InMemoryClusterManagerBuilder leases(Duration shortest, Duration usual, Duration longest) {
    positive("shortest lease", shortest);
    positive("usual lease", usual);
    positive("longest lease", longest);
    if (longest.compareTo(Registration.MAX_LEASE) > 0) {
      throw new IllegalArgumentException(
          "longest lease "
              + Texts.duration(longest)
              + " is too long: use at most "
              + Texts.duration(Registration.MAX_LEASE));
    }
    if (shortest.compareTo(usual) > 0 || usual.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          "leases "
              + Texts.duration(shortest)
              + ", "
              + Texts.duration(usual)
              + ", "
              + Texts.duration(longest)
              + " are not in rising order: use shortest, usual, longest");
    }
    this.shortestLease = shortest;
    this.defaultLease = usual;
    this.longestLease = longest;
    return this;
  }

  /**
   * Sets the interval between two sweeps, which find expiries and late callbacks; 1 s by default.
   * An expiry shows in the status within one interval, and in a route at once.
   */
  public InMemoryClusterManagerBuilder sweepInterval(Duration interval) {
    this.sweepInterval = positive("sweepInterval", interval);
    return this;
  }

  /**
   * Sets the gap between two sweeps from which on the manager assumes that it was suspended, and
   * extends all leases by the gap; twice the sweep interval by default and at least.
   */
  public InMemoryClusterManagerBuilder stallThreshold(Duration threshold) {
    this.stallThreshold = positive("stallThreshold", threshold);
    return this;
  }

  /**
   * Sets how long an expired member, and a service without members, is kept; 24 h by default. Time
   * in which the manager was suspended does not count. A service is kept at least until its last
   * status was published and delivered to every publisher. Periodic refreshes ({@code min-rate}) do
   * not keep it.
   */
  public InMemoryClusterManagerBuilder retention(Duration retention) {
    this.retention = positive("retention", retention);
    return this;
  }

  // ---- limits

  /** Sets the largest number of services; not limited by default. */
  public InMemoryClusterManagerBuilder maxServices(int max) {
    this.maxServices = atLeastOne("maxServices", max);
    return this;
  }

  /**
   * Sets the largest number of members of a service, and of overrides of its members; not limited
   * by default.
   */
  public InMemoryClusterManagerBuilder maxMembersPerService(int max) {
    this.maxMembersPerService = atLeastOne("maxMembersPerService", max);
    return this;
  }

  /**
   * Sets the longest reason of a node or operator, in characters; 4,096 by default. A longer one is
   * refused. A longer reason of a verdict is cut, visibly.
   */
  public InMemoryClusterManagerBuilder maxReasonLength(int max) {
    this.maxReasonLength = atLeastOne("maxReasonLength", max);
    return this;
  }

  /**
   * Sets how many events may wait for one slow listener; 100,000 by default. Further events are
   * dropped, and counted in {@link io.github.esrpcluster.api.ClusterEvent.EventsDropped}.
   */
  public InMemoryClusterManagerBuilder maxListenerBacklog(int max) {
    this.maxListenerBacklog = atLeastOne("maxListenerBacklog", max);
    return this;
  }

  /**
   * Sets how long {@link InMemoryClusterManager#close} waits for publishers to deliver the last
   * status; 5 s by default.
   */
  public InMemoryClusterManagerBuilder closeGrace(Duration grace) {
    this.closeGrace = positive("closeGrace", grace);
    return this;
  }

  // ---- time and threads

  /** Sets the clocks; the system's by default. */
  public InMemoryClusterManagerBuilder timeSource(TimeSource time) {
    this.time = Objects.requireNonNull(time, "time");
    return this;
  }

  /**
   * Sets the executor that runs publishers, listeners, and policies after an expiry (unless there
   * is a {@link #policyExecutor}). By default the manager has daemon threads of its own, as many as
   * callbacks block.
   *
   * <ul>
   *   <li>It must have threads of its own: {@link #build} hands it one empty task to find out, and
   *       refuses an executor that runs it on the calling thread.
   *   <li>A callback that blocks keeps one of its threads. It needs more threads than callbacks
   *       that may block.
   *   <li>It must run each task that it accepts, or refuse it by throwing. If it drops tasks
   *       silently ({@code DiscardPolicy}), a publisher or listener waits for good.
   *   <li>The manager does not shut it down. If it is shut down before the manager closes,
   *       listeners receive the last events on the thread that closes.
   * </ul>
   */
  public InMemoryClusterManagerBuilder executor(Executor executor) {
    this.executor = Objects.requireNonNull(executor, "executor");
    return this;
  }

  /**
   * Sets the executor that runs all status policies, so that a slow policy does not delay the
   * thread that reports; none by default. The rules of {@link #executor} apply. If it drops an
   * evaluation silently, the built-in any-up evaluates that service for good.
   */
  public InMemoryClusterManagerBuilder policyExecutor(Executor executor) {
    this.policyExecutor = Objects.requireNonNull(executor, "executor");
    return this;
  }

  /**
   * Sets the scheduler of the manager's timers; a daemon thread of the manager by default. No
   * policy, publisher or listener runs on it; only actions that depend on the stage of {@link
   * InMemoryClusterManager#shutdown} may. It must accept every timer until the manager has closed.
   * If it refuses a sweep, {@link io.github.esrpcluster.api.ClusterEvent.SweepTimerLost} says what
   * still works. The manager does not shut it down. A {@link
   * java.util.concurrent.ScheduledThreadPoolExecutor} should have {@code
   * setRemoveOnCancelPolicy(true)}; otherwise it keeps cancelled timers until their time.
   */
  public InMemoryClusterManagerBuilder scheduler(ScheduledExecutorService scheduler) {
    this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
    return this;
  }

  /** Sets the source of randomness that spreads retries. Must be thread-safe, and never throw. */
  public InMemoryClusterManagerBuilder random(RandomGenerator random) {
    this.random = Objects.requireNonNull(random, "random");
    return this;
  }

  // ---- the manager

  /**
   * Builds and starts the manager.
   *
   * @throws IllegalStateException if there is no status policy, the stall threshold is less than
   *     two sweep intervals, or an executor runs tasks on the calling thread
   */
  public InMemoryClusterManager build() {
    ManagerSettings settings = settings();
    if (executor != null) {
      requireThreads("executor", executor);
    }
    if (policyExecutor != null) {
      requireThreads("policyExecutor", policyExecutor);
    }
    ExecutorService ownExecutor = executor == null ? ManagerThreads.executor(name) : null;
    ScheduledExecutorService ownScheduler =
        scheduler == null ? ManagerThreads.scheduler(name) : null;
    Executor workers = ownExecutor == null ? Objects.requireNonNull(executor) : ownExecutor;
    ScheduledExecutorService timers =
        scheduler == null ? Objects.requireNonNull(ownScheduler) : scheduler;
    InMemoryClusterManager manager =
        new InMemoryClusterManager(
            context(settings, workers, timers),
            () -> {
              if (ownScheduler != null) {
                ownScheduler.shutdown();
              }
              if (ownExecutor != null) {
                ownExecutor.shutdown();
              }
            });
    callbacks.forEach(callback -> callback.accept(manager));
    return manager.start();
  }

  ManagerSettings settings() {
    if (statusPolicy == null) {
      throw new IllegalStateException(
          "statusPolicy is not set: a manager cannot evaluate a service without one");
    }
    return new ManagerSettings(
        name,
        statusPolicy,
        loadBalancing,
        policyDeadline,
        holdDown,
        shortestLease,
        defaultLease,
        longestLease,
        sweepInterval,
        stallThreshold(),
        retention,
        closeGrace,
        maxServices,
        maxMembersPerService,
        maxReasonLength,
        maxListenerBacklog);
  }

  private Duration stallThreshold() {
    Duration least = sweepInterval.multipliedBy(2);
    Duration threshold = stallThreshold == null ? least : stallThreshold;
    if (threshold.compareTo(least) < 0) {
      throw new IllegalStateException(
          "stallThreshold "
              + Texts.duration(threshold)
              + " is too short: use at least two sweep intervals, "
              + Texts.duration(least));
    }
    return threshold;
  }

  ManagerContext context(
      ManagerSettings settings, Executor workers, ScheduledExecutorService timers) {
    return new ManagerContext(settings, time, workers, policyExecutor, timers, random);
  }

  /** Refuses an executor that runs tasks on the thread that hands them over. */
  private static void requireThreads(String name, Executor executor) {
    Thread caller = Thread.currentThread();
    AtomicBoolean direct = new AtomicBoolean();
    try {
      executor.execute(() -> direct.compareAndSet(false, Thread.currentThread() == caller));
    } catch (RejectedExecutionException e) {
      return; // it may accept tasks later
    }
    if (direct.get()) {
      throw new IllegalStateException(
          name
              + " "
              + Texts.name(executor)
              + " runs tasks on the calling thread, so that a callback could block a thread that"
              + " reports: set an executor that has threads of its own");
    }
  }

  private static Duration positive(String name, Duration value) {
    return Checks.positive(name, value, LONGEST);
  }

  private static int atLeastOne(String name, int value) {
    return Checks.inRange(name, value, 1, Integer.MAX_VALUE);
  }
}
