package io.github.esrpcluster.core;

import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Asked for by any thread while timers ring: the action runs after each request, and not later than
 * that asked for. Time stands still until all have asked, so that "not later" can be seen.
 *
 * <p>Catches: a later request that puts off an earlier one.
 */
@Param(name = "delay", gen = IntGen.class, conf = "1:3")
public class CoalescingTimerLincheckTest {
  private static final long NOTHING = Long.MAX_VALUE;

  private final StepTimers timers = new StepTimers();
  private final AtomicLong owed = new AtomicLong(NOTHING);
  private volatile boolean late;
  private final CoalescingTimer timer = new CoalescingTimer(timers.context(new Steps()), this::act);

  /** Lincheck makes a new one for each run. */
  public CoalescingTimerLincheckTest() {}

  private void act() {
    late |= owed.getAndSet(NOTHING) < timers.nanoTime();
  }

  @Operation
  public void within(@Param(name = "delay") int delay) {
    owed.accumulateAndGet(delay, Math::min);
    timer.atMost(delay);
  }

  @Operation
  public void ring() {
    timers.ringEarly();
  }

  @Validate
  public void no_request_was_forgotten_or_put_off() {
    while (timers.ring()) {
      // each runs the action
    }
    if (late || owed.get() != NOTHING) {
      throw new AssertionError("late: " + late + ", owed: " + owed);
    }
  }

  @Test
  void under_stress() {
    new StressOptions()
        .iterations(5)
        .invocationsPerIteration(200)
        .threads(3)
        .actorsPerThread(2)
        .actorsBefore(0)
        .actorsAfter(0)
        .check(CoalescingTimerLincheckTest.class);
  }

  @Test
  void in_chosen_interleavings() {
    new ModelCheckingOptions()
        .iterations(3)
        .invocationsPerIteration(50)
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(0)
        .actorsAfter(0)
        .check(CoalescingTimerLincheckTest.class);
  }
}
