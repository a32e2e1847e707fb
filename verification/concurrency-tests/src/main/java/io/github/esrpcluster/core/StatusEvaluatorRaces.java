package io.github.esrpcluster.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.ServiceStatus;
import io.github.esrpcluster.api.Subscription;
import io.github.esrpcluster.api.Verdict;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;
import org.openjdk.jcstress.infra.results.IZ_Result;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * The evaluations of one service. Each change adds a member, and the policy's verdict is the number
 * of members. {@link StatusEvaluator} takes no lock: these races show that {@link ServiceCluster}
 * guards it.
 *
 * <p>Unless the race says otherwise, the results are: the members of the published status, below
 * zero if a status went back or its verdict was of another snapshot; the most evaluations at a
 * time; whether the policy gave the verdict.
 */
public final class StatusEvaluatorRaces {
  private StatusEvaluatorRaces() {}

  /** Runs evaluations on the calling thread, except if it is set to hold or to refuse the next. */
  private static final class PolicyExecutor implements Executor {
    private final AtomicInteger refusals = new AtomicInteger();
    private boolean holdsNext;
    private @Nullable Runnable held;

    @Override
    public void execute(Runnable evaluation) {
      if (holdsNext) {
        holdsNext = false;
        held = evaluation;
      } else if (refusals.get() > 0 && refusals.getAndDecrement() > 0) {
        throw new RejectedExecutionException("refused by the test");
      } else {
        evaluation.run();
      }
    }
  }

  /** A cluster whose policy counts. It has been evaluated once, without members: version 1. */
  private static final class Watched {
    final PolicyExecutor policies;
    final AtomicInteger failures = new AtomicInteger();
    final ServiceCluster cluster;
    private final ManagerContext context;
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger evaluating = new AtomicInteger();
    private final AtomicInteger joined = new AtomicInteger();
    private int published;
    private boolean wrong;

    /** Creates a cluster whose changes evaluate on the calling thread. */
    Watched() {
      this(Parts.context(), new PolicyExecutor());
    }

    /** Creates a cluster whose changes evaluate on the policy executor. */
    static Watched withPolicyExecutor() {
      PolicyExecutor policies = new PolicyExecutor();
      return new Watched(Parts.contextWithPolicyExecutor(policies), policies);
    }

    private Watched(ManagerContext context, PolicyExecutor policies) {
      this.context = context;
      this.policies = policies;
      this.cluster = Parts.cluster(context, new MemberIndex());
      Subscription unused = context.events.add(this::onEvent);
      cluster.setStatusPolicy(this::evaluate);
      most.set(0);
    }

    private Verdict evaluate(ClusterView view) {
      most.accumulateAndGet(evaluating.incrementAndGet(), Math::max);
      boolean fails = failures.getAndSet(0) > 0;
      Verdict verdict = Verdict.of(ServiceState.NORMAL, String.valueOf(view.tally().members()));
      evaluating.decrementAndGet();
      if (fails) {
        throw new IllegalStateException("thrown by the test");
      }
      return verdict;
    }

    /** Events are delivered one at a time. */
    private void onEvent(ClusterEvent event) {
      if (event instanceof ClusterEvent.StatusChanged changed) {
        ServiceStatus status = changed.status();
        int members = status.tally().members();
        boolean byPolicy = status.state() == ServiceState.NORMAL;
        wrong |= members < published;
        wrong |= byPolicy && !status.reason().equals(String.valueOf(members));
        published = members;
      }
    }

    /** Adds a member, as a registration does. */
    void change() {
      cluster.join(
          Parts.registration(joined.incrementAndGet()), Optional.empty(), MemberCondition.NONE);
    }

    /** Adds a member; its evaluation is held. */
    Runnable changeAndHold() {
      policies.holdsNext = true;
      change();
      return policies.held;
    }

    /** Lets the sweep watch the policy, at a time at which no evaluation is late. */
    void watch() {
      cluster.sweep(0, true);
    }

    /** Lets the sweep give up an evaluation that began at 0. */
    void watchLate() {
      cluster.sweep(context.settings.policyDeadline().toNanos() + 1, true);
    }

    /** Returns how many statuses were published since the first. */
    int statuses() {
      return (int) cluster.version() - 1;
    }

    boolean byPolicy() {
      return cluster.explain().orElseThrow().fallback().isEmpty();
    }

    void result(IIZ_Result r) {
      r.r1 = wrong ? -1 : cluster.status().orElseThrow().tally().members();
      r.r2 = most.get();
      r.r3 = byPolicy();
    }
  }

  /** Two changes: a thread that finds an evaluation in flight leaves its change to that one. */
  @JCStressTest
  @Outcome(id = "2, 1, true", expect = ACCEPTABLE, desc = "the newest was evaluated, one at a time")
  @State
  public static class TwoChanges {
    private final Watched service = new Watched();

    @Actor
    public void one() {
      service.change();
    }

    @Actor
    public void other() {
      service.change();
    }

    @Arbiter
    public void afterwards(IIZ_Result r) {
      service.result(r);
    }
  }

