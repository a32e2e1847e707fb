package io.github.esrpcluster.simulation;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterManager;
import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.LoadBalancingPolicy;
import io.github.esrpcluster.api.NotificationRates;
import io.github.esrpcluster.api.OperatorOverride;
import io.github.esrpcluster.api.PublisherOptions;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Verdict;
import io.github.esrpcluster.core.InMemoryClusterManager;
import io.github.esrpcluster.core.InMemoryClusterManagerBuilder;
import io.github.esrpcluster.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Runs the real manager with its nodes and callbacks, and the model beside it, in virtual time. */
final class Simulation {
  final Setup setup;
  final Ledger ledger;
  final Model model;
  final ClusterManager cluster;
  final List<SimNode> nodes = new ArrayList<>();
  final List<FaultyPublisher> publishers = new ArrayList<>();
  final FaultyListener listener;
  final Network network;
  final Actions actions;
  final Calls calls;
  private final VirtualTime time;
  private final BlockingPolicyExecutor policyExecutor;
  private final FlakyExecutor executor;
  private final FaultyPolicy usualPolicy;
  private final EventChecker events;
  private final Checker checker;
  private final List<Future<?>> ownTasks = new ArrayList<>();
  private boolean closing;
  private boolean passing;
  private long passingUntil;
  private boolean threadBlocked;
  private LongConsumer meanwhile = end -> {};

  Simulation(Setup setup, Random random, Ledger ledger) {
    this.setup = setup;
    this.ledger = ledger;
    this.time = VirtualTime.withOrigin(setup.clockOrigin());
    this.policyExecutor = new BlockingPolicyExecutor(time);
    this.executor = new FlakyExecutor(this, time);
    this.usualPolicy = new FaultyPolicy(this, RandomPolicies.status(random));
    this.model = new Model(setup, usualPolicy);
    this.events = new EventChecker(ledger);
    this.listener = new FaultyListener(this);
    this.actions = new Actions(this);
    this.calls = new Calls(this);
    this.network = new Network(ledger, actions::receive);
    for (int i = 0; i < setup.nodes(); i++) {
      nodes.add(new SimNode(i, random));
    }
    NotificationRates rates = NotificationRates.unlimited();
    PublisherOptions.Builder options =
        PublisherOptions.named("upstream-0")
            .rates(random.nextInt(3) == 0 ? rates.minRate(0.5) : rates);
    FaultyPublisher first = newPublisher(options);
    LoadBalancingPolicy balancing = RandomPolicies.balancing(random);
    this.cluster = manager(random).loadBalancing(balancing).listener(listener).build();
    first.attach(cluster);
    this.checker = new Checker(this, events, policyExecutor);
  }

  private InMemoryClusterManagerBuilder manager(Random random) {
    InMemoryClusterManagerBuilder builder =
        InMemoryClusterManager.builder()
            .statusPolicy(usualPolicy)
            .policyDeadline(setup.policyDeadline())
            .holdDown(setup.holdDown())
            .leases(setup.shortestLease(), setup.usualLease(), setup.longestLease())
            .sweepInterval(setup.sweepInterval())
            .stallThreshold(setup.stallThreshold())
            .retention(setup.retention())
            .briefRetention(setup.briefRetention())
            .orphanedOverrideRetention(setup.orphanedOverrideRetention())
            .maxServices(setup.maxServices())
            .maxMembersPerService(setup.maxMembers())
            .maxReasonLength(Setup.LONGEST_REASON)
            .timeSource(time)
            .executor(executor)
            .scheduler(time)
            .generation(0)
            .random(new Random(random.nextLong()));
    return setup.ownPolicyExecutor() ? builder.policyExecutor(policyExecutor) : builder;
  }

  // ---- time

  /** Nanoseconds since the beginning. */
  long now() {
    return time.nanoTime() - setup.clockOrigin();
  }

  long sweepInterval() {
    return setup.sweepInterval().toNanos();
  }

  /** Lets time pass from task to task, with a check of everything after each. */
  void pass(Duration duration) {
    long end = now() + duration.toNanos();
    passingUntil = threadBlocked ? passingUntil : end;
    while (now() < end) {
      long left = end - now();
      List<Duration> next = time.pendingDelays();
      passing = !threadBlocked;
      time.advance(
          Duration.ofNanos(
              next.isEmpty() ? left : Math.min(left, Math.max(1, next.get(0).toNanos()))));
      passing = false;
      time.settle(); // a callback that blocked returned later
      checker.observe();
      releasePoliciesIfDue();
    }
  }

  /** Returns whether a callback may block now: one at a time, and never within an action. */
  boolean mayBlock() {
    return passing
        && now() < passingUntil; // otherwise blocked calls might follow one another forever
  }

  /** Lets time pass while a callback blocks: further steps run within its call. */
  void passWhileBlocked(Duration duration) {
    passing = false;
    threadBlocked = true;
    long end = now() + duration.toNanos();
    settle();
    meanwhile.accept(end);
    pass(Duration.ofNanos(Math.max(1, end - now())));
    threadBlocked = false;
    passing = true;
  }

  private void releasePoliciesIfDue() {
    if (policyExecutor.isOver(now())) {
      policyExecutor.release();
      settle();
    }
  }

