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
 * Several threads make requests while timers fire: the action runs after each request, and not
 * later than requested. Time stands still until the last request, so that a late action shows.
 *
 * <p>Catches: a later request that delays an earlier one.
 */
@Param(name = "delay", gen = IntGen.class, conf = "1:3")
public class CoalescingTimerLincheckTest {
  private static final long NOTHING = Long.MAX_VALUE;

  private final StepTimers timers = new StepTimers();
  private final AtomicLong requested = new AtomicLong(NOTHING);
  private volatile boolean late;
  private final CoalescingTimer timer = new CoalescingTimer(timers, timers, this::act);

  /** Lincheck makes a new one for each run. */
  public CoalescingTimerLincheckTest() {}

  private void act() {
    late |= requested.getAndSet(NOTHING) < timers.nanoTime();
  }

  @Operation
  public void atMost(@Param(name = "delay") int delay) {
    requested.accumulateAndGet(delay, Math::min);
    timer.atMost(delay);
  }

  @Operation
  public void fire() {
    timers.fireEarly();
  }

  @Validate
  public void no_request_was_lost_or_delayed() {
    while (timers.fire()) {
      // each runs the action
    }
    if (late || requested.get() != NOTHING) {
      throw new AssertionError("late: " + late + ", requested: " + requested);
    }
  }

  @Test
  void timer_runs_each_action_in_time_under_stress() {
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
  void timer_runs_each_action_in_time_in_chosen_interleavings() {
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
