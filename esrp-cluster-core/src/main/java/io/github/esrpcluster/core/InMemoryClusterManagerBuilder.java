package io.github.esrpcluster.core;

import io.github.esrpcluster.api.AdmissionPolicy;
import io.github.esrpcluster.api.ClusterListener;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.Registration;
import io.github.esrpcluster.api.ServiceStatusPublisher;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.TimeSource;
import io.github.esrpcluster.api.internal.Checks;
import io.github.esrpcluster.api.internal.InterruptFlag;
import io.github.esrpcluster.api.internal.Texts;
import java.security.SecureRandom;
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
 * Builds an {@link InMemoryClusterManager}. Only {@link #statusPolicy} has no default. Each setter
 * checks its value: it throws {@link NullPointerException} for a null or {@link
 * IllegalArgumentException} for a value that breaks its rule, and keeps the previous value.
 * Durations are above zero and at most 366 days, unless a setter says otherwise. No thread or timer
 * starts before {@link #build}. Not thread-safe.
 *
 * <p>A manager runs callbacks and timers on up to three executors:
 *
 * <ul>
 *   <li>{@link #executor} runs publishers and listeners, and status policies after an expiry;
 *   <li>{@link #policyExecutor}, if set, runs all status policies;
 *   <li>{@link #scheduler} runs the sweep and the timers of notifications.
 * </ul>
 *
 * <p>By default the manager has daemon threads of its own, which end with it, and the thread that
 * makes a change evaluates the status policy. Example, with executors of the vendor, who shuts them
 * down after the manager:
 *
 * <pre>{@code
 * ExecutorService callbacks = Executors.newCachedThreadPool();
 * ExecutorService policies = Executors.newFixedThreadPool(4);
 * ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);
 * timers.setRemoveOnCancelPolicy(true);
 * ClusterManager cluster =
 *     InMemoryClusterManager.builder()
 *         .statusPolicy(policy)
 *         .publisher(upstream)
 *         .executor(callbacks)
 *         .policyExecutor(policies)
 *         .scheduler(timers)
 *         .build();
 * }</pre>
 */
public final class InMemoryClusterManagerBuilder {
  /** Highest generation: in seconds since 1970 a time in the year 2106. */
  public static final long MAX_GENERATION = 4_294_967_295L;

  private static final Duration LONGEST = Duration.ofDays(366);

  private String name = "esrp-cluster";
  private @Nullable StatusPolicy statusPolicy;
  private LoadBalancingPolicy loadBalancing = LoadBalancingPolicy.roundRobin();
  private @Nullable AdmissionPolicy admission;
  private boolean requireEpochs;
  private Duration policyDeadline = Duration.ofSeconds(1);
  private Duration holdDown = Duration.ZERO;
  private Duration shortestLease = Duration.ofSeconds(1);
  private Duration defaultLease = Duration.ofSeconds(60);
  private Duration longestLease = Duration.ofMinutes(5);
  private Duration sweepInterval = Duration.ofSeconds(1);
  private @Nullable Duration stallThreshold;
  private Duration retention = Duration.ofHours(24);
  private Duration briefRetention = Duration.ofMinutes(3);
  private Duration orphanedOverrideRetention = Duration.ofHours(24);
  private Duration closeGrace = Duration.ofSeconds(5);
  private int maxServices = 10_000;
  private int maxMembersPerService = 1_000;
  private int maxMembers = 20_000;
  private int maxServicesPerNode = 1_000;
  private int maxWeight = 1_000;
  private int maxReasonLength = 1_024;
  private int maxListenerBacklog = 10_000;
  private int maxListenerBacklogCharacters = 8_000_000;

  private TimeSource time = TimeSource.system();
  private @Nullable Executor executor;
  private @Nullable Executor policyExecutor;
  private @Nullable ScheduledExecutorService scheduler;
  private RandomGenerator random = new SecureRandom();
  private @Nullable Long generation;
  private final List<Consumer<InMemoryClusterManager>> callbacks = new ArrayList<>();

  InMemoryClusterManagerBuilder() {}

  /**
   * Sets the name of the manager; {@code esrp-cluster} by default. Its threads, its lines in the
   * log and its events carry it, so that several managers in one process can be told apart.
   *
   * @throws IllegalArgumentException if blank or longer than 255 characters, or if it has a hidden
   *     character or a space at an end
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

  /**
   * Adds a publisher for all services, with default options and a generated name: {@code
   * publisher-1}, {@code publisher-2} and so on.
   */
  public InMemoryClusterManagerBuilder publisher(ServiceStatusPublisher publisher) {
    Objects.requireNonNull(publisher, "publisher");
    callbacks.add(manager -> manager.addPublisher(publisher));
    return this;
  }

  /** Adds a publisher. If two publishers have the same name, {@link #build} throws. */
  public InMemoryClusterManagerBuilder publisher(
      ServiceStatusPublisher publisher, PublisherOptions options) {
    Objects.requireNonNull(publisher, "publisher");
    Objects.requireNonNull(options, "options");
    callbacks.add(manager -> manager.addPublisher(publisher, options));
    return this;
  }

  /** Adds a listener, which receives every event of the manager. */
  public InMemoryClusterManagerBuilder listener(ClusterListener listener) {
    Objects.requireNonNull(listener, "listener");
    callbacks.add(manager -> manager.addListener(listener));
    return this;
  }

  // ---- who may register and report

  /**
   * Sets the policy that decides which registrations are accepted, and with which terms; by default
   * each one as it is. A manager cannot authenticate nodes: set a policy, or check each
   * registration before it reaches the manager.
   */
  public InMemoryClusterManagerBuilder admission(AdmissionPolicy policy) {
    this.admission = Objects.requireNonNull(policy, "policy");
    return this;
  }

  /**
   * Sets whether each renewal, release and report must name the epoch of the membership; false by
   * default. Those without one then return {@code NOT_PERMITTED}. Epochs are hard to guess, so a
   * process that did not see the answer to the registration cannot make these calls. It can still
   * register the node: {@link #admission} decides on that.
   */
  public InMemoryClusterManagerBuilder requireEpochs(boolean required) {
    this.requireEpochs = required;
    return this;
  }

  // ---- evaluation

  /**
   * Sets how long an evaluation may take before the built-in any-up evaluates in the place of the
   * status policy; 1 s by default. The manager checks the deadline at each sweep, so an evaluation
   * may take up to one sweep interval longer.
   */
  public InMemoryClusterManagerBuilder policyDeadline(Duration deadline) {
    this.policyDeadline = positive("policyDeadline", deadline);
    return this;
  }

  /**
   * Sets the hold-down, which keeps a status that changes often from flooding upstream; zero or
   * more, at most 366 days. Zero, the default, publishes every change at once.
   *
   * <ul>
   *   <li>At any time the worst state found within the last hold-down is published: a deterioration
   *       at once, an improvement when the worse verdicts before it have been over for the
   *       hold-down, within one sweep.
   *   <li>The same holds for the posture, independently of the state.
   *   <li>A reason that differs from the published one, while state and posture stay the same, is
   *       published after the hold-down, as it is then. If the published reason is found again
   *       before, nothing is published.
   * </ul>
   *
   * <p>The first verdict of a policy that an operator sets is always published at once, and so are
   * overrides.
   */
  public InMemoryClusterManagerBuilder holdDown(Duration holdDown) {
    Objects.requireNonNull(holdDown, "holdDown");
    this.holdDown = holdDown.isZero() ? holdDown : positive("holdDown", holdDown);
    return this;
  }

  // ---- leases

  /**
   * Sets the bounds of the leases granted, and the lease of a registration that asks for none; 1 s,
   * 60 s and 5 min by default. To a registration that asks for a lease outside the bounds the
   * manager grants the nearest bound. A node that fails silently counts as live, and gets calls,
   * until its lease expires: keep the longest lease short.
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
   * The status shows an expiry within one interval; a route finds it at once.
   */
  public InMemoryClusterManagerBuilder sweepInterval(Duration interval) {
    this.sweepInterval = positive("sweepInterval", interval);
    return this;
  }

  /**
   * Sets the longest time between two sweeps that is no suspension; by default, and at least, two
   * sweep intervals. If a sweep comes later, the manager assumes that it was suspended and extends
   * all leases by the time since the previous sweep.
   */
  public InMemoryClusterManagerBuilder stallThreshold(Duration threshold) {
    this.stallThreshold = positive("stallThreshold", threshold);
    return this;
  }

  /**
   * Sets how long an expired member that has reported in its epoch is kept; 24 h by default. Time
   * in which the manager was suspended does not count.
   */
  public InMemoryClusterManagerBuilder retention(Duration retention) {
    this.retention = positive("retention", retention);
    return this;
  }

  /**
   * Sets how long an expired member that has never reported in its epoch is kept, and a service
   * without members, overrides and settings that is not declared; 3 min by default. {@link
   * #retention} applies instead if it is shorter. So a node that registers and never works does not
   * change a quorum for long. Time in which the manager was suspended does not count. A service is
   * kept at least until its last status was published and delivered to every publisher. Periodic
   * refreshes ({@code min-rate}) do not keep it.
   */
  public InMemoryClusterManagerBuilder briefRetention(Duration retention) {
    this.briefRetention = positive("briefRetention", retention);
    return this;
  }

  /**
   * Sets how long an operator's override of a node, if it has no duration of its own, holds while
   * the node is no member; 24 h by default. So an override of a mistyped node does not wait for
   * ever for a node of that name. While the node is a member, live or expired, the override does
   * not end. Time in which the manager was suspended does not count.
   */
  public InMemoryClusterManagerBuilder orphanedOverrideRetention(Duration retention) {
    this.orphanedOverrideRetention = positive("orphanedOverrideRetention", retention);
    return this;
  }

  // ---- limits

  /** Sets the largest number of services, 1 or more; 10,000 by default. */
  public InMemoryClusterManagerBuilder maxServices(int max) {
    this.maxServices = atLeastOne("maxServices", max);
    return this;
  }

  /**
   * Sets the largest number of members of a service, expired ones included, and, counted
   * separately, of its nodes with an override; 1 or more, 1,000 by default. When a node joins a
   * service that is full, the expired member that has never reported in its epoch, of several the
   * one that expired first, is removed ({@link
   * io.github.esrpcluster.api.ClusterEvent.MemberLeft.Cause#MADE_ROOM}). If there is none, the
   * registration is refused.
   */
  public InMemoryClusterManagerBuilder maxMembersPerService(int max) {
    this.maxMembersPerService = atLeastOne("maxMembersPerService", max);
    return this;
  }

  /**
   * Sets the largest number of memberships in all services, expired ones included; 1 or more,
   * 20,000 by default: even with the longest texts they take less than 200 MB. A larger deployment
   * sets more.
   */
  public InMemoryClusterManagerBuilder maxMembers(int max) {
    this.maxMembers = atLeastOne("maxMembers", max);
    return this;
  }

  /**
   * Sets the largest number of services in which one node is a member, 1 or more; 1,000 by default.
   * A report of a node may change the status of each of its services.
   */
  public InMemoryClusterManagerBuilder maxServicesPerNode(int max) {
    this.maxServicesPerNode = atLeastOne("maxServicesPerNode", max);
    return this;
  }

  /**
   * Sets the highest weight of a member, 1 to {@value Registration#MAX_WEIGHT}; 1,000 by default. A
   * registration with a higher weight is not refused: the member gets this weight, and {@link
   * io.github.esrpcluster.api.ClusterEvent.LimitReached} tells it.
   */
  public InMemoryClusterManagerBuilder maxWeight(int max) {
    this.maxWeight = Checks.inRange("maxWeight", max, 1, Registration.MAX_WEIGHT);
    return this;
  }

  /**
   * Sets the longest reason, in characters, 1 or more; 1,024 by default. A longer reason of a node,
   * an operator or a verdict is cut to this length and ends with a mark that has the full length,
   * if there is room for it. The state always counts. {@link
   * io.github.esrpcluster.api.ClusterEvent.ReasonCut} tells of nodes and operators.
   */
  public InMemoryClusterManagerBuilder maxReasonLength(int max) {
    this.maxReasonLength = atLeastOne("maxReasonLength", max);
    return this;
  }

  /**
   * Sets how many events may wait for one slow listener, 1 or more; 10,000 by default. Further
   * events are dropped, and counted in {@link
   * io.github.esrpcluster.api.ClusterEvent.EventsDropped}.
   */
  public InMemoryClusterManagerBuilder maxListenerBacklog(int max) {
    this.maxListenerBacklog = atLeastOne("maxListenerBacklog", max);
    return this;
  }

  /**
   * Sets how many characters of events may wait for one slow listener, 20,000 or more; 8,000,000 by
   * default. An event counts the lengths of its texts, such as service, node and reason, and 100
   * more. Further events are dropped as those beyond {@link #maxListenerBacklog}. A character takes
   * one or two bytes of memory: with the defaults of both settings, a listener that does not return
   * holds less than 64 MB.
   */
  public InMemoryClusterManagerBuilder maxListenerBacklogCharacters(int max) {
    this.maxListenerBacklogCharacters =
        Checks.inRange("maxListenerBacklogCharacters", max, 20_000, Integer.MAX_VALUE);
    return this;
  }

  /**
   * Sets how long a manager that closes waits for publishers to deliver the last status; 5 s by
   * default. {@link InMemoryClusterManager#close} returns at most 1 s later.
   */
  public InMemoryClusterManagerBuilder closeGrace(Duration grace) {
    this.closeGrace = positive("closeGrace", grace);
    return this;
  }

  // ---- time and threads

  /**
   * Sets the clocks; those of the Java runtime by default. {@link TimeSource} has the rules: the
   * manager calls it with a lock held.
   */
  public InMemoryClusterManagerBuilder timeSource(TimeSource time) {
    this.time = Objects.requireNonNull(time, "time");
    return this;
  }

  /**
   * Sets the executor that runs publishers, listeners, and status policies after an expiry (unless
   * there is a {@link #policyExecutor}). By default the manager has a cached pool of daemon
   * threads. The executor also runs the cancellation of stages that timed out, evaluations that a
   * thread hands over after eight in a row, and the end of the manager.
   *
   * <p>Rules for the executor:
   *
   * <ol>
   *   <li>Run each task on a thread of its own, never on the thread that calls {@code execute}, not
   *       even when full ({@code CallerRunsPolicy}). To detect an executor that always does, {@link
   *       #build} hands it one empty task.
   *   <li>Run each task that it accepts, or refuse a task by throwing. If an executor drops tasks
   *       silently ({@code DiscardPolicy}), a publisher or listener waits for ever.
   *   <li>Do not block in {@code execute}: threads that report, route or sweep call it.
   *   <li>Have more threads than callbacks that may block at the same time: a callback that blocks
   *       keeps its thread.
   * </ol>
   *
   * <p>Promises of the manager:
   *
   * <ol>
   *   <li>No lock is held while {@code execute} is called or a task runs.
   *   <li>At most {@link PublisherOptions#concurrency()} calls of a publisher, and one call of a
   *       listener, run at the same time.
   *   <li>After a refusal the manager tries again: a notification after a pause, with the latest
   *       status; events and evaluations at the next event, change or sweep. No status is lost.
   *   <li>The manager does not shut the executor down. If the vendor does before the manager has
   *       ended, statuses are not delivered, and listeners receive the last events on the thread
   *       that ends the manager.
   * </ol>
   */
  public InMemoryClusterManagerBuilder executor(Executor executor) {
    this.executor = Objects.requireNonNull(executor, "executor");
    return this;
  }

  /**
   * Sets the executor that runs all status policies, so that a slow policy does not delay the
   * thread that reports; none by default. A method that makes a change then returns before its
   * evaluation ends, so the status may show the change later.
   *
   * <p>The rules of {@link #executor} apply. Promises of the manager:
   *
   * <ol>
   *   <li>No lock is held while {@code execute} is called or a policy runs.
   *   <li>Evaluations of one service run one after the other.
   *   <li>If the executor refuses an evaluation, the manager fires {@link
   *       io.github.esrpcluster.api.ClusterEvent.PolicyFailed} with {@link
   *       io.github.esrpcluster.api.ClusterEvent.PolicyFailure#REJECTED}, the built-in any-up
   *       evaluates, and the next change or sweep tries again.
   *   <li>If the executor drops an evaluation silently, the built-in any-up evaluates that service
   *       until its policy is replaced.
   *   <li>The manager does not shut the executor down.
   * </ol>
   */
  public InMemoryClusterManagerBuilder policyExecutor(Executor executor) {
    this.policyExecutor = Objects.requireNonNull(executor, "executor");
    return this;
  }

  /**
   * Sets the scheduler of the manager's timers; by default the manager has one daemon thread.
   *
   * <p>Rules for the scheduler:
   *
   * <ol>
   *   <li>Accept every timer until the manager has ended. If the scheduler refuses a sweep, {@link
   *       io.github.esrpcluster.api.ClusterEvent.SweepTimerLost} says what still works.
   *   <li>Run each timer once, and not before its delay is over.
   * </ol>
   *
   * <p>Promises of the manager:
   *
   * <ol>
   *   <li>No policy, publisher or listener runs on a thread of the scheduler. Log appenders and
   *       actions that depend on the stage of {@link InMemoryClusterManager#shutdown} may.
   *   <li>The manager cancels no timer before it closes, so a scheduler that keeps cancelled timers
   *       until their time does not fill up.
   *   <li>The manager does not shut the scheduler down.
   * </ol>
   */
  public InMemoryClusterManagerBuilder scheduler(ScheduledExecutorService scheduler) {
    this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
    return this;
  }

  /**
   * Sets the source of randomness; a {@link SecureRandom} by default. It shortens the pauses before
   * retries, so that publishers do not all retry at the same time, and makes epochs hard to guess:
   * set a predictable source in tests only.
   *
   * <p>The source must be thread-safe, which {@link RandomGenerator#getDefault()} is not. The
   * manager calls it with a lock held, so it must neither throw nor block nor call the manager.
   */
  public InMemoryClusterManagerBuilder random(RandomGenerator random) {
    this.random = Objects.requireNonNull(random, "random");
    return this;
  }

  /**
   * Sets the generation of the manager: a number that rises with each start, 0 to {@value
   * #MAX_GENERATION}; by default the seconds since 1970 at {@link #build}. Epochs and status
   * versions begin above those of every lower generation. So a renewal, release or report with an
   * epoch of the time before a restart is refused, and an upstream entity sees versions rise.
   *
   * <p>Set it if the wall clock may be set back between two starts, or if a manager may start twice
   * within a second. Epochs rise by less than a generation a second only if fewer than 1,000
   * memberships begin per second on average.
   *
   * @throws IllegalArgumentException if out of range
   */
  public InMemoryClusterManagerBuilder generation(long generation) {
    Checks.notNegative("generation", generation);
    if (generation > MAX_GENERATION) {
      throw new IllegalArgumentException(
          "generation " + generation + " is too high: use at most " + MAX_GENERATION);
    }
    this.generation = generation;
    return this;
  }

  // ---- the manager

  /**
   * Builds and starts the manager. Hands one empty task to each of {@link #executor} and {@link
   * #policyExecutor} that was set, to detect one that runs tasks on the calling thread. An executor
   * may refuse this task with a {@link RejectedExecutionException}; any other exception is passed
   * on.
   *
   * @throws IllegalStateException if there is no status policy, the stall threshold is less than
   *     two sweep intervals, or an executor runs tasks on the calling thread
   * @throws IllegalArgumentException if two publishers have the same name
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
        admission,
        requireEpochs,
        policyDeadline,
        holdDown,
        shortestLease,
        defaultLease,
        longestLease,
        sweepInterval,
        stallThreshold(),
        retention,
        briefRetention.compareTo(retention) < 0 ? briefRetention : retention,
        orphanedOverrideRetention,
        closeGrace,
        generation(),
        maxServices,
        maxMembersPerService,
        maxMembers,
        maxServicesPerNode,
        maxWeight,
        maxReasonLength,
        new EventListenerQueue.Bounds(maxListenerBacklog, maxListenerBacklogCharacters));
  }

  private long generation() {
    long started = time.now().getEpochSecond();
    return generation != null ? generation : Math.min(Math.max(started, 0), MAX_GENERATION);
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
    boolean interrupted = InterruptFlag.get();
    try {
      executor.execute(() -> direct.compareAndSet(false, Thread.currentThread() == caller));
    } catch (RejectedExecutionException e) {
      return; // it may accept tasks later
    } finally {
      InterruptFlag.set(interrupted);
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