  /** Many changes: a thread begins the next evaluation while others bring changes. */
  @JCStressTest
  @Outcome(
      id = "24, 1, true",
      expect = ACCEPTABLE,
      desc = "the newest was evaluated, one at a time")
  @State
  public static class ManyChanges {
    private static final int TIMES = 12;

    private final Watched service = new Watched();

    private void change() {
      for (int i = 0; i < TIMES; i++) {
        service.change();
      }
    }

    @Actor
    public void one() {
      change();
    }

    @Actor
    public void other() {
      change();
    }

    @Arbiter
    public void afterwards(IIZ_Result r) {
      service.result(r);
    }
  }

  /** The executor refuses the first evaluation, on which the other change may have counted. */
  @JCStressTest
  @Outcome(
      id = "2, 1, true",
      expect = ACCEPTABLE,
      desc = "the other was evaluated after the refusal")
  @Outcome(
      id = "2, 0, false",
      expect = ACCEPTABLE,
      desc = "the other had counted on it: the fallback evaluated both; the sweep will repeat it")
  @State
  public static class FirstEvaluationIsRefused {
    private final Watched service = Watched.withPolicyExecutor();

    /** One refusal. */
    public FirstEvaluationIsRefused() {
      service.policies.refusals.set(1);
    }

    @Actor
    public void one() {
      service.change();
    }

    @Actor
    public void other() {
      service.change();
    }

    @Arbiter
    public void afterwards(IIZ_Result r) {
      service.result(r);
    }
  }

  /** The sweep repeats a policy that has failed while a change comes. */
  @JCStressTest
  @Outcome(id = "2, 1, true", expect = ACCEPTABLE, desc = "the newest was evaluated by the policy")
  @State
  public static class ChangeMeetsRetry {
    private final Watched service = new Watched();

    /** The policy has failed once. */
    public ChangeMeetsRetry() {
      service.failures.set(1);
      service.change();
    }

    @Actor
    public void node() {
      service.change();
    }

    @Actor
    public void sweep() {
      service.watch();
    }

    @Arbiter
    public void afterwards(IIZ_Result r) {
      service.result(r);
    }
  }

  /**
   * A policy returns while the sweep gives it up. Each result: the statuses published, and whether
   * the policy gave the last verdict.
   */
  @JCStressTest
  @Outcome(id = "1, true", expect = ACCEPTABLE, desc = "it was in time")
  @Outcome(id = "2, true", expect = ACCEPTABLE, desc = "given up, returned, evaluated again")
  @State
  public static class ReturnMeetsTimeout {
    private final Watched service = Watched.withPolicyExecutor();
    private final Runnable held = service.changeAndHold();

    @Actor
    public void policy() {
      held.run();
    }

    @Actor
    public void sweep() {
      service.watchLate();
    }

    @Arbiter
    public void afterwards(IZ_Result r) {
      r.r1 = service.statuses();
      r.r2 = service.byPolicy();
    }
  }

  /** A policy that was given up returns while a change comes. */
  @JCStressTest
  @Outcome(id = "2, 1, true", expect = ACCEPTABLE, desc = "evaluated again, one at a time")
  @State
  public static class ReturnMeetsChange {
    private final Watched service = Watched.withPolicyExecutor();
    private final Runnable held = service.changeAndHold();

    /** The evaluation in flight was given up. */
    public ReturnMeetsChange() {
      service.watchLate();
    }

    @Actor
    public void policy() {
      held.run();
    }

    @Actor
    public void node() {
      service.change();
    }

    @Arbiter
    public void afterwards(IIZ_Result r) {
      service.result(r);
    }
  }

  /**
   * A policy returns while another takes its place. Each result: the statuses published, and
   * whether the new policy gave the last verdict.
   */
  @JCStressTest
  @Outcome(id = "1, true", expect = ACCEPTABLE, desc = "replaced first: the old verdict is ignored")
  @Outcome(id = "2, true", expect = ACCEPTABLE, desc = "the old verdict was recorded before")
  @State
  public static class ReturnMeetsReplacement {
    private static final Verdict NEW = Verdict.of(ServiceState.DOWN, "new");

    private final Watched service = Watched.withPolicyExecutor();
    private final Runnable held = service.changeAndHold();

    @Actor
    public void policy() {
      held.run();
    }

    @Actor
    public void operator() {
      service.cluster.setStatusPolicy(view -> NEW);
    }

    @Arbiter
    public void afterwards(IZ_Result r) {
      r.r1 = service.statuses();
      r.r2 = service.cluster.status().orElseThrow().verdict().equals(NEW);
    }
  }

  /** A policy returns while the service is closed. Each result: the version then, and at last. */
  @JCStressTest
  @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "closed first: the verdict is ignored")
  @Outcome(id = "3, 3", expect = ACCEPTABLE, desc = "the verdict was published before")
  @State
  public static class ReturnMeetsClose {
    private final Watched service = Watched.withPolicyExecutor();
    private final Runnable held = service.changeAndHold();

    @Actor
    public void policy() {
      held.run();
    }

    @Actor
    public void operator(JJ_Result r) {
      service.cluster.close();
      r.r1 = service.cluster.version();
    }

    @Arbiter
    public void afterwards(JJ_Result r) {
      r.r2 = service.cluster.version();
    }
  }
}
