package io.github.esrpcluster.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.SecurityPosture;
import io.github.esrpcluster.api.ServiceState;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.StatusPolicyOutcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.IZ_Result;

/**
 * The judge of one service. Its snapshots are numbered by their members, and so are the verdicts.
 * What is seen at last: the number that was found, below zero if a verdict was not of its snapshot
 * or came after a newer one; the most judgements at a time; whether the policy found it, and is
 * held to be well.
 */
public final class StatusEvaluatorRaces {
  private static final int MOST = 24;
  private static final ClusterSnapshot[] SNAPSHOTS = new ClusterSnapshot[MOST + 1];
  private static final Verdict[] VERDICTS = new Verdict[MOST + 1];
  private static final RuntimeException FAILURE = new IllegalStateException("as told");

  /** When a judgement that began at 0 is late. */
  private static final long TIMED_OUT = Long.MAX_VALUE;

  static {
    Tally tally = Tally.empty();
    for (int number = 0; number <= MOST; number++) {
      SNAPSHOTS[number] =
          new ClusterSnapshot(
              Parts.SERVICE, ClusterSnapshotMembers.empty(), tally, ClusterSnapshotSites.none(), SecurityPosture.GREEN);
      VERDICTS[number] = Verdict.of(ServiceState.NORMAL, String.valueOf(number));
      tally = tally.plus(ElementState.NORMAL, 1);
    }
  }

  private StatusEvaluatorRaces() {}

  /** A judge, and what a cluster does with it. */
  private static final class Watched implements StatusEvaluator.Court {
    final AtomicInteger most = new AtomicInteger();
    final AtomicBoolean fails = new AtomicBoolean();
    final StatusEvaluator judge;
    private final ManagerContext context;
    private final AtomicInteger judging = new AtomicInteger();
    private int newest;
    private int found;
    private int findings;
    private boolean byPolicy;

    Watched() {
      this(Runnable::run);
    }

    Watched(Executor threads) {
      context = Parts.context(threads, new Timers());
      judge = new StatusEvaluator(this);
      judge.replace(this::evaluate);
    }

    private Verdict evaluate(ClusterView view) {
      most.accumulateAndGet(judging.incrementAndGet(), Math::max);
      boolean failsNow = fails.getAndSet(false);
      Verdict verdict = VERDICTS[view.tally().members()];
      judging.decrementAndGet();
      if (failsNow) {
        throw FAILURE;
      }
      return verdict;
    }

    @Override
    public ManagerContext context() {
      return context;
    }

    @Override
    public ClusterSnapshot snapshot() {
      return SNAPSHOTS[newest];
    }

    @Override
    public void deliver() {}

    @Override
    public void found(Verdict verdict, ClusterSnapshot of, Optional<String> fallback) {
      int number = of.tally().members();
      byPolicy = fallback.isEmpty();
      boolean fits = !byPolicy || verdict.equals(VERDICTS[number]);
      found = fits && found >= 0 && number >= found ? number : -1;
      findings++;
    }

    StatusEvaluator.Evaluation change() {
      synchronized (this) {
        newest++;
        judge.changed();
        return judge.begin(context.now());
      }
    }

    StatusEvaluator.Evaluation replace(StatusPolicy policy) {
      synchronized (this) {
        judge.replace(policy);
        return judge.begin(context.now());
      }
    }

    /** As a node's report. */
    void changeAndHear() {
      judge.hearHere(change());
    }

    /** As the sweeper. */
    void watch(long now) {
      judge.hearElsewhere(judge.watch(now));
    }

    int findings() {
      synchronized (this) {
        return findings;
      }
    }

    boolean well() {
      return byPolicy && !judge.needsWatching(0);
    }

    void tell(IIZ_Result r) {
      r.r1 = found;
      r.r2 = most.get();
      r.r3 = well();
    }
  }

  /** Two threads bring a change: whoever finds a judgement under way leaves its own to that one. */
  @JCStressTest
  @StatusPolicyOutcome(id = "2, 1, true", expect = ACCEPTABLE, desc = "the last was judged, one at a time")
  @State
  public static class TwoBring {
    private final Watched cluster = new Watched();

    @Actor
    public void one() {
      cluster.changeAndHear();
    }

    @Actor
    public void other() {
      cluster.changeAndHear();
    }

    @Arbiter
    public void afterwards(IIZ_Result r) {
      cluster.tell(r);
    }
  }

  /** The same again and again: a thread goes on to the next judgement while others come. */
  @JCStressTest
  @StatusPolicyOutcome(id = "24, 1, true", expect = ACCEPTABLE, desc = "the last was judged, one at a time")
  @State
  public static class TwoBringMany {
    private final Watched cluster = new Watched();

    private void bring() {
      for (int i = 0; i < MOST / 2; i++) {
        cluster.changeAndHear();
      }
    }

    @Actor
    public void one() {
      bring();
    }

    @Actor
    public void other() {
      bring();
    }

    @Arbiter
    public void afterwards(IIZ_Result r) {
      cluster.tell(r);
    }
  }

