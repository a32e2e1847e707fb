package io.github.esrpcluster.core;

import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Tasks from any thread, run by any other, with an executor that refuses now and then: never more
 * at a time than the lane is wide, each task runs or is refused, once, and none is left behind.
 *
 * <p>Catches: a worker that does not look again when it stops, and a task that counted on a thread
 * which was then refused.
 */
public class LimitedExecutorLincheckTest {
  private static final int WIDTH = 1;

  private final Steps steps = new Steps();
  private final LimitedExecutor lane = new LimitedExecutor(steps, WIDTH, 0);
  private final AtomicInteger handedIn = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private volatile boolean crowded;

  /** Lincheck makes a new one for each run. */
  public LimitedExecutorLincheckTest() {}

  private void task() {
    crowded |= running.incrementAndGet() > WIDTH;
    ended.incrementAndGet();
    running.decrementAndGet();
  }

  @Operation
  public void handIn() {
    handedIn.incrementAndGet();
    lane.execute(this::task, refusal -> ended.incrementAndGet());
  }

  @Operation
  public void run() {
    steps.step();
  }

  @Operation
  public void refuseThread() {
    steps.refuseNext();
  }

  @Validate
  public void each_task_ran_or_was_refused() {
    steps.runAll();
    if (crowded || ended.get() != handedIn.get()) {
      throw new AssertionError(ended + " of " + handedIn + ", crowded: " + crowded);
    }
  }

  @Test
  void under_stress() {
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
  void in_chosen_interleavings() {
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
