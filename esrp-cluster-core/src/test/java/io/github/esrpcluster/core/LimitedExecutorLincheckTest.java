package io.github.esrpcluster.core;

import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Several threads execute tasks and several run them, on a delegate that refuses now and then:
 * never more at a time than the width, each task runs or is refused, once, and none is left behind.
 *
 * <p>Catches: a worker that does not look again when it stops, and a task that counted on a thread
 * which was then refused.
 */
public class LimitedExecutorLincheckTest {
  private static final int WIDTH = 1;

  private final StepExecutor delegate = new StepExecutor();
  private final LimitedExecutor executor = new LimitedExecutor(delegate, WIDTH);
  private final AtomicInteger requested = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private volatile boolean tooMany;

  /** Lincheck makes a new one for each run. */
  public LimitedExecutorLincheckTest() {}

  private void task() {
    tooMany |= running.incrementAndGet() > WIDTH;
    ended.incrementAndGet();
    running.decrementAndGet();
  }

  @Operation
  public void execute() {
    requested.incrementAndGet();
    executor.execute(this::task, refusal -> ended.incrementAndGet());
  }

  @Operation
  public void run() {
    delegate.step();
  }

  @Operation
  public void watch() {
    executor.watch();
  }

  @Operation
  public void refuseThread() {
    delegate.refuseNext();
  }

  @Validate
  public void each_task_ran_or_was_refused() {
    delegate.runAll();
    if (tooMany || ended.get() != requested.get()) {
      throw new AssertionError(ended + " of " + requested + ", too many at a time: " + tooMany);
    }
  }

  @Test
  void executor_ends_each_task_under_stress() {
    new StressOptions()
        .iterations(5)
        .invocationsPerIteration(200)
        .threads(3)
        .actorsPerThread(3)
        .actorsBefore(0)
        .actorsAfter(0)
        .check(LimitedExecutorLincheckTest.class);
  }

  @Test
  void executor_ends_each_task_in_chosen_interleavings() {
    new ModelCheckingOptions()
        .iterations(15)
        .invocationsPerIteration(400)
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(0)
        .actorsAfter(0)
        .check(LimitedExecutorLincheckTest.class);
  }
}
