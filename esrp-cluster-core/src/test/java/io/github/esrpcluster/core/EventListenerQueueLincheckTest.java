package io.github.esrpcluster.core;

import io.github.esrpcluster.api.ClusterEvent;
import io.github.esrpcluster.core.EventListenerQueue.Bounds;
import io.github.esrpcluster.core.EventRecords.EventsDroppedEvent;
import io.github.esrpcluster.core.EventRecords.ManagerClosingEvent;
import java.time.Instant;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Several threads add events while others deliver, to a listener on an executor and to one on the
 * thread that dispatches. When all tasks have run, no event waits, each was delivered once or
 * counted as dropped, those of one thread in order, and never two at a time.
 *
 * <p>Catches: a thread that looks for waiting events before it lets go, and leaves one behind.
 */
public class EventListenerQueueLincheckTest {
  /** Room for one event: by their number, and by their characters. */
  private static final Bounds ONE_EVENT = new Bounds(1, Integer.MAX_VALUE);

  private static final Bounds CHARACTERS_OF_ONE =
      new Bounds(
          Integer.MAX_VALUE,
          Math.toIntExact(
              new ManagerClosingEvent(new EventOrigin("test", Instant.EPOCH)).characters()));

  private final StepExecutor executor = new StepExecutor();
  private final Object lock = new Object();
  private long events;

  private final RecordingSink onExecutor = new RecordingSink();
  private final RecordingSink onCaller = new RecordingSink();

  private final EventListenerQueue queue =
      EventListenerQueue.on(
          "test",
          executor,
          onExecutor::receive,
          new EventCounters(),
          ONE_EVENT,
          RecordingSink::dropNotice);
  private final EventListenerQueue inline =
      EventListenerQueue.inline(
          "test",
          onCaller::receive,
          new EventCounters(),
          CHARACTERS_OF_ONE,
          RecordingSink::dropNotice);

  /** Lincheck makes a new one for each run. */
  public EventListenerQueueLincheckTest() {}

  /** Checks what one queue delivers; no two threads deliver at a time. */
  private static final class RecordingSink {
    private long received;
    private long last;
    private long missed;
    private volatile boolean inside;
    private volatile String violation = "";

    static ClusterEvent dropNotice(long missed) {
      return new EventsDroppedEvent(new EventOrigin("test", Instant.EPOCH), missed);
    }

    void receive(ClusterEvent event) {
      violation = inside ? "two at a time" : violation;
      inside = true;
      if (event instanceof ClusterEvent.EventsDropped dropped) {
        missed += dropped.count();
      } else {
        violation = event.at().getEpochSecond() <= last ? event + " after " + last : violation;
        last = event.at().getEpochSecond();
        received++;
      }
      inside = false;
    }

    void check(long events) {
      if (!violation.isEmpty() || received + missed != events) {
        throw new AssertionError(
            violation + ": " + received + " received and " + missed + " missed of " + events);
      }
    }
  }

  /** As a cluster does: the event is added under a lock that orders it, and dispatched without. */
  @Operation
  public void fire() {
    synchronized (lock) {
      ManagerClosingEvent event =
          new ManagerClosingEvent(new EventOrigin("test", Instant.ofEpochSecond(++events)));
      queue.add(event);
      inline.add(event);
    }
    inline.dispatch();
    queue.dispatch();
  }

  @Operation
  public void run() {
    executor.step();
  }

  @Validate
  public void no_event_is_lost_or_out_of_order() {
    executor.runAll();
    onExecutor.check(events);
    onCaller.check(events);
  }

  @Test
  void queue_loses_no_event_under_stress() {
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
  void queue_loses_no_event_in_chosen_interleavings() {
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
