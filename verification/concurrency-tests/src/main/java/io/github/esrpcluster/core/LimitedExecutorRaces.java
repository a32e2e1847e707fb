package io.github.esrpcluster.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.StatusPolicyOutcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Lanes of width 1 whose executor runs a task on the thread that asks. Each result: the tasks that
 * ran, those that were refused, and the most that ran at a time.
 */
public final class LimitedExecutorRaces {
  private LimitedExecutorRaces() {}

  /** A lane and what became of its tasks. */
  private static final class Watched {
    final LimitedExecutor lane;
    final AtomicInteger running = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();
    final AtomicInteger ran = new AtomicInteger();
    final AtomicInteger refused = new AtomicInteger();

    Watched(Executor executor) {
      lane = new LimitedExecutor(executor, 1, 0);
    }

    void execute() {
      lane.execute(this::task, refusal -> refused.incrementAndGet());
    }

    private void task() {
      most.accumulateAndGet(running.incrementAndGet(), Math::max);
      ran.incrementAndGet();
      running.decrementAndGet();
    }

    void tell(III_Result r) {
      r.r1 = ran.get();
      r.r2 = refused.get();
      r.r3 = most.get();
    }
  }

  /** One hands in while the other stops working: nothing is left behind, nothing runs beside. */
  @JCStressTest
  @StatusPolicyOutcome(id = "2, 0, 1", expect = ACCEPTABLE, desc = "both ran, one after the other")
  @State
  public static class TwoHandIn {
    private final Watched tasks = new Watched(Runnable::run);

    @Actor
    public void one() {
      tasks.execute();
    }

    @Actor
    public void other() {
      tasks.execute();
    }

    @Arbiter
    public void afterwards(III_Result r) {
      tasks.tell(r);
    }
  }

  /** The same with two tasks each: a thread may stop while the other is between its two. */
  @JCStressTest
  @StatusPolicyOutcome(id = "4, 0, 1", expect = ACCEPTABLE, desc = "all ran, one after the other")
  @State
  public static class TwoHandInTwice {
    private final Watched tasks = new Watched(Runnable::run);

    @Actor
    public void one() {
      tasks.execute();
      tasks.execute();
    }

    @Actor
    public void other() {
      tasks.execute();
      tasks.execute();
    }

    @Arbiter
    public void afterwards(III_Result r) {
      tasks.tell(r);
    }
  }

  /** The executor refuses the first thread it is asked for, on which the other may have counted. */
  @JCStressTest
  @StatusPolicyOutcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "the one ran, the other was refused")
  @StatusPolicyOutcome(
      id = "2, 0, 1",
      expect = ACCEPTABLE,
      desc = "the second found a thread before the first took its task back, and did both")
  @StatusPolicyOutcome(
      id = "0, 2, 0",
      expect = ACCEPTABLE,
      desc = "the second counted on the thread that was refused, and was refused with the first")
  @State
  public static class TheFirstThreadIsRefused {
    private final AtomicInteger asked = new AtomicInteger();
    private final Watched tasks = new Watched(this::run);

    private void run(Runnable work) {
      if (asked.getAndIncrement() == 0) {
        throw new RejectedExecutionException("as told");
      }
      work.run();
    }

    @Actor
    public void one() {
      tasks.execute();
    }

    @Actor
    public void other() {
      tasks.execute();
    }

    @Arbiter
    public void afterwards(III_Result r) {
      tasks.tell(r);
    }
  }
}
