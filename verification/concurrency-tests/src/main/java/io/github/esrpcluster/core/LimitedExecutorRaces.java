package io.github.esrpcluster.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * A width of 1 and a delegate that runs a worker on the calling thread. Each result: the tasks that
 * ran, those that were refused, and the most that ran at a time.
 */
public final class LimitedExecutorRaces {
  private LimitedExecutorRaces() {}

  /** An executor that counts its tasks. */
  private static final class Watched {
    final LimitedExecutor executor;
    final AtomicInteger running = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();
    final AtomicInteger ran = new AtomicInteger();
    final AtomicInteger refused = new AtomicInteger();

    Watched(Executor delegate) {
      executor = new LimitedExecutor(delegate, 1);
    }

    void execute() {
      executor.execute(new CountedTask(this));
    }

    void result(III_Result r) {
      r.r1 = ran.get();
      r.r2 = refused.get();
      r.r3 = most.get();
    }
  }

  /** A task that counts whether it runs or is refused. */
  private record CountedTask(Watched tasks) implements LimitedExecutor.Task {
    @Override
    public void run() {
      tasks.most.accumulateAndGet(tasks.running.incrementAndGet(), Math::max);
      tasks.ran.incrementAndGet();
      tasks.running.decrementAndGet();
    }

    @Override
    public void refused(Throwable refusal) {
      tasks.refused.incrementAndGet();
    }
  }

  /** A task comes while the worker of another ends: no task is left behind, none runs beside it. */
  @JCStressTest
  @Outcome(id = "2, 0, 1", expect = ACCEPTABLE, desc = "both ran, one after the other")
  @State
  public static class TwoTasks {
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
      tasks.result(r);
    }
  }

  /** The same with two tasks from each thread: a worker may end between the two of the other. */
  @JCStressTest
  @Outcome(id = "4, 0, 1", expect = ACCEPTABLE, desc = "all ran, one after the other")
  @State
  public static class TwoTasksEach {
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
      tasks.result(r);
    }
  }

  /** The delegate refuses the first worker, on which the other task may have counted. */
  @JCStressTest
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "one ran, the other was refused")
  @Outcome(
      id = "2, 0, 1",
      expect = ACCEPTABLE,
      desc = "the second got a worker before the first took its task back; it ran both")
  @Outcome(
      id = "0, 2, 0",
      expect = ACCEPTABLE,
      desc = "the second counted on the refused worker, and was refused with the first")
  @State
  public static class FirstWorkerIsRefused {
    private final AtomicInteger requested = new AtomicInteger();
    private final Watched tasks = new Watched(this::run);

    private void run(Runnable worker) {
      if (requested.getAndIncrement() == 0) {
        throw new RejectedExecutionException("refused by the test");
      }
      worker.run();
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
      tasks.result(r);
    }
  }

  /** A sweep looks after a task that waits while the worker before it ends. */
  @JCStressTest
  @Outcome(id = "2, 0, 1", expect = ACCEPTABLE, desc = "both ran, one after the other")
  @State
  public static class TaskMeetsWatch {
    private final Watched tasks = new Watched(Runnable::run);

    @Actor
    public void one() {
      tasks.execute();
      tasks.execute();
    }

    @Actor
    public void sweep() {
      tasks.executor.watch();
    }

    @Arbiter
    public void afterwards(III_Result r) {
      tasks.result(r);
    }
  }
}