  /** Runs all due tasks and checks everything. */
  void settle() {
    time.settle();
    checker.observe();
  }

  /** Suspends the manager for this time. */
  void stall(Duration duration) {
    ledger.injected(Fault.MANAGER_STALLED);
    time.stall(duration);
    publishers.forEach(FaultyPublisher::afterStall);
  }

  void resume() {
    settle();
    releasePoliciesIfDue();
  }

  void stepWallClock(Duration step) {
    ledger.injected(Fault.WALL_CLOCK_STEPPED);
    time.stepWallClock(step);
  }

  void later(Duration delay, Runnable task) {
    ownTasks.add(time.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS));
  }

  /** Sets the steps to run while a callback blocks, until the time given. */
  void meanwhile(LongConsumer steps) {
    meanwhile = steps;
  }

  // ---- callbacks

  FaultyPolicy newPolicy(StatusPolicy policy) {
    return new FaultyPolicy(this, policy);
  }

  FaultyPublisher newPublisher(PublisherOptions.Builder options) {
    FaultyPublisher policy =
        new FaultyPublisher(
            this,
            options
                .timeout(Duration.ofSeconds(4))
                .backoff(Duration.ofMillis(500), Duration.ofSeconds(5))
                .build());
    publishers.add(policy);
    return policy;
  }

  long attachedPublishers() {
    return publishers.stream().filter(each -> !each.isRemoved()).count();
  }

  /**
   * Returns how many failures no event reports: refreshes whose service or publisher was removed.
   */
  long unreportedFailures() {
    return publishers.stream().mapToLong(FaultyPublisher::unreportedFailures).sum();
  }

  void removePublisher(FaultyPublisher publisher) {
    if (!publisher.isRemoved()
        && !publisher.sendsAgain()
        && !eventsPending()) { // otherwise the notification in flight is unknown
      ledger.injected(Fault.PUBLISHER_REMOVED);
      publisher.removePublisher();
      settle();
    }
  }

  /** Lets the executor refuse all tasks for this time. */
  void refuseTasks(Duration duration) {
    executor.refuse(now() + duration.toNanos());
  }

  long executorWorksSince() {
    return executor.worksSince();
  }

  /** Returns whether events may wait: the executor refused tasks, and no sweep has come since. */
  boolean eventsPending() {
    return model.sweeps().lastSweep() < executor.worksSince();
  }

  /** Lets all policies hang for this time. */
  void holdPolicies(Duration duration) {
    if (setup.ownPolicyExecutor() && !policyExecutor.holding()) {
      ledger.injected(Fault.POLICY_HUNG);
      policyExecutor.hold(now() + duration.toNanos());
    }
  }

  boolean policiesHang() {
    return policyExecutor.holding();
  }

  void releasePolicies() {
    policyExecutor.release();
    settle();
  }

  /** Records a call of a policy; the verdict is null if it failed. */
  void evaluated(FaultyPolicy policy, ClusterView view, @Nullable Verdict verdict) {
    if (!closing) {
      checker.evaluated(policy, view, verdict);
    }
  }

  void onEvent(ClusterEvent event) {
    if (event instanceof ClusterEvent.ServiceRemoved gone) {
      if (!eventsPending()) {
        checker.services().checkArrivedEverywhere(gone.service());
      }
    }
    events.onEvent(event);
    if (event instanceof ClusterEvent.NotificationEvent sent) {
      checker.services().onNotification(sent);
    }
  }

  /** Calls the manager from a callback. */
  void callBack(Fault fault, ServiceId service) {
    if (closing) {
      return;
    }
    ledger.injected(fault);
    checker.services().noteRemoved(service);
    calls.routeUnchecked(service);
    cluster.explain(service);
    OperatorOverride<SecurityPosture> set =
        OperatorOverride.of(SecurityPosture.ORANGE, "callback", "called back");
    boolean known = cluster.lastResort(service).isPresent(); // perhaps before the model knows it
    actions.withinLimit(
        known ? Optional.empty() : Optional.of(Fault.SERVICE_UNKNOWN),
        () -> cluster.overridePosture(service, set),
        () -> {
          cluster.overridePosture(service, set);
          model.overridePosture(service, set, now());
        });
  }

  // ---- the end

  boolean closing() {
    return closing;
  }

  /** Ends all faults: every degraded mode must end. */
  void recover() {
    executor.recover();
    releasePolicies();
    usualPolicy.behave(FaultyPolicy.PolicyBehavior.WORKS);
    model.services().forEach(service -> service.policy().behave(FaultyPolicy.PolicyBehavior.WORKS));
    publishers.forEach(each -> each.behave(FaultyPublisher.PublisherBehavior.WORKS, Duration.ZERO));
    Duration longest = Duration.ofSeconds(12).plus(setup.sweepInterval().multipliedBy(3));
    pass(longest);
    publishers.forEach(FaultyPublisher::answerOutstanding);
    settle();
    pass(longest);
  }

  void close() {
    closing = true;
    policyExecutor.release();
    cluster.close();
    ownTasks.forEach(task -> task.cancel(false));
    time.settle();
    new CloseChecker(this, events).check(time.pending());
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.3f s", now() / 1e9);
  }
}
