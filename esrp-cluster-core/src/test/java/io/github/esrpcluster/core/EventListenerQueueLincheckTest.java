package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterEvent;
import java.time.Instant;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Events added by any thread while others deliver: after everything that was handed to the executor
 * has run nothing waits, each event was delivered once or counted as dropped, those of one thread
 * in their order, and never two at a time.
 *
 * <p>Catches: a thread that looks for waiting events before it lets go, and leaves one behind.
 */
public class EventListenerQueueLincheckTest {
  private static final int LIMIT = 1;

  private final Steps steps = new Steps();
  private final Object added = new Object();
  private long events;
  private long heard; // only one thread delivers at a time
  private long last;
  private long noticed;
  private volatile boolean inside;
  private volatile String wrong = "";

  private final EventListenerQueue queue =
      new EventListenerQueue(
          this::hear,
          steps,
          new EventCounters(),
          LIMIT,
          missed -> new ClusterEvent.EventsDropped(Instant.EPOCH, missed));

  /** Lincheck makes a new one for each run. */
  public EventListenerQueueLincheckTest() {}

  private void hear(ClusterEvent event) {
    wrong = inside ? "two at a time" : wrong;
    inside = true;
    if (event instanceof ClusterEvent.EventsDropped dropped) {
      noticed += dropped.count();
    } else {
      wrong = event.at().getEpochSecond() <= last ? event + " after " + last : wrong;
      last = event.at().getEpochSecond();
      heard++;
    }
    inside = false;
  }

  /** Under a lock that orders the events, as a cluster's does; delivered after it was left. */
  @Operation
  public void tell() {
    synchronized (added) {
      queue.add(new ClusterEvent.ManagerClosing(Instant.ofEpochSecond(++events)));
    }
    queue.dispatch();
  }

  @Operation
  public void run() {
    steps.step();
  }

  @Validate
  public void nothing_is_lost_or_out_of_order() {
    steps.runAll();
    if (!wrong.isEmpty() || heard + noticed != events) {
      throw new AssertionError(wrong + ": " + heard + " and " + noticed + " of " + events);
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
        .check(EventListenerQueueLincheckTest.class);
  }

  @Test
  void in_chosen_interleavings() {
    new ModelCheckingOptions()
        .iterations(12)
        .invocationsPerIteration(400)
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(1)
        .actorsAfter(0)
        .check(EventListenerQueueLincheckTest.class);
  }
}
