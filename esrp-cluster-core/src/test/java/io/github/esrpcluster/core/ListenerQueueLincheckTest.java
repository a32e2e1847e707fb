package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Events added by any thread: after the last one has dispatched nothing waits, each was delivered
 * once or counted as dropped, those of one thread in their order, and never two at a time.
 */
public class ListenerQueueLincheckTest {
  /** Lincheck makes a new one for each run. */
  public ListenerQueueLincheckTest() {}

  private static final int LIMIT = 2;

  private final List<Long> heard = new ArrayList<>(); // only one thread delivers at a time
  private final Counters counters = new Counters();
  private final Object added = new Object();
  private long events;
  private long noticed;
  private volatile boolean inside;
  private volatile boolean overlap;

  private final ListenerQueue queue =
      new ListenerQueue(
          this::hear,
          Runnable::run,
          counters,
          LIMIT,
          missed -> new ClusterEvent.EventsDropped(Instant.EPOCH, missed));

  private void hear(ClusterEvent event) {
    overlap |= inside;
    inside = true;
    if (event instanceof ClusterEvent.EventsDropped dropped) {
      noticed += dropped.count();
    } else {
      heard.add(event.at().getEpochSecond());
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

  @Validate
  public void nothing_is_lost_or_out_of_order() {
    List<Long> inOrder = heard.stream().sorted().distinct().toList();
    if (overlap || !heard.equals(inOrder) || heard.size() + noticed != events) {
      throw new AssertionError(heard + " and " + noticed + " of " + events + ", " + overlap);
    }
  }

  @Test
  void under_stress() {
    new StressOptions()
        .iterations(4)
        .invocationsPerIteration(300)
        .threads(3)
        .actorsPerThread(2)
        .check(ListenerQueueLincheckTest.class);
  }
}
