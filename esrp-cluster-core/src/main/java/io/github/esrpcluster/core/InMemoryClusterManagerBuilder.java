package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterListener;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.TimeSource;
import io.github.esrpcluster.api.internal.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link InMemoryClusterManager}. Only {@link #statusPolicy} has no default. Not
 * thread-safe; each setter checks its value at once. Nothing starts before {@link #build}.
 */
public final class InMemoryClusterManagerBuilder {
  private static final Duration LONGEST = Duration.ofDays(366);

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
  private RandomGenerator random = RandomGenerator.getDefault();
  private final List<Consumer<InMemoryClusterManager>> guests = new ArrayList<>();

  InMemoryClusterManagerBuilder() {}

  // ---- guests

  /**
   * How the statuses of nodes become the status of a service, where a service has no other policy.
   */
  public InMemoryClusterManagerBuilder statusPolicy(StatusPolicy policy) {
    this.statusPolicy = Objects.requireNonNull(policy, "policy");
    return this;
  }

  /** Who takes a call, where a service has no other policy; in turn by default. */
  public InMemoryClusterManagerBuilder loadBalancing(LoadBalancingPolicy policy) {
    this.loadBalancing = Objects.requireNonNull(policy, "policy");
    return this;
  }

  /** Adds a publisher for all services with default options. */
  public InMemoryClusterManagerBuilder publisher(ServiceStatusPublisher publisher) {
    Objects.requireNonNull(publisher, "publisher");
    guests.add(manager -> manager.addPublisher(publisher));
    return this;
  }

  /** Adds a publisher. */
  public InMemoryClusterManagerBuilder publisher(
      ServiceStatusPublisher publisher, PublisherOptions options) {
    Objects.requireNonNull(publisher, "publisher");
    Objects.requireNonNull(options, "options");
    guests.add(manager -> manager.addPublisher(publisher, options));
    return this;
  }

  /** Adds a listener, which misses nothing that happens. */
  public InMemoryClusterManagerBuilder listener(ClusterListener listener) {
    Objects.requireNonNull(listener, "listener");
    guests.add(manager -> manager.addListener(listener));
    return this;
  }

  // ---- judging

  /** How long a judgement may take before the built-in any-up takes its place; 1 s by default. */
  public InMemoryClusterManagerBuilder policyDeadline(Duration deadline) {
    this.policyDeadline = positive("policyDeadline", deadline);
    return this;
  }

  /**
   * How long an improvement of a service's state must last before it is published; zero, the
   * default, publishes at once. A deterioration is always published at once.
   */
  public InMemoryClusterManagerBuilder holdDown(Duration holdDown) {
    Objects.requireNonNull(holdDown, "holdDown");
    this.holdDown = holdDown.isZero() ? holdDown : positive("holdDown", holdDown);
    return this;
  }

  // ---- leases

  /**
   * The bounds of what is granted, and what is granted to those who ask for nothing; 1 s, 60 s and
   * 24 h by default.
   *
   * @throws IllegalArgumentException if not {@code 0 < shortest <= usual <= longest <= 24 hours}
   */
  public InMemoryClusterManagerBuilder leases(Duration shortest, Duration usual, Duration longest) {
    positive("shortest lease", shortest);
    positive("usual lease", usual);
    positive("longest lease", longest);
    if (longest.compareTo(Registration.MAX_LEASE) > 0) {
      throw new IllegalArgumentException(
          "longest lease " + longest + " is more than can be asked for, " + Registration.MAX_LEASE);
    }
    if (shortest.compareTo(usual) > 0 || usual.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          "leases " + shortest + ", " + usual + ", " + longest + " are not in rising order");
    }
    this.shortestLease = shortest;
    this.defaultLease = usual;
    this.longestLease = longest;
    return this;
  }

  /** How often the manager looks whether something ran out; 1 s by default. */
  public InMemoryClusterManagerBuilder sweepInterval(Duration interval) {
    this.sweepInterval = positive("sweepInterval", interval);
    return this;
  }

  /**
   * A pulse that is late by so much means that the manager itself did not run, and extends the
   * leases; by default, and at least, twice the sweep interval from one pulse to the next.
   */
  public InMemoryClusterManagerBuilder stallThreshold(Duration threshold) {
    this.stallThreshold = positive("stallThreshold", threshold);
    return this;
  }

  /**
   * How long a silent member, or a service without any, is remembered; 24 h by default. Time in
   * which the manager itself did not run does not count, and a service is remembered until its last
   * state has shown, if there is a hold-down, and has arrived upstream, however long a publisher
   * fails. One of which that state is only repeated, as the rates of publishers say, is not: a
   * repetition under way is let end, and no further one begins.
   */
  public InMemoryClusterManagerBuilder retention(Duration retention) {
    this.retention = positive("retention", retention);
    return this;
  }

  // ---- limits

  /** The most services; by default as many as memory holds. */
  public InMemoryClusterManagerBuilder maxServices(int max) {
    this.maxServices = atLeastOne("maxServices", max);
    return this;
  }

  /** The most members, and the most members' overrides, of a service; by default no limit. */
  public InMemoryClusterManagerBuilder maxMembersPerService(int max) {
    this.maxMembersPerService = atLeastOne("maxMembersPerService", max);
    return this;
  }

  /**
   * The longest reason that a node or operator may give, in characters; 4,096 by default. A longer
   * one is refused. The reason of a verdict is cut, visibly.
   */
  public InMemoryClusterManagerBuilder maxReasonLength(int max) {
    this.maxReasonLength = atLeastOne("maxReasonLength", max);
    return this;
  }

  /** How many events may wait for one slow listener; 100,000 by default. */
  public InMemoryClusterManagerBuilder maxListenerBacklog(int max) {
    this.maxListenerBacklog = atLeastOne("maxListenerBacklog", max);
    return this;
  }

  /**
   * How long {@link InMemoryClusterManager#close} lets the last states be heard; 5 s by default.
   */
  public InMemoryClusterManagerBuilder closeGrace(Duration grace) {
    this.closeGrace = positive("closeGrace", grace);
    return this;
  }

  // ---- time and threads

  /** The clocks; the system's by default. */
  public InMemoryClusterManagerBuilder timeSource(TimeSource time) {
    this.time = Objects.requireNonNull(time, "time");
    return this;
  }

  /**
   * Runs publishers and listeners, and a policy where no caller waits for it: after an expiry,
   * unless there is a {@link #policyExecutor}. A guest that blocks keeps one of its threads; let it
   * have more than guests that may block. What it takes it must run, or refuse by throwing: one
   * that drops tasks without a word (as {@code DiscardPolicy} does) leaves a publisher or listener
   * waiting for good. It is not shut down by the manager; should it be, before the manager closes,
   * listeners hear the last events on the thread that closes. By default the manager has daemon
   * threads of its own, as many as guests block, which end with it.
   */
  public InMemoryClusterManagerBuilder executor(Executor executor) {
    this.executor = Objects.requireNonNull(executor, "executor");
    return this;
  }

  /**
   * Runs the status policies, so that a slow one does not hold up who reports; none by default. One
   * that drops a judgement without a word leaves that service to the built-in any-up for good.
   */
  public InMemoryClusterManagerBuilder policyExecutor(Executor executor) {
    this.policyExecutor = Objects.requireNonNull(executor, "executor");
    return this;
  }

  /**
   * Runs the manager's timers; they never call a guest. It should take every one, until the manager
   * has closed: once it has refused the pulse it is asked again only when a call, or a node that
   * registers again, comes upon a lease that ran out, as {@link
   * io.github.esrpcluster.api.ClusterEvent.SweepTimerLost} tells. It is not shut down by the
   * manager. By default the manager has a daemon thread of its own.
   */
  public InMemoryClusterManagerBuilder scheduler(ScheduledExecutorService scheduler) {
    this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
    return this;
  }

  /** Spreads the retries of failed transmissions. Must be thread-safe. */
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
    ExecutorService ownExecutor = executor == null ? ManagerThreads.executor() : null;
    ScheduledExecutorService ownScheduler = scheduler == null ? ManagerThreads.scheduler() : null;
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
    guests.forEach(guest -> guest.accept(manager));
    return manager.start();
  }

  ManagerSettings settings() {
    if (statusPolicy == null) {
      throw new IllegalStateException(
          "statusPolicy is not set: a manager cannot judge without one");
    }
    return new ManagerSettings(
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
          "stallThreshold " + threshold + " is less than two sweep intervals, " + least);
    }
    return threshold;
  }

  ManagerContext context(
      ManagerSettings settings, Executor workers, ScheduledExecutorService timers) {
    return new ManagerContext(settings, time, workers, policyExecutor, timers, random);
  }

  /** Refuses an executor that runs tasks on the thread that hands them over. */
  private static Executor requireThreads(String name, Executor executor) {
    Thread caller = Thread.currentThread();
    AtomicBoolean direct = new AtomicBoolean();
    try {
      executor.execute(() -> direct.compareAndSet(false, Thread.currentThread() == caller));
    } catch (RejectedExecutionException e) {
      return executor; // it may take tasks later; then a refusal is handled where it happens
    }
    if (direct.get()) {
      throw new IllegalStateException(
          name
              + " "
              + Texts.name(executor)
              + " runs tasks on the calling thread, so that a callback could block a thread that"
              + " reports: set an executor that has threads of its own");
    }
    return executor;
  }

  private static Duration positive(String name, Duration value) {
    Objects.requireNonNull(value, name);
    if (value.isZero() || value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          name + " " + value + " must be above zero and at most " + LONGEST);
    }
    return value;
  }

  private static int atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " " + value + " is not 1 or more");
    }
    return value;
  }
}