  /** The executor refuses the first thread, on which the other may have counted. */
  @JCStressTest
  @StatusPolicyOutcome(id = "2, 1, true", expect = ACCEPTABLE, desc = "the other judged after the refusal")
  @StatusPolicyOutcome(
      id = "2, 0, false",
      expect = ACCEPTABLE,
      desc = "the other had counted on it: the fallback judged both, and the watchdog will ask")
  @State
  public static class TheFirstThreadIsRefused {
    private final AtomicBoolean refused = new AtomicBoolean();
    private final Watched cluster = new Watched(this::run);

    private void run(Runnable work) {
      if (refused.compareAndSet(false, true)) {
        throw new RejectedExecutionException("as told");
      }
      work.run();
    }

    private void sweep() {
      cluster.judge.hearElsewhere(cluster.change());
    }

    @Actor
    public void one() {
      sweep();
    }

    @Actor
    public void other() {
      sweep();
    }

    @Arbiter
    public void afterwards(IIZ_Result r) {
      cluster.tell(r);
    }
  }

  /** A policy that failed is asked again by the watchdog while a change comes. */
  @JCStressTest
  @StatusPolicyOutcome(id = "2, 1, true", expect = ACCEPTABLE, desc = "the last was judged, and all is well")
  @State
  public static class ChangeMeetsRetry {
    private final Watched cluster = new Watched();

    /** The policy has failed, once. */
    public ChangeMeetsRetry() {
      cluster.fails.set(true);
      cluster.changeAndHear();
    }

    @Actor
    public void node() {
      cluster.changeAndHear();
    }

    @Actor
    public void watchdog() {
      cluster.watch(0);
    }

    @Arbiter
    public void afterwards(IIZ_Result r) {
      cluster.tell(r);
    }
  }

  /**
   * A policy comes back at the moment in which it is given up. Each result: how often something was
   * found, and whether the policy found it last.
   */
  @JCStressTest
  @StatusPolicyOutcome(id = "1, true", expect = ACCEPTABLE, desc = "it was in time")
  @StatusPolicyOutcome(id = "2, true", expect = ACCEPTABLE, desc = "given up, back, asked again")
  @State
  public static class ReturnMeetsWatchdog {
    private final Watched cluster = new Watched();
    private final StatusEvaluator.Evaluation late = cluster.change();

    @Actor
    public void policy() {
      cluster.judge.hearHere(late);
    }

    @Actor
    public void watchdog() {
      cluster.watch(TIMED_OUT);
    }

    @Arbiter
    public void afterwards(IZ_Result r) {
      r.r1 = cluster.findings();
      r.r2 = cluster.well();
    }
  }

  /** A policy that was given up comes back while a change comes: it is asked for the newest. */
  @JCStressTest
  @StatusPolicyOutcome(id = "2, 1, true", expect = ACCEPTABLE, desc = "asked again, and never beside itself")
  @State
  public static class ReturnMeetsChange {
    private final Watched cluster = new Watched();
    private final StatusEvaluator.Evaluation late = cluster.change();

    /** It is given up. */
    public ReturnMeetsChange() {
      cluster.watch(TIMED_OUT);
    }

    @Actor
    public void policy() {
      cluster.judge.hearHere(late);
    }

    @Actor
    public void node() {
      cluster.changeAndHear();
    }

    @Arbiter
    public void afterwards(IIZ_Result r) {
      cluster.tell(r);
    }
  }

  /**
   * A policy comes back while another takes its place. Each result: how often something was found,
   * and whether the new one found it last.
   */
  @JCStressTest
  @StatusPolicyOutcome(id = "1, true", expect = ACCEPTABLE, desc = "replaced first: the old one is not heard")
  @StatusPolicyOutcome(id = "2, true", expect = ACCEPTABLE, desc = "the old one was heard before")
  @State
  public static class ReturnMeetsReplacement {
    private static final Verdict NEW = Verdict.of(ServiceState.NORMAL, "new");

    private final Watched cluster = new Watched();
    private final StatusEvaluator.Evaluation old = cluster.change();

    @Actor
    public void policy() {
      cluster.judge.hearHere(old);
    }

    @Actor
    public void operator() {
      cluster.judge.hearHere(cluster.replace(view -> NEW));
    }

    @Arbiter
    public void afterwards(IZ_Result r) {
      r.r1 = cluster.findings();
      r.r2 = cluster.judge.previous().equals(Optional.of(NEW));
    }
  }

  /**
   * A policy comes back while its service is forgotten. Each result: how often something was found
   * when it was, and at last.
   */
  @JCStressTest
  @StatusPolicyOutcome(id = "0, 0", expect = ACCEPTABLE, desc = "forgotten first: nobody hears it")
  @StatusPolicyOutcome(id = "1, 1", expect = ACCEPTABLE, desc = "heard before")
  @State
  public static class ReturnMeetsEnd {
    private final Watched cluster = new Watched();
    private final StatusEvaluator.Evaluation late = cluster.change();

    @Actor
    public void policy() {
      cluster.judge.hearHere(late);
    }

    @Actor
    public void sweeper(II_Result r) {
      cluster.judge.end();
      r.r1 = cluster.findings();
    }

    @Arbiter
    public void afterwards(II_Result r) {
      r.r2 = cluster.findings();
    }
  }
}
